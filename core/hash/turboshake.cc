#include "core/hash/turboshake.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"
#include "core/base/secret.h"

namespace undersigned::hash {
namespace {

using Lane = std::uint64_t;

// Round constants of the last twelve of the 24 rounds of Keccak-f[1600] (FIPS 202, 3.2.5).
constexpr Lane kRoundConstants[12] = {0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
                                      0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
                                      0x000000000000800a, 0x800000008000000a, 0x8000000080008081,
                                      0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

// χ on one row of five lanes: to[x] = b_x ⊕ (¬b_{x+1} ∧ b_{x+2}), indices mod 5.
inline void chi(Lane* to, Lane b0, Lane b1, Lane b2, Lane b3, Lane b4) {
  to[0] = b0 ^ (~b1 & b2);
  to[1] = b1 ^ (~b2 & b3);
  to[2] = b2 ^ (~b3 & b4);
  to[3] = b3 ^ (~b4 & b0);
  to[4] = b4 ^ (~b0 & b1);
}

// One round ι∘χ∘π∘ρ∘θ from `a` to `e`, lane (x, y) at index x + 5y. With the columns' parities
// c_x = ⊕_y a(x, y), θ adds d_x = c_{x−1} ⊕ (c_{x+1} ⋘ 1) to column x. Row y of π∘ρ holds the lanes
// (x, y′) with y = 2x + 3y′ turned by ρ's offsets; they are written out, so that all indices and
// rotations are constants.
inline void round(const Lane* a, Lane* e, Lane constant) {
  using std::rotl;
  const Lane c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
  const Lane c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
  const Lane c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
  const Lane c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
  const Lane c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
  const Lane d0 = c4 ^ rotl(c1, 1);
  const Lane d1 = c0 ^ rotl(c2, 1);
  const Lane d2 = c1 ^ rotl(c3, 1);
  const Lane d3 = c2 ^ rotl(c4, 1);
  const Lane d4 = c3 ^ rotl(c0, 1);
  chi(e, a[0] ^ d0, rotl(a[6] ^ d1, 44), rotl(a[12] ^ d2, 43), rotl(a[18] ^ d3, 21),
      rotl(a[24] ^ d4, 14));
  e[0] ^= constant;
  chi(e + 5, rotl(a[3] ^ d3, 28), rotl(a[9] ^ d4, 20), rotl(a[10] ^ d0, 3), rotl(a[16] ^ d1, 45),
      rotl(a[22] ^ d2, 61));
  chi(e + 10, rotl(a[1] ^ d1, 1), rotl(a[7] ^ d2, 6), rotl(a[13] ^ d3, 25), rotl(a[19] ^ d4, 8),
      rotl(a[20] ^ d0, 18));
  chi(e + 15, rotl(a[4] ^ d4, 27), rotl(a[5] ^ d0, 36), rotl(a[11] ^ d1, 10), rotl(a[17] ^ d2, 15),
      rotl(a[23] ^ d3, 56));
  chi(e + 20, rotl(a[2] ^ d2, 62), rotl(a[8] ^ d3, 55), rotl(a[14] ^ d4, 39), rotl(a[15] ^ d0, 41),
      rotl(a[21] ^ d1, 2));
}

// Keccak-p[1600, 12].
void permute(Lane* state) {
  Lane other[25];
  for (std::size_t i = 0; i < 12; i += 2) {
    round(state, other, kRoundConstants[i]);
    round(other, state, kRoundConstants[i + 1]);
  }
}

Lane load(const std::uint8_t* bytes) {
  Lane lane = 0;
  for (int i = 0; i < 8; ++i) lane |= static_cast<Lane>(bytes[i]) << (8 * i);
  return lane;
}

void add_byte(Lane* lanes, std::size_t position, std::uint8_t byte) {
  lanes[position / 8] ^= static_cast<Lane>(byte) << (8 * (position % 8));
}

}  // namespace

void TurboShake128::absorb(base::ByteView data) {
  UNDERSIGNED_CHECK(!squeezing_);
  std::size_t i = 0;
  while (i < data.size()) {
    if (position_ % 8 == 0) {
      const std::size_t lanes = std::min(kTurboShakeRate - position_, data.size() - i) / 8;
      for (std::size_t j = 0; j < lanes; ++j) lanes_[position_ / 8 + j] ^= load(&data[i + 8 * j]);
      position_ += 8 * lanes;
      i += 8 * lanes;
    }
    // The bytes up to the next whole lane, if any are left.
    while (i < data.size() && position_ < kTurboShakeRate) {
      add_byte(lanes_, position_++, data[i++]);
      if (position_ % 8 == 0) break;
    }
    if (position_ == kTurboShakeRate) {
      permute(lanes_);
      position_ = 0;
    }
  }
}

void TurboShake128::squeeze(std::span<std::uint8_t> out) {
  if (!squeezing_) {
    add_byte(lanes_, position_, domain_);
    add_byte(lanes_, kTurboShakeRate - 1, 0x80);
    permute(lanes_);
    position_ = 0;
    squeezing_ = true;
  }
  for (std::uint8_t& byte : out) {
    if (position_ == kTurboShakeRate) {
      permute(lanes_);
      position_ = 0;
    }
    byte = static_cast<std::uint8_t>(lanes_[position_ / 8] >> (8 * (position_ % 8)));
    ++position_;
  }
}

void TurboShake128::wipe() {
  base::wipe(lanes_, sizeof lanes_);
  position_ = 0;
  squeezing_ = false;
}

void turboshake128(base::ByteView message, std::uint8_t domain, std::span<std::uint8_t> out) {
  TurboShake128 state(domain);
  state.absorb(message);
  state.squeeze(out);
}

}  // namespace undersigned::hash
