// GF(2^255 − 19) in five limbs of 51 bits on 64 × 64 → 128-bit multiplication: the portable backend
// behind field.h, which states the contract.
//
//   value = l0 + l1·2^51 + l2·2^102 + l3·2^153 + l4·2^204   (mod p),   p = 2^255 − 19
//
// A limb of a residue of magnitude M is at most M·U, U = 2^51 + 2^15 (kLimbUnit). Since
// 2^255 ≡ 19, what overflows the last limb returns to the first nineteenfold.
#pragma once

#include <array>
#include <cstdint>

#include "core/group/choice.h"
#include "core/group/inline.h"

namespace undersigned::group::field_5x51 {

__extension__ typedef unsigned __int128 Wide;
using Limbs = std::array<std::uint64_t, 5>;

inline constexpr std::uint64_t kMask = (std::uint64_t{1} << 51) - 1;
inline constexpr std::uint64_t kLimbUnit = (std::uint64_t{1} << 51) + (std::uint64_t{1} << 15);

constexpr Wide wide(std::uint64_t a, std::uint64_t b) { return static_cast<Wide>(a) * b; }

// One round of carries, all limbs at once. Limbs below 2^63.7 come out at most kLimbUnit: what
// enters limb 0 is below 19·2^12.7.
UNDERSIGNED_INLINE constexpr Limbs carry(const Limbs& r) {
  return {(r[0] & kMask) + 19 * (r[4] >> 51), (r[1] & kMask) + (r[0] >> 51),
          (r[2] & kMask) + (r[1] >> 51), (r[3] & kMask) + (r[2] >> 51),
          (r[4] & kMask) + (r[3] >> 51)};
}

// Column sums below 2^114.3 (last one 2^110.4) to limbs of magnitude 1. The first round leaves at
// most 2^51 + 2^63.6 in a limb and, in the last, 2^51 + 23·64·2^51·(1 + 2^-34), so that the second
// gives limb 0 at most 2^51 + 19·1474 < kLimbUnit.
UNDERSIGNED_INLINE constexpr Limbs carry_wide(const Wide& c0, const Wide& c1, const Wide& c2,
                                              const Wide& c3, const Wide& c4) {
  const auto low = [](const Wide& c) { return static_cast<std::uint64_t>(c) & kMask; };
  const auto high = [](const Wide& c) { return static_cast<std::uint64_t>(c >> 51); };
  return carry({low(c0) + 19 * high(c4), low(c1) + high(c0), low(c2) + high(c1), low(c3) + high(c2),
                low(c4) + high(c3)});
}

// Limbs at most A·U and B·U with A·B ≤ 64: a column is at most 77·64·U² < 2^114.3.
UNDERSIGNED_INLINE constexpr Limbs multiply(const Limbs& a, const Limbs& b) {
  const std::uint64_t b1 = 19 * b[1], b2 = 19 * b[2], b3 = 19 * b[3], b4 = 19 * b[4];
  const Wide c0 =
      wide(a[0], b[0]) + wide(a[1], b4) + wide(a[2], b3) + wide(a[3], b2) + wide(a[4], b1);
  const Wide c1 =
      wide(a[0], b[1]) + wide(a[1], b[0]) + wide(a[2], b4) + wide(a[3], b3) + wide(a[4], b2);
  const Wide c2 =
      wide(a[0], b[2]) + wide(a[1], b[1]) + wide(a[2], b[0]) + wide(a[3], b4) + wide(a[4], b3);
  const Wide c3 =
      wide(a[0], b[3]) + wide(a[1], b[2]) + wide(a[2], b[1]) + wide(a[3], b[0]) + wide(a[4], b4);
  const Wide c4 =
      wide(a[0], b[4]) + wide(a[1], b[3]) + wide(a[2], b[2]) + wide(a[3], b[1]) + wide(a[4], b[0]);
  return carry_wide(c0, c1, c2, c3, c4);
}

// The same with a = b: limbs at most 8·U.
UNDERSIGNED_INLINE constexpr Limbs square(const Limbs& a) {
  const std::uint64_t d0 = 2 * a[0], d1 = 2 * a[1], a3 = 19 * a[3], a4 = 19 * a[4];
  const Wide c0 = wide(a[0], a[0]) + wide(d1, a4) + wide(2 * a[2], a3);
  const Wide c1 = wide(d0, a[1]) + wide(2 * a[2], a4) + wide(a[3], a3);
  const Wide c2 = wide(d0, a[2]) + wide(a[1], a[1]) + wide(2 * a[3], a4);
  const Wide c3 = wide(d0, a[3]) + wide(d1, a[2]) + wide(a[4], a4);
  const Wide c4 = wide(d0, a[4]) + wide(d1, a[3]) + wide(a[2], a[2]);
  return carry_wide(c0, c1, c2, c3, c4);
}

// The one representative below p. Limbs at most 2^63.
constexpr Limbs canonical(const Limbs& limbs) {
  Limbs r = carry(limbs);
  // r < 2p; q = 1 exactly if r + 19 ≥ 2^255, that is r ≥ p.
  std::uint64_t q = (r[0] + 19) >> 51;
  for (std::size_t i = 1; i < 5; ++i) q = (r[i] + q) >> 51;
  r[0] += 19 * q;
  for (std::size_t i = 0; i < 4; ++i) {
    r[i + 1] += r[i] >> 51;
    r[i] &= kMask;
  }
  r[4] &= kMask;  // minus q·2^255
  return r;
}

template <int M>
class Residue {
 public:
  static constexpr int kMagnitude = M;
  static constexpr int kMaxMagnitude = 8;
  static_assert(M >= 1 && M <= kMaxMagnitude, "reduce() first");

