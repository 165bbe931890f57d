// What the tests of the group share: seeded randomness and slow references.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/sodium/sodium.h"
#include "core/base/encoding.h"
#include "core/group/point.h"
#include "core/group/scalar.h"

namespace undersigned::group {

// A reproducible source, different for each name.
inline sodium::SeededRandomness seeded(std::string_view name) {
  sodium::initialise();
  base::ByteArray<32> seed{};
  for (std::size_t i = 0; i < name.size(); ++i) {
    seed[i % 32] =
        static_cast<std::uint8_t>(31 * seed[i % 32] + static_cast<std::uint8_t>(name[i]));
  }
  return sodium::SeededRandomness(seed);
}

template <std::size_t N>
base::ByteArray<N> random_bytes(base::Randomness& randomness) {
  base::ByteArray<N> out;
  randomness.fill(out);
  return out;
}

inline Point random_point(base::Randomness& randomness) {
  return Point::from_uniform(random_bytes<64>(randomness));
}

inline std::string hex(base::ByteView bytes) { return base::to_hex(bytes); }

// s·P by doubling and adding, bit by bit: the reference.
inline Point multiply_slowly(const Scalar& scalar, const Point& point) {
  Point out;
  for (std::size_t bit = 256; bit-- > 0;) {
    out = out.twice();
    if ((scalar.limbs()[bit / 64] >> (bit % 64) & 1) != 0) out += point;
  }
  return out;
}

// Integers below a modulus below 2^256, by nothing but bits: the reference for field and scalars.
class SlowModulus {
 public:
  using Number = std::array<std::uint64_t, 4>;

  explicit SlowModulus(const Number& modulus) : modulus_(modulus) {}

  // Little-endian bytes of any length, reduced.
  Number reduce(base::ByteView bytes) const {
    Number r{};
    for (std::size_t i = bytes.size() * 8; i-- > 0;) {
      r = add(r, r);
      if ((bytes[i / 8] >> (i % 8) & 1) != 0) r = add(r, {1, 0, 0, 0});
    }
    return r;
  }

  Number add(const Number& a, const Number& b) const {
    Number sum{};
    bool carry = false;
    for (std::size_t i = 0; i < 4; ++i) {
      sum[i] = a[i] + b[i] + (carry ? 1 : 0);
      carry = carry ? sum[i] <= a[i] : sum[i] < a[i];
    }
    return carry || !below(sum, modulus_) ? minus(sum, modulus_) : sum;
  }

  Number subtract(const Number& a, const Number& b) const { return add(a, minus(modulus_, b)); }

  Number multiply(const Number& a, const Number& b) const {
    Number r{};
    for (std::size_t bit = 256; bit-- > 0;) {
      r = add(r, r);
      if ((b[bit / 64] >> (bit % 64) & 1) != 0) r = add(r, a);
    }
    return r;
  }

 private:
  static bool below(const Number& a, const Number& b) {
    for (std::size_t i = 4; i-- > 0;) {
      if (a[i] != b[i]) return a[i] < b[i];
    }
    return false;
  }
  // a − b modulo 2^256.
  static Number minus(const Number& a, const Number& b) {
    Number r{};
    bool borrow = false;
    for (std::size_t i = 0; i < 4; ++i) {
      r[i] = a[i] - b[i] - (borrow ? 1 : 0);
      borrow = borrow ? a[i] <= b[i] : a[i] < b[i];
    }
    return r;
  }

  Number modulus_;
};

}  // namespace undersigned::group
