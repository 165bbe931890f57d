// The ChaCha20 stream (RFC 8439, 2.4): additions, exclusive ors and fixed rotations of 32-bit
// words, so that time depends on the length alone.
//
// A block is state + (20 rounds on the state), sixteen little-endian words: four constants, eight
// words of key, the block's number, three words of nonce.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/bytes.h"

namespace undersigned::cipher {

// data ← data ⊕ stream(key, nonce), the stream beginning at block `counter`. Key and what it masks
// are secret. Aborts if the block number would pass 2^32.
void chacha20_xor(const base::ByteArray<32>& key, const base::ByteArray<12>& nonce,
                  std::uint32_t counter, std::span<std::uint8_t> data);

}  // namespace undersigned::cipher
