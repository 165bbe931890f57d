// ristretto255 as a group: its laws, its encodings, its classes of curve points.
#include "core/group/point.h"

#include <gtest/gtest.h>

#include "core/group/multiscalar.h"
#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

// The curve points of order 1, 2 and 4, whose addition changes nothing in ristretto255.
std::vector<Extended> four_torsion() {
  const FieldElement minus_one = negate(kFieldOne);
  return {Extended{kFieldZero, kFieldOne, kFieldOne, kFieldZero},
          Extended{kFieldZero, minus_one, kFieldOne, kFieldZero},
          Extended{kSqrtM1, kFieldZero, kFieldOne, kFieldZero},
          Extended{negate(kSqrtM1), kFieldZero, kFieldOne, kFieldZero}};
}

TEST(Point, DefaultIsTheIdentity) {
  const Point identity;
  EXPECT_TRUE(identity.is_identity());
  EXPECT_EQ(hex(identity.encode()), std::string(64, '0'));
  EXPECT_TRUE(identity == -identity);
  EXPECT_TRUE(identity.twice().is_identity());
  EXPECT_FALSE(Point::base().is_identity());
}

TEST(Point, IdentityIsRefusedUnlessAskedFor) {
  const base::ByteArray<32> zeros{};
  const auto refused = Point::parse(zeros);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().check, "point.identity");
  const auto accepted = Point::parse_or_identity(zeros);
  ASSERT_TRUE(accepted.has_value());
  EXPECT_TRUE(accepted->is_identity());
}

TEST(Point, RefusesOtherLengths) {
  const EncodedPoint encoded = Point::base().encode();
  for (const std::size_t length : {0u, 1u, 31u, 33u, 64u}) {
    base::Bytes bytes(encoded.begin(), encoded.end());
    bytes.resize(length);
    for (const auto& result : {Point::parse(bytes), Point::parse_or_identity(bytes)}) {
      ASSERT_FALSE(result.has_value());
      EXPECT_EQ(result.error().check, "point.length");
    }
  }
}

// Every sum and difference of a·B and b·B with a, b ≤ 100, by a table of encodings.
TEST(Point, ExhaustiveTableOfSmallMultiples) {
  constexpr std::size_t kCount = 101;
  std::vector<Point> multiples(2 * kCount);
  std::vector<EncodedPoint> encodings;
  for (std::size_t k = 1; k < multiples.size(); ++k)
    multiples[k] = multiples[k - 1] + Point::base();
  for (const Point& point : multiples) encodings.push_back(point.encode());
  EXPECT_EQ(Point::encode_all(multiples), encodings);
  for (std::size_t a = 0; a < kCount; ++a) {
    EXPECT_EQ(multiples[a].twice().encode(), encodings[2 * a]);
    for (std::size_t b = 0; b < kCount; ++b) {
      ASSERT_EQ((multiples[a] + multiples[b]).encode(), encodings[a + b]);
      ASSERT_EQ(multiples[a] == multiples[b], a == b);
      const Point difference = multiples[a] - multiples[b];
      ASSERT_EQ((a < b ? -difference : difference).encode(), encodings[a < b ? b - a : a - b]);
    }
  }
}

TEST(Point, LawsOfAGroup) {
  auto randomness = seeded("laws");
  for (int i = 0; i < 200; ++i) {
    const Point a = random_point(randomness), b = random_point(randomness);
    const Point c = random_point(randomness);
    EXPECT_TRUE((a + b) + c == a + (b + c));
    EXPECT_TRUE(a + b == b + a);
    EXPECT_TRUE(a + Point() == a);
    EXPECT_TRUE((a - a).is_identity());
    EXPECT_TRUE((a + -a).is_identity());
    EXPECT_TRUE(a + a == a.twice());
    EXPECT_TRUE(a - b == a + -b);
    EXPECT_FALSE(a == b);
    EXPECT_FALSE(a == -a);
  }
}

TEST(Point, OperandsMayBeTheResult) {
  auto randomness = seeded("point aliases");
  const Point a = random_point(randomness);
  Point sum = a, difference = a, doubled = a;
  sum += sum;
  difference -= difference;
  doubled = doubled.twice();
  EXPECT_TRUE(sum == multiply_vartime(Scalar::from_u64(2), a));
  EXPECT_TRUE(doubled == sum);
  EXPECT_TRUE(difference.is_identity());
  EXPECT_EQ(difference.encode(), Point().encode());
}

TEST(Point, OrderOfTheGroup) {
  auto randomness = seeded("order");
  for (int i = 0; i < 20; ++i) {
    const Point a = random_point(randomness);
    EXPECT_TRUE((multiply_slowly(-Scalar::one(), a) + a).is_identity());
  }
}

TEST(Point, EncodingRoundTrips) {
  auto randomness = seeded("round trips");
  for (int i = 0; i < 1000; ++i) {
    const Point a = random_point(randomness);
    const EncodedPoint encoded = a.encode();
    const auto parsed = Point::parse(encoded);
    ASSERT_TRUE(parsed.has_value());
    ASSERT_TRUE(*parsed == a);
    ASSERT_EQ(parsed->encode(), encoded);
    const FieldElement one_more = parsed->x() * parsed->y();
    ASSERT_TRUE(is_yes(is_equal(one_more, parsed->t() * parsed->z())));
  }
}

TEST(Point, AllMembersOfAClassAreOneElement) {
  auto randomness = seeded("classes");
  for (int i = 0; i < 50; ++i) {
    const Point a = i == 0 ? Point() : random_point(randomness);
    const FieldElement scale = field_from_bytes_mod_p(random_bytes<32>(randomness));
    for (const Extended& torsion : four_torsion()) {
      const Extended member = add(a.coordinates(), cached(torsion)).extended();
      const Point same = Point::from_coordinates(member.x * scale, member.y * scale,
                                                 member.z * scale, member.t * scale);
      EXPECT_TRUE(same == a);
      EXPECT_EQ(same.is_identity(), i == 0);
      EXPECT_EQ(same.encode(), a.encode());
      EXPECT_TRUE(same + Point::base() == a + Point::base());
    }
  }
}

TEST(Point, MapsEveryUniformString) {
  for (const std::uint8_t byte : {std::uint8_t{0}, std::uint8_t{0x7f}, std::uint8_t{0xff}}) {
    const Point point = Point::from_uniform(base::Bytes(64, byte));
    EXPECT_TRUE(Point::parse_or_identity(point.encode()).has_value());
  }
  // The 256th bit of each half is ignored, and halves are taken modulo p.
  base::Bytes low(64, 0), high(64, 0);
  high[31] = high[63] = 0x80;
  EXPECT_TRUE(Point::from_uniform(low) == Point::from_uniform(high));
  base::Bytes p(64, 0xff);
  p[0] = p[32] = 0xed;
  EXPECT_TRUE(Point::from_uniform(low) == Point::from_uniform(p));
}

TEST(Point, BytesThatAreNoEncodingAreRefused) {
  auto randomness = seeded("bytes");
  int accepted = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto bytes = random_bytes<32>(randomness);
    const auto point = Point::parse(bytes);
    if (!point) continue;
    ++accepted;
    EXPECT_EQ(point->encode(), bytes);
  }
  // A sixteenth of all strings: top bit clear, even, half and half.
  EXPECT_GT(accepted, 60);
  EXPECT_LT(accepted, 200);
}

}  // namespace
}  // namespace undersigned::group
