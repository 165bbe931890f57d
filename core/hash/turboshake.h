// TurboSHAKE128 (RFC 9861): the sponge over Keccak-p[1600, 12], rate 168 bytes, capacity 256 bits.
//
// The input M is followed by the domain byte D and by zeros up to a whole number of blocks of 168
// bytes; the last byte of the last block is changed by ⊕ 0x80. Block after block is added (⊕) to
// the first 168 bytes of the state, each time followed by the permutation. The output is those 168
// bytes, and after each further permutation the next 168.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/bytes.h"

namespace undersigned::hash {

inline constexpr std::size_t kTurboShakeRate = 168;

// One state that absorbs, then squeezes; time depends on lengths alone. Copyable: a common prefix
// is absorbed once. Wiped when it goes, since keys are made with it too.
class TurboShake128 {
 public:
  // `domain` is D, 0x01…0x7f; 0x1f where the protocol names none.
  explicit TurboShake128(std::uint8_t domain = 0x1f) : domain_(domain) {}
  TurboShake128(const TurboShake128&) = default;
  TurboShake128& operator=(const TurboShake128&) = default;
  ~TurboShake128() { wipe(); }

  // Appends to M. Aborts after the first squeeze.
  void absorb(base::ByteView data);
  // The next bytes of the output, any number of times.
  void squeeze(std::span<std::uint8_t> out);
  // Back to the state of a new one.
  void wipe();

 private:
  std::uint64_t lanes_[25] = {};  // byte i of the state is byte i mod 8 of lane ⌊i/8⌋
  std::size_t position_ = 0;      // within the rate: next byte to absorb or to squeeze
  std::uint8_t domain_;
  bool squeezing_ = false;
};

// out ← the first bytes of TurboSHAKE128(message, domain).
void turboshake128(base::ByteView message, std::uint8_t domain, std::span<std::uint8_t> out);

}  // namespace undersigned::hash
