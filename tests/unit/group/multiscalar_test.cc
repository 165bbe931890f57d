// Sums against slow references, around every change of algorithm.
#include "core/group/multiscalar.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include "core/group/batch.h"
#include "core/group/curve_sum.h"
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
  const Scalar half = Scalar::from_u64(2).invert();  // (ℓ + 1)/2, as long as a magnitude gets
  switch (kind % 10) {
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
      return Scalar::from_u64(std::uint64_t{1} << (kind / 10 % 64));
    case 6:
      return kind % 20 == 6 ? half : half - Scalar::one();
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
  for (const std::size_t count : {0u,  1u,   2u,   3u,   4u,   5u,   7u,   8u,   16u,  31u,  64u,
                                  96u, 110u, 111u, 112u, 113u, 114u, 128u, 200u, 500u, 1000u}) {
    const std::vector<Point> points = any_points(randomness, count);
    std::vector<Scalar> scalars;
    for (std::size_t i = 0; i < count; ++i)
      scalars.push_back(any_scalar(randomness, 7 * i + i / 6));
    EXPECT_TRUE(sum_vartime(scalars, points) == sum_slowly(scalars, points)) << count;
  }
}

TEST(Multiscalar, BothAlgorithmsAgreeOnAnything) {
  EXPECT_TRUE(
      rc::check("Straus, Pippenger and the reference", [](const std::vector<std::uint32_t>& kinds) {
        auto randomness = seeded("anything");
        std::vector<Scalar> scalars;
        for (const std::uint32_t kind : kinds) scalars.push_back(any_scalar(randomness, kind));
        const std::vector<Point> points = any_points(randomness, kinds.size());
        std::vector<CurveTerm> terms;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
          terms.push_back({scalars[i].limbs(), kinds[i] % 3 == 0, &points[i].coordinates()});
          if (kinds[i] % 3 == 0) scalars[i] = -scalars[i];
        }
        const Point expected = sum_slowly(scalars, points);
        RC_ASSERT(Point::from_coordinates(straus_vartime(terms)) == expected);
        RC_ASSERT(Point::from_coordinates(pippenger_vartime(terms)) == expected);
        RC_ASSERT(sum_vartime(scalars, points) == expected);
      }));
}

// All points multiples i·B, so that one product mod ℓ says what the sum must be: for sizes that the
// reference cannot reach, among them those around the size of a chunk.
TEST(Multiscalar, LargeSums) {
  auto randomness = seeded("large");
  std::vector<Point> points;
  std::vector<Scalar> scalars;
  Scalar expected;
  Point point = random_point(randomness);
  const Point step = Point::base();
  point = multiply_base_vartime(Scalar::from_u64(1'000'003));
  for (std::size_t i = 0; i < kMaxBucketTerms + 2; ++i) {
    points.push_back(point);
    scalars.push_back(i % 2 == 0 ? Scalar::random_weight(randomness) : Scalar::random(randomness));
    point += step;
  }
  std::size_t done = 0;
  for (const std::size_t count : {std::size_t{5000}, std::size_t{20000}, kMaxBucketTerms - 1,
                                  kMaxBucketTerms, kMaxBucketTerms + 1, kMaxBucketTerms + 2}) {
    for (; done < count; ++done) expected += scalars[done] * Scalar::from_u64(1'000'003 + done);
    EXPECT_TRUE(sum_vartime(std::span(scalars).first(count), std::span(points).first(count)) ==
                multiply_base_vartime(expected))
        << count;
  }
}

TEST(Multiscalar, SmallAndGreatMultiplesOfTheBase) {
  Point point;
  const Point random = hash_to_group(base::as_bytes("point"), base::as_bytes("test"));
  Point random_multiple;
  for (std::uint64_t k = 0; k < 600; ++k) {
    const Scalar scalar = Scalar::from_u64(k);
    ASSERT_TRUE(multiply_base_vartime(scalar) == point);
    ASSERT_TRUE(multiply_base_vartime(-scalar) == -point);
    ASSERT_TRUE(multiply_vartime(scalar, random) == random_multiple);
    ASSERT_TRUE(multiply_vartime(-scalar, random) == -random_multiple);
    point += Point::base();
    random_multiple += random;
  }
  for (std::size_t bit = 0; bit < 252; ++bit) {
    base::Bytes bytes(32, 0);
    bytes[bit / 8] = static_cast<std::uint8_t>(1u << (bit % 8));
    const Scalar power = Scalar::reduce(bytes);
    for (const Scalar& s : {power, power - Scalar::one(), -power}) {
      ASSERT_TRUE(multiply_base_vartime(s) == multiply_slowly(s, Point::base())) << bit;
      ASSERT_TRUE(multiply_vartime(s, random) == multiply_slowly(s, random)) << bit;
    }
  }
}

TEST(Multiscalar, KeysUpToSignAreThoseOfTheClass) {
  auto randomness = seeded("keys");
  std::vector<Point> points = any_points(randomness, 60);
  points.push_back(Point::from_coordinates(kSqrtM1, kFieldZero, kFieldOne, kFieldZero));
  std::vector<Point> others;
  for (const Point& point : points) {
    others.push_back(*Point::parse_or_identity((-point).encode()));
  }
  const auto keys = keys_up_to_sign_vartime(points);
  EXPECT_EQ(keys, keys_up_to_sign_vartime(others));
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = 0; j < points.size(); ++j) {
      EXPECT_EQ(keys[i] == keys[j], points[i] == points[j] || points[i] == -points[j]);
    }
  }
}

}  // namespace
}  // namespace undersigned::group
