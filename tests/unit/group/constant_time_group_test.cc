// The core's own multiplication by secret scalars against libsodium's and the slow reference.
#include "core/group/constant_time_group.h"

#include <gtest/gtest.h>

#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

// 0, 1, −1, powers of two and their neighbours, all digits alike: every digit and every carry.
std::vector<Scalar> edges() {
  std::vector<Scalar> out = {Scalar(), Scalar::one(), -Scalar::one()};
  Scalar power = Scalar::one();
  for (int bit = 0; bit < 253; ++bit) {
    out.push_back(power);
    out.push_back(power - Scalar::one());
    out.push_back(-power);
    power += power;
  }
  for (unsigned digit = 1; digit < 16; ++digit) {
    out.push_back(Scalar::reduce(base::Bytes(31, static_cast<std::uint8_t>(17 * digit))));
  }
  return out;
}

TEST(ConstantTimeGroup, AgreesWithLibsodium) {
  auto randomness = seeded("constant time group");
  const ConstantTimeGroup own;
  const sodium::SodiumGroup reference;
  Point point = random_point(randomness);
  for (int i = 0; i < 5'000; ++i) {
    const Scalar scalar = Scalar::random(randomness);
    ASSERT_EQ(own.multiply_base(scalar).encode(), reference.multiply_base(scalar).encode());
    const Point product = own.multiply(scalar, point);
    ASSERT_EQ(product.encode(), reference.multiply(scalar, point).encode());
    point = product + point;
  }
}

TEST(ConstantTimeGroup, EveryEdge) {
  auto randomness = seeded("constant time edges");
  const ConstantTimeGroup own;
  const Point point = random_point(randomness);
  for (const Scalar& scalar : edges()) {
    ASSERT_EQ(own.multiply_base(scalar).encode(), multiply_slowly(scalar, Point::base()).encode());
    ASSERT_EQ(own.multiply(scalar, point).encode(), multiply_slowly(scalar, point).encode());
    ASSERT_TRUE(own.multiply(scalar, Point()).is_identity());
  }
}

TEST(ConstantTimeGroup, SumsAreSumsOfProducts) {
  auto randomness = seeded("constant time sums");
  const ConstantTimeGroup own;
  std::vector<Scalar> scalars;
  std::vector<Point> points;
  Point expected;
  EXPECT_TRUE(own.sum(scalars, points).is_identity());
  for (int i = 0; i < 60; ++i) {
    scalars.push_back(i % 7 == 0 ? Scalar() : Scalar::random(randomness));
    points.push_back(i % 11 == 0 ? Point() : random_point(randomness));
    expected += multiply_slowly(scalars.back(), points.back());
    ASSERT_EQ(own.sum(scalars, points).encode(), expected.encode());
  }
}

}  // namespace
}  // namespace undersigned::group
