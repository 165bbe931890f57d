// GF(2^255 − 19) in ten limbs of 26 and 25 bits on 32 × 32 → 64-bit multiplication: the backend
// behind field.h, which states the contract, for machines without a 128-bit product (WebAssembly).
//
//   value = Σ l_i·2^w_i  (mod p),   w = 0 26 51 77 102 128 153 179 204 230,   p = 2^255 − 19
//
// Even limbs have 26 bits, odd ones 25. Of a residue of magnitude M an even limb is at most M·U,
// U = 2^26 + 2^15 (kLimbUnit), an odd one at most M·U/2. Two facts shape the products: 2^255 ≡ 19,
// and w_i + w_j is w_(i+j) + 1 if i and j are odd, else w_(i+j).
#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "core/group/choice.h"
#include "core/group/inline.h"

namespace undersigned::group::field_10x25 {

using Limbs = std::array<std::uint32_t, 10>;
using Columns = std::array<std::uint64_t, 10>;

inline constexpr std::uint32_t kLimbUnit = (1u << 26) + (1u << 15);

constexpr unsigned bits_of(std::size_t limb) { return limb % 2 == 0 ? 26 : 25; }
constexpr unsigned weight_of(std::size_t limb) { return static_cast<unsigned>(limb * 51 + 1) / 2; }
constexpr std::uint64_t mask_of(std::size_t limb) {
  return (std::uint64_t{1} << bits_of(limb)) - 1;
}

// One round of carries, all limbs at once; what overflows the last returns nineteenfold.
UNDERSIGNED_INLINE constexpr Columns carry(const Columns& c) {
  Columns out{};
  out[0] = (c[0] & mask_of(0)) + 19 * (c[9] >> 25);
  for (std::size_t i = 1; i < 10; ++i) {
    out[i] = (c[i] & mask_of(i)) + (c[i - 1] >> bits_of(i - 1));
  }
  return out;
}

UNDERSIGNED_INLINE constexpr Columns widen(const Limbs& a) {
  Columns out{};
  for (std::size_t i = 0; i < 10; ++i) out[i] = a[i];
  return out;
}
UNDERSIGNED_INLINE constexpr Limbs narrow(const Columns& c) {
  Limbs out{};
  for (std::size_t i = 0; i < 10; ++i) out[i] = static_cast<std::uint32_t>(c[i]);
  return out;
}

// Limbs below 2^32 come out with magnitude 1: what enters limb 0 is below 19·2^7.
UNDERSIGNED_INLINE constexpr Limbs carry(const Limbs& a) { return narrow(carry(widen(a))); }

// Column sums of factors with A·B ≤ 32 to limbs of magnitude 1. All are below 2^64, the last below
// 2^59.4 and the one before below 2^61.1 (column below). The first round leaves at most 2^38.7 in a
// limb and 2^35.1 in the last; the second puts at most 2^13.7 on top of a limb's own bits, and
// 19·2^10.1 < 2^15 on top of limb 0's.
UNDERSIGNED_INLINE constexpr Limbs carry_wide(const Columns& c) { return narrow(carry(carry(c))); }

// a_i·b_j in the column of i + j = K or K + 10.
template <std::size_t K, std::size_t I>
UNDERSIGNED_INLINE constexpr std::uint64_t term(const Columns& a, const Columns& b,
                                                const Columns& b19) {
  constexpr std::size_t j = (K + 10 - I) % 10;
  constexpr bool both_odd = I % 2 == 1 && j % 2 == 1;
  return (both_odd ? 2 * a[I] : a[I]) * (I > K ? b19[j] : b[j]);
}

// Column 0 is the greatest: a product of even limbs, nineteen times four of them and, doubled, five
// of odd ones: (1 + 19·4 + 19·5/2)·32·U² < 3985·2^52·(1 + 2^-9) < 2^64. Column 8 has none but a
// double of odd limbs nineteenfold, 33/2·32·U² < 2^61.1; column 9 none, 5·32·U² < 2^59.4.
template <std::size_t K, std::size_t... I>
UNDERSIGNED_INLINE constexpr std::uint64_t column(const Columns& a, const Columns& b,
                                                  const Columns& b19, std::index_sequence<I...>) {
  return (term<K, I>(a, b, b19) + ...);
}
template <std::size_t... K>
UNDERSIGNED_INLINE constexpr Columns columns(const Columns& a, const Columns& b, const Columns& b19,
                                             std::index_sequence<K...>) {
  return {column<K>(a, b, b19, std::make_index_sequence<10>())...};
}

UNDERSIGNED_INLINE constexpr Columns times19(const Columns& a) {
  Columns out{};
  for (std::size_t i = 0; i < 10; ++i) out[i] = 19 * a[i];
  return out;
}

// Not inlined, unlike the rest: in WebAssembly a call is cheap, and a function that holds several
// products has more values than registers.
[[gnu::noinline]] constexpr Limbs multiply(const Limbs& a, const Limbs& b) {
  const Columns wide_a = widen(a), wide_b = widen(b);
  return carry_wide(columns(wide_a, wide_b, times19(wide_b), std::make_index_sequence<10>()));
}

// The same with a = b; of each pair i ≠ j one product, doubled.
template <std::size_t K, std::size_t I>
UNDERSIGNED_INLINE constexpr std::uint64_t square_term(const Columns& a, const Columns& a19) {
  constexpr std::size_t j = (K + 10 - I) % 10;
  if constexpr (I > j) return 0;
  constexpr unsigned doublings = (I != j ? 1 : 0) + (I % 2 == 1 && j % 2 == 1 ? 1 : 0);
  return (a[I] << doublings) * (I > K ? a19[j] : a[j]);
}
template <std::size_t K, std::size_t... I>
UNDERSIGNED_INLINE constexpr std::uint64_t square_column(const Columns& a, const Columns& a19,
                                                         std::index_sequence<I...>) {
  return (square_term<K, I>(a, a19) + ...);
}
template <std::size_t... K>
UNDERSIGNED_INLINE constexpr Columns square_columns(const Columns& a, const Columns& a19,
                                                    std::index_sequence<K...>) {
  return {square_column<K>(a, a19, std::make_index_sequence<10>())...};
}

[[gnu::noinline]] constexpr Limbs square(const Limbs& a) {
  const Columns wide = widen(a);
  return carry_wide(square_columns(wide, times19(wide), std::make_index_sequence<10>()));
}

// The one representative below p.
constexpr Limbs canonical(const Limbs& limbs) {
  Limbs r = carry(limbs);
  // r < 2p; q = 1 exactly if r + 19 ≥ 2^255, that is r ≥ p.
  std::uint32_t q = (r[0] + 19) >> 26;
  for (std::size_t i = 1; i < 10; ++i) q = (r[i] + q) >> bits_of(i);
  r[0] += 19 * q;
  for (std::size_t i = 0; i < 9; ++i) {
    r[i + 1] += r[i] >> bits_of(i);
    r[i] &= static_cast<std::uint32_t>(mask_of(i));
  }
  r[9] &= static_cast<std::uint32_t>(mask_of(9));  // minus q·2^255
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
  Limbs r{};
  for (std::size_t i = 0; i < 10; ++i) {
    const std::size_t word = weight_of(i) / 64;
    const unsigned shift = weight_of(i) % 64;
    std::uint64_t bits = w[word] >> shift;
    if (shift + bits_of(i) > 64) bits |= w[word + 1] << (64 - shift);
    r[i] = static_cast<std::uint32_t>(bits & mask_of(i));
  }
  return FieldElement(r);
}

template <int M>
constexpr std::array<std::uint64_t, 4> field_to_words(const Residue<M>& a) {
  const Limbs r = canonical(a.limbs());
  std::array<std::uint64_t, 4> w{};
  for (std::size_t i = 0; i < 10; ++i) {
    const std::size_t word = weight_of(i) / 64;
    const unsigned shift = weight_of(i) % 64;
    w[word] |= std::uint64_t{r[i]} << shift;
    if (shift + bits_of(i) > 64) w[word + 1] |= std::uint64_t{r[i]} >> (64 - shift);
  }
  return w;
}

template <int A, int B>
UNDERSIGNED_INLINE constexpr Residue<A + B> operator+(const Residue<A>& a, const Residue<B>& b) {
  Limbs r{};
  for (std::size_t i = 0; i < 10; ++i) r[i] = a.limbs()[i] + b.limbs()[i];
  return Residue<A + B>(r);
}

// a + (B+1)·p − b: the limbs of (B+1)·p are at least (B+1)·(2^26 − 19) > B·U, and half of it.
template <int A, int B>
UNDERSIGNED_INLINE constexpr Residue<A + B + 1> operator-(const Residue<A>& a,
                                                          const Residue<B>& b) {
  constexpr std::uint32_t k = B + 1;
  Limbs r{};
  r[0] = a.limbs()[0] + k * static_cast<std::uint32_t>(mask_of(0) - 18) - b.limbs()[0];
  for (std::size_t i = 1; i < 10; ++i) {
    r[i] = a.limbs()[i] + k * static_cast<std::uint32_t>(mask_of(i)) - b.limbs()[i];
  }
  return Residue<A + B + 1>(r);
}

template <int A, int B>
UNDERSIGNED_INLINE constexpr FieldElement operator*(const Residue<A>& a, const Residue<B>& b) {
  static_assert(A * B <= 32, "reduce() first");
  return FieldElement(multiply(a.limbs(), b.limbs()));
}

template <int A>
UNDERSIGNED_INLINE constexpr FieldElement square(const Residue<A>& a) {
  static_assert(A * A <= 32, "reduce() first");
  return FieldElement(square(a.limbs()));
}

// yes ? b : a
template <int M>
UNDERSIGNED_INLINE constexpr Residue<M> select(const Residue<M>& a, const Residue<M>& b,
                                               Choice yes) {
  const auto mask = static_cast<std::uint32_t>(yes);
  Limbs r{};
  for (std::size_t i = 0; i < 10; ++i) {
    r[i] = a.limbs()[i] ^ (mask & (a.limbs()[i] ^ b.limbs()[i]));
  }
  return Residue<M>(r);
}

}  // namespace undersigned::group::field_10x25