  constexpr Residue() : limbs_{} {}
  // Smaller limbs are within the greater bound.
  template <int N>
    requires(N < M)
  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr Residue(const Residue<N>& other) : limbs_(other.limbs()) {}
  explicit constexpr Residue(const Limbs& limbs) : limbs_(limbs) {}

  constexpr const Limbs& limbs() const { return limbs_; }
  constexpr Residue<1> reduce() const { return Residue<1>(carry(limbs_)); }

 private:
  Limbs limbs_;
};

using FieldElement = Residue<1>;

// Four words, little-endian, below 2^255.
constexpr FieldElement field_from_words(const std::array<std::uint64_t, 4>& w) {
  return FieldElement(Limbs{w[0] & kMask, (w[0] >> 51 | w[1] << 13) & kMask,
                            (w[1] >> 38 | w[2] << 26) & kMask, (w[2] >> 25 | w[3] << 39) & kMask,
                            (w[3] >> 12) & kMask});
}

template <int M>
constexpr std::array<std::uint64_t, 4> field_to_words(const Residue<M>& a) {
  const Limbs r = canonical(a.limbs());
  return {r[0] | r[1] << 51, r[1] >> 13 | r[2] << 38, r[2] >> 26 | r[3] << 25,
          r[3] >> 39 | r[4] << 12};
}

template <int A, int B>
UNDERSIGNED_INLINE constexpr Residue<A + B> operator+(const Residue<A>& a, const Residue<B>& b) {
  Limbs r{};
  for (std::size_t i = 0; i < 5; ++i) r[i] = a.limbs()[i] + b.limbs()[i];
  return Residue<A + B>(r);
}

// a + (B+1)·p − b: the limbs of (B+1)·p are at least (B+1)·(2^51 − 19) > B·U.
template <int A, int B>
UNDERSIGNED_INLINE constexpr Residue<A + B + 1> operator-(const Residue<A>& a,
                                                          const Residue<B>& b) {
  constexpr std::uint64_t k = B + 1;
  Limbs r{};
  r[0] = a.limbs()[0] + k * (kMask - 18) - b.limbs()[0];
  for (std::size_t i = 1; i < 5; ++i) r[i] = a.limbs()[i] + k * kMask - b.limbs()[i];
  return Residue<A + B + 1>(r);
}

template <int A, int B>
UNDERSIGNED_INLINE constexpr FieldElement operator*(const Residue<A>& a, const Residue<B>& b) {
  static_assert(A * B <= 64, "reduce() first");
  return FieldElement(multiply(a.limbs(), b.limbs()));
}

template <int A>
UNDERSIGNED_INLINE constexpr FieldElement square(const Residue<A>& a) {
  return FieldElement(square(a.limbs()));
}

// yes ? b : a
template <int M>
UNDERSIGNED_INLINE constexpr Residue<M> select(const Residue<M>& a, const Residue<M>& b,
                                               Choice yes) {
  Limbs r{};
  for (std::size_t i = 0; i < 5; ++i) {
    r[i] = a.limbs()[i] ^ (yes & (a.limbs()[i] ^ b.limbs()[i]));
  }
  return Residue<M>(r);
}

}  // namespace undersigned::group::field_5x51
