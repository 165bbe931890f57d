// ChaCha20-Poly1305 (RFC 8439), constant time on portable integers. The core's own, so that the
// verifier and the browser need no other library; tested against the RFC's vectors and libsodium.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::cipher {

inline constexpr std::size_t kTagSize = 16;
using Key = base::ByteArray<32>;
using Nonce = base::ByteArray<12>;

// Ciphertext ‖ 16-byte tag. A key is used for one message only, everywhere in the protocol.
base::Bytes seal(const Key& key, const Nonce& nonce, base::ByteView associated, base::ByteView plain);
// Refuses ("cipher.tag") anything that seal did not make.
base::Result<base::Bytes> open(const Key& key, const Nonce& nonce, base::ByteView associated,
                               base::ByteView sealed);

}  // namespace undersigned::cipher
