// The core's own arithmetic against libsodium's, on more than a million random operations.
#include <gtest/gtest.h>
#include <sodium.h>

#include "core/group/multiscalar.h"
#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

using Bytes32 = base::ByteArray<32>;

// One scalar out of four is close to zero or to ℓ.
Scalar random_scalar(base::Randomness& randomness, int round) {
  const Scalar scalar = Scalar::random(randomness);
  if (round % 4 != 3) return scalar;
  const Scalar small = Scalar::from_u64(scalar.limbs()[0] >> (round % 61 + 3));
  return round % 8 == 3 ? small : -small;
}

// 800,000 sums, differences, products and negations.
TEST(AgainstSodium, ScalarArithmetic) {
  auto randomness = seeded("sodium scalars");
  Scalar a = Scalar::random(randomness);
  for (int i = 0; i < 200'000; ++i) {
    const Scalar b = random_scalar(randomness, i);
    const Bytes32 x = a.encode(), y = b.encode();
    Bytes32 expected;
    crypto_core_ristretto255_scalar_add(expected.data(), x.data(), y.data());
    ASSERT_EQ((a + b).encode(), expected);
    crypto_core_ristretto255_scalar_sub(expected.data(), x.data(), y.data());
    ASSERT_EQ((a - b).encode(), expected);
    crypto_core_ristretto255_scalar_negate(expected.data(), y.data());
    ASSERT_EQ((-b).encode(), expected);
    crypto_core_ristretto255_scalar_mul(expected.data(), x.data(), y.data());
    a *= b;
    ASSERT_EQ(a.encode(), expected);
    if (a.is_zero()) a = Scalar::random(randomness);
  }
}

TEST(AgainstSodium, ScalarReduction) {
  auto randomness = seeded("sodium reduction");
  for (int i = 0; i < 120'000; ++i) {
    const auto wide = random_bytes<64>(randomness);
    Bytes32 expected;
    crypto_core_ristretto255_scalar_reduce(expected.data(), wide.data());
    ASSERT_EQ(Scalar::reduce(wide).encode(), expected);
  }
}

TEST(AgainstSodium, ScalarInversion) {
  auto randomness = seeded("sodium inversion");
  for (int i = 0; i < 10'000; ++i) {
    const Scalar a = random_scalar(randomness, i);
    if (a.is_zero()) continue;
    Bytes32 expected;
    ASSERT_EQ(crypto_core_ristretto255_scalar_invert(expected.data(), a.encode().data()), 0);
    ASSERT_EQ(a.invert().encode(), expected);
  }
}

// Every second string is even, so that the later checks are reached. libsodium 1.0.18 does not look
// at the 256th bit; RFC 9496 and the project refuse it.
TEST(AgainstSodium, Decoding) {
  auto randomness = seeded("sodium decoding");
  int valid = 0;
  for (int i = 0; i < 50'000; ++i) {
    auto bytes = random_bytes<32>(randomness);
    if (i % 2 == 0) bytes[0] &= 0xfe;
    if (i % 8 != 0) bytes[31] &= 0x7f;
    const auto point = Point::parse(bytes);
    const bool expected =
        bytes[31] < 0x80 && crypto_core_ristretto255_is_valid_point(bytes.data()) == 1;
    ASSERT_EQ(point.has_value(), expected) << hex(bytes);
    if (point) {
      ++valid;
      ASSERT_EQ(point->encode(), bytes);
    }
  }
  EXPECT_GT(valid, 5'000);
}

TEST(AgainstSodium, HashingToPoints) {
  auto randomness = seeded("sodium uniform");
  for (int i = 0; i < 25'000; ++i) {
    const auto wide = random_bytes<64>(randomness);
    Bytes32 expected;
    ASSERT_EQ(crypto_core_ristretto255_from_hash(expected.data(), wide.data()), 0);
    ASSERT_EQ(Point::from_uniform(wide).encode(), expected);
  }
}

TEST(AgainstSodium, SumsAndDifferencesOfPoints) {
  auto randomness = seeded("sodium points");
  Point a = random_point(randomness);
  for (int i = 0; i < 20'000; ++i) {
    const Point b = i % 100 == 0 ? a : i % 100 == 50 ? -a : random_point(randomness);
    const EncodedPoint x = a.encode(), y = b.encode();
    Bytes32 expected;
    ASSERT_EQ(crypto_core_ristretto255_add(expected.data(), x.data(), y.data()), 0);
    ASSERT_EQ((a + b).encode(), expected);
    ASSERT_EQ(crypto_core_ristretto255_sub(expected.data(), x.data(), y.data()), 0);
    const Point difference = a - b;
    ASSERT_EQ(difference.encode(), expected);
    a = difference.is_identity() ? b.twice() : difference;
  }
}

TEST(AgainstSodium, MultiplesOfPoints) {
  auto randomness = seeded("sodium multiples");
  const sodium::SodiumGroup ops;
  Point point = random_point(randomness);
  for (int i = 0; i < 4'000; ++i) {
    const Scalar scalar = random_scalar(randomness, i);
    ASSERT_TRUE(multiply_base_vartime(scalar) == ops.multiply_base(scalar));
    const Point expected = ops.multiply(scalar, point);
    ASSERT_TRUE(multiply_vartime(scalar, point) == expected);
    if (!expected.is_identity()) point = expected;
  }
}

}  // namespace
}  // namespace undersigned::group
