#include "core/group/scalar.h"

#include "core/base/check.h"
#include "core/base/declassify.h"
#include "core/hash/sha2.h"

namespace undersigned::group {
namespace {

__extension__ typedef unsigned __int128 Wide;
using Words = std::array<std::uint64_t, 4>;

constexpr Words kOrder = {0x5812631a5cf5d3edu, 0x14def9dea2f79cd6u, 0, 0x1000000000000000u};
constexpr Words kTwiceOrder = {0xb024c634b9eba7dau, 0x29bdf3bd45ef39acu, 0, 0x2000000000000000u};
// ℓ = 2^252 + c.
constexpr std::array<std::uint64_t, 2> kC = {0x5812631a5cf5d3edu, 0x14def9dea2f79cd6u};
constexpr std::uint64_t kLow60 = (std::uint64_t{1} << 60) - 1;

std::uint64_t add_with_carry(std::uint64_t a, std::uint64_t b, std::uint64_t& carry) {
  const Wide sum = static_cast<Wide>(a) + b + carry;
  carry = static_cast<std::uint64_t>(sum >> 64);
  return static_cast<std::uint64_t>(sum);
}

std::uint64_t subtract_with_borrow(std::uint64_t a, std::uint64_t b, std::uint64_t& borrow) {
  const Wide difference = static_cast<Wide>(a) - b - borrow;
  borrow = static_cast<std::uint64_t>(difference >> 64) & 1;
  return static_cast<std::uint64_t>(difference);
}

Words add(const Words& a, const Words& b) {
  Words r;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < 4; ++i) r[i] = add_with_carry(a[i], b[i], carry);
  return r;
}

Words subtract(const Words& a, const Words& b, std::uint64_t& borrow) {
  Words r;
  borrow = 0;
  for (std::size_t i = 0; i < 4; ++i) r[i] = subtract_with_borrow(a[i], b[i], borrow);
  return r;
}

// a ≥ m ? a − m : a, without a branch.
Words subtract_if_not_below(const Words& a, const Words& m) {
  std::uint64_t borrow = 0;
  Words r = subtract(a, m, borrow);
  std::uint64_t keep = 0 - borrow;
  __asm__("" : "+r"(keep));  // see opaque() in field.h
  for (std::size_t i = 0; i < 4; ++i) r[i] ^= keep & (r[i] ^ a[i]);
  return r;
}

// a·b, the whole product.
template <std::size_t N, std::size_t K>
std::array<std::uint64_t, N + K> product(const std::array<std::uint64_t, N>& a,
                                         const std::array<std::uint64_t, K>& b) {
  std::array<std::uint64_t, N + K> r{};
  for (std::size_t i = 0; i < N; ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < K; ++j) {
      const Wide t = static_cast<Wide>(a[i]) * b[j] + r[i + j] + carry;
      r[i + j] = static_cast<std::uint64_t>(t);
      carry = static_cast<std::uint64_t>(t >> 64);
    }
    r[i + K] = carry;
  }
  return r;
}

// ⌊a / 2^252⌋, in words; the quotient fits K words.
template <std::size_t K, std::size_t N>
std::array<std::uint64_t, K> quotient_252(const std::array<std::uint64_t, N>& a) {
  std::array<std::uint64_t, K> r{};
  for (std::size_t i = 0; i < K; ++i) {
    r[i] = a[i + 3] >> 60;
    if (i + 4 < N) r[i] |= a[i + 4] << 4;
  }
  return r;
}

// a mod 2^252.
template <std::size_t N>
Words remainder_252(const std::array<std::uint64_t, N>& a) {
  return {a[0], a[1], a[2], a[3] & kLow60};
}

// a mod ℓ for any 512-bit a. Since 2^252 ≡ −c:
//   a = x0 + 2^252·x1 ≡ x0 − c·x1          c·x1 = y0 + 2^252·y1 < 2^385
//     ≡ x0 − y0 + c·y1                      c·y1 = z0 + 2^252·z1 < 2^258
//     ≡ x0 − y0 + z0 − c·z1                 c·z1 < 2^131
// which lies above −2^252 − 2^131 and below 2^253: adding 2ℓ makes it positive and below 4ℓ.
Words reduce_wide(const std::array<std::uint64_t, 8>& a) {
  const auto y = product(quotient_252<5>(a), kC);
  const auto z = product(quotient_252<3>(y), kC);
  const auto w = product(quotient_252<1>(z), kC);
  std::uint64_t borrow = 0;
  Words r = add(add(remainder_252(a), remainder_252(z)), kTwiceOrder);
  r = subtract(r, remainder_252(y), borrow);
  r = subtract(r, {w[0], w[1], w[2], 0}, borrow);
  return subtract_if_not_below(subtract_if_not_below(r, kTwiceOrder), kOrder);
}

