#include "core/elgamal/ciphertext.h"

#include <gtest/gtest.h>

#include "app/sodium/sodium.h"
#include "core/group/multiscalar.h"

namespace undersigned::elgamal {
namespace {

TEST(SmallLogarithm, FindsEveryValueUpToTheBound) {
  group::Point point;
  for (std::uint64_t m = 0; m <= 300; ++m) {
    for (const std::uint64_t max : {m, m + 1, m + 2, m + 17, std::uint64_t{1000}}) {
      const auto found = small_logarithm(point, max);
      ASSERT_TRUE(found.has_value()) << m << " " << max;
      EXPECT_EQ(*found, m);
    }
    if (m > 0) {
      EXPECT_FALSE(small_logarithm(point, m - 1).has_value()) << m;
    }
    point += group::Point::base();
  }
}

TEST(SmallLogarithm, LargeBounds) {
  for (const std::uint64_t m : {0u, 1u, 999'999u, 1'000'000u, 123'456u}) {
    const auto point = group::multiply_base_vartime(group::Scalar::from_u64(m));
    EXPECT_EQ(small_logarithm(point, 1'000'000).value_or(7), m);
    EXPECT_FALSE(small_logarithm(-point, 1'000'000).has_value() && m != 0);
  }
}

}  // namespace
}  // namespace undersigned::elgamal
