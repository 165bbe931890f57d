// Sums against the slow reference, around every change of algorithm.
#include "core/group/multiscalar.h"

#include <gtest/gtest.h>

#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

Point sum_slowly(const std::vector<Scalar>& scalars, const std::vector<Point>& points) {
  Point sum;
  for (std::size_t i = 0; i < points.size(); ++i) sum += multiply_slowly(scalars[i], points[i]);
  return sum;
}

// Scalars of every kind that the algorithms treat differently.
Scalar any_scalar(base::Randomness& randomness, std::size_t kind) {
  switch (kind % 8) {
    case 0:
      return Scalar();
    case 1:
      return Scalar::one();
    case 2:
      return -Scalar::one();
    case 3:
      return Scalar::random_weight(randomness);
    case 4:
      return -Scalar::random_weight(randomness);
    case 5:
      return Scalar::from_u64(std::uint64_t{1} << (kind / 8 % 64));
    default:
      return Scalar::random(randomness);
  }
}

// Points with Z = 1 and without, repeated, opposite, and the identity.
std::vector<Point> any_points(base::Randomness& randomness, std::size_t count) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i) {
    switch (i % 6) {
      case 0:
        points.push_back(random_point(randomness));
        break;
      case 1:
        points.push_back(*Point::parse(random_point(randomness).encode()));
        break;
      case 2:
        points.push_back(points[i - 1]);
        break;
      case 3:
        points.push_back(-points[i - 1]);
        break;
      case 4:
        points.push_back(Point());
        break;
      default:
        points.push_back(Point::base());
        break;
    }
  }
  return points;
}

TEST(Multiscalar, AgreesWithTheReferenceForEveryCount) {
  auto randomness = seeded("counts");
  for (const std::size_t count :
       {0u,   1u,   2u,   3u,   4u,   5u,   7u,   8u,   16u,  31u,  64u,  100u, 127u,
        128u, 129u, 130u, 150u, 190u, 191u, 192u, 193u, 255u, 256u, 257u, 500u, 1000u}) {
    const std::vector<Point> points = any_points(randomness, count);
    std::vector<Scalar> scalars;
    for (std::size_t i = 0; i < count; ++i)
      scalars.push_back(any_scalar(randomness, 7 * i + i / 6));
    EXPECT_TRUE(sum_vartime(scalars, points) == sum_slowly(scalars, points)) << count;
  }
}

}  // namespace
}  // namespace undersigned::group
