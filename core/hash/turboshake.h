// TurboSHAKE128 (RFC 9861): Keccak-p[1600, 12], rate 168 bytes.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/bytes.h"

namespace undersigned::hash {

inline constexpr std::size_t kTurboShakeRate = 168;

// One state that absorbs, then squeezes. Copyable: a common prefix is absorbed once.
class TurboShake128 {
 public:
  explicit TurboShake128(std::uint8_t domain = 0x1f) : domain_(domain) {}
  void absorb(base::ByteView data);              // aborts after the first squeeze
  void squeeze(std::span<std::uint8_t> out);     // any number of times; output continues
  void wipe();

 private:
  std::uint64_t lanes_[25] = {};
  std::size_t position_ = 0;
  std::uint8_t domain_;
  bool squeezing_ = false;
};

void turboshake128(base::ByteView message, std::uint8_t domain, std::span<std::uint8_t> out);

}  // namespace undersigned::hash
