// Integers modulo ℓ = 2^252 + 27742317777372353535851937790883648493, the order of ristretto255.
// Every operation runs in constant time unless its name ends in _vartime. A Scalar is always
// canonical. Where a scalar is secret it lives in Secret<Scalar>.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/hash/transcript.h"

namespace undersigned::group {

class Scalar {
 public:
  static constexpr std::size_t kSize = 32;

  constexpr Scalar() : limbs_{} {}  // zero
  static Scalar from_u64(std::uint64_t value);
  static Scalar one() { return from_u64(1); }
  // Little-endian, canonical; refuses values ≥ ℓ ("scalar.canonical") and wrong lengths.
  static base::Result<Scalar> parse(base::ByteView bytes);
  // Little-endian integer of at most 64 bytes, reduced modulo ℓ.
  static Scalar reduce(base::ByteView bytes);
  // Uniform, from 64 random bytes.
  static Scalar random(base::Randomness& randomness);
  static Scalar random_nonzero(base::Randomness& randomness);
  // 128 uniform bits: a weight of batch verification (docs/protocol.md 13).
  static Scalar random_weight(base::Randomness& randomness);

  base::ByteArray<32> encode() const;

  friend Scalar operator+(const Scalar& a, const Scalar& b);
  friend Scalar operator-(const Scalar& a, const Scalar& b);
  friend Scalar operator*(const Scalar& a, const Scalar& b);
  Scalar operator-() const;
  Scalar& operator+=(const Scalar& b) { return *this = *this + b; }
  Scalar& operator-=(const Scalar& b) { return *this = *this - b; }
  Scalar& operator*=(const Scalar& b) { return *this = *this * b; }
  // 1/a; zero for zero. Constant time.
  Scalar invert() const;
  bool is_zero() const;
  friend bool operator==(const Scalar& a, const Scalar& b);

  const std::array<std::uint64_t, 4>& limbs() const { return limbs_; }  // little-endian, < ℓ

 private:
  explicit constexpr Scalar(const std::array<std::uint64_t, 4>& limbs) : limbs_(limbs) {}
  std::array<std::uint64_t, 4> limbs_;
};

using SecretScalar = base::Secret<Scalar>;

// A challenge: 48 squeezed bytes, DecodeUint, mod ℓ (docs/protocol.md 2).
Scalar challenge_scalar(hash::Transcript& transcript);

// hash_to_scalar of RFC 9497 for ristretto255-SHA512: expand_message_xmd to 64 bytes, mod ℓ.
Scalar hash_to_scalar(base::ByteView message, base::ByteView domain);

}  // namespace undersigned::group
