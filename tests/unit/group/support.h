// What the tests of the group share: seeded randomness and slow references.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>
#include <vector>

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

}  // namespace undersigned::group