Words multiply(const Words& a, const Words& b) { return reduce_wide(product(a, b)); }

// a^(ℓ−2), four bits of the public exponent at a time.
Words power_order_minus_two(const Words& a) {
  std::array<Words, 16> powers;
  powers[0] = {1, 0, 0, 0};
  for (std::size_t i = 1; i < 16; ++i) powers[i] = multiply(powers[i - 1], a);
  Words exponent = kOrder;
  exponent[0] -= 2;
  Words r = powers[0];
  for (std::size_t i = 64; i-- > 0;) {
    for (int k = 0; k < 4; ++k) r = multiply(r, r);
    const auto digit = static_cast<std::size_t>((exponent[i / 16] >> (4 * (i % 16))) & 15);
    if (digit != 0) r = multiply(r, powers[digit]);
  }
  base::wipe(powers.data(), sizeof(powers));
  return r;
}

}  // namespace

Scalar Scalar::from_u64(std::uint64_t value) { return Scalar(Words{value, 0, 0, 0}); }

base::Result<Scalar> Scalar::parse(base::ByteView bytes) {
  if (bytes.size() != kSize) {
    return base::fail("scalar.length", "2", "A scalar has exactly 32 bytes.");
  }
  Words w{};
  for (std::size_t i = 0; i < kSize; ++i) w[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  std::uint64_t below = 0;
  subtract(w, kOrder, below);
  if (base::declassify(below == 0)) {
    return base::fail("scalar.canonical", "2", "The scalar is not below the order of the group.");
  }
  return Scalar(w);
}

Scalar Scalar::reduce(base::ByteView bytes) {
  UNDERSIGNED_CHECK(bytes.size() <= 64);
  std::array<std::uint64_t, 8> w{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    w[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  }
  return Scalar(reduce_wide(w));
}

Scalar Scalar::random(base::Randomness& randomness) {
  base::Secret<base::ByteArray<64>> bytes;
  randomness.fill(bytes.reveal());
  return reduce(bytes.reveal());
}

Scalar Scalar::random_nonzero(base::Randomness& randomness) {
  for (;;) {
    const Scalar scalar = random(randomness);
    if (!base::declassify(scalar.is_zero())) return scalar;
  }
}

Scalar Scalar::random_weight(base::Randomness& randomness) {
  base::ByteArray<16> bytes;
  randomness.fill(bytes);
  return reduce(bytes);
}

base::ByteArray<32> Scalar::encode() const {
  base::ByteArray<32> out;
  for (std::size_t i = 0; i < kSize; ++i) {
    out[i] = static_cast<std::uint8_t>(limbs_[i / 8] >> (8 * (i % 8)));
  }
  return out;
}

Scalar operator+(const Scalar& a, const Scalar& b) {
  return Scalar(subtract_if_not_below(add(a.limbs_, b.limbs_), kOrder));
}

Scalar operator-(const Scalar& a, const Scalar& b) {
  std::uint64_t borrow = 0;
  const Words lifted = subtract(add(a.limbs_, kOrder), b.limbs_, borrow);
  return Scalar(subtract_if_not_below(lifted, kOrder));
}

Scalar operator*(const Scalar& a, const Scalar& b) { return Scalar(multiply(a.limbs_, b.limbs_)); }

Scalar Scalar::operator-() const { return Scalar() - *this; }

Scalar Scalar::invert() const { return Scalar(power_order_minus_two(limbs_)); }

bool Scalar::is_zero() const { return (limbs_[0] | limbs_[1] | limbs_[2] | limbs_[3]) == 0; }

bool operator==(const Scalar& a, const Scalar& b) {
  std::uint64_t difference = 0;
  for (std::size_t i = 0; i < 4; ++i) difference |= a.limbs_[i] ^ b.limbs_[i];
  return difference == 0;
}

Scalar challenge_scalar(hash::Transcript& transcript) {
  base::ByteArray<48> bytes;
  transcript.squeeze(bytes);
  return Scalar::reduce(bytes);
}

Scalar hash_to_scalar(base::ByteView message, base::ByteView domain) {
  base::Secret<base::ByteArray<64>> uniform;
  hash::expand_message_xmd(message, domain, uniform.reveal());
  return Scalar::reduce(uniform.reveal());
}

}  // namespace undersigned::group
