// ChaCha20-Poly1305 (RFC 8439, 2.8), constant time on portable integers. The core's own, so that
// the verifier and the browser need no other library; tested against the RFC's vectors and
// libsodium.
//
// The text is masked with the stream of chacha20.h from block 1 on; the tag is Poly1305
// (poly1305.h) under the first 32 bytes of block 0 over associated data, masked text, each padded
// with zeros to a multiple of sixteen bytes, and their two lengths as u64.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::cipher {

inline constexpr std::size_t kTagSize = 16;
using Key = base::ByteArray<32>;    // secret
using Nonce = base::ByteArray<12>;  // public

// Masked text ‖ 16-byte tag. `plain` is secret, at most 2^38 − 64 bytes; `associated` is public and
// must be the same on opening. A key is used for one message only, everywhere in the protocol.
base::Bytes seal(const Key& key, const Nonce& nonce, base::ByteView associated,
                 base::ByteView plain);
// The plain text; refuses ("cipher.tag") anything that seal did not make. Whether the tag is right
// becomes public, nothing else.
base::Result<base::Bytes> open(const Key& key, const Nonce& nonce, base::ByteView associated,
                               base::ByteView sealed);

}  // namespace undersigned::cipher
