#include "core/elgamal/ciphertext.h"

#include <gtest/gtest.h>

#include "app/sodium/sodium.h"
#include "core/group/multiscalar.h"

namespace undersigned::elgamal {
namespace {

using group::Point;
using group::Scalar;
using group::SecretScalar;

class Encryption : public testing::Test {
 protected:
  Encryption() {
    sodium::initialise();
    for (std::size_t k = 0; k < 5; ++k) {
      secrets_.push_back(Scalar::random(randomness_));
      keys_.push_back(ops_.multiply_base(secrets_.back()));
    }
  }

  // E_k − y_k·R = v_k·B
  Point decrypt(const VectorCiphertext& c, std::size_t k) const {
    return c.e[k] - ops_.multiply(secrets_[k], c.r);
  }
  SecretScalar fresh() { return SecretScalar(Scalar::random(randomness_)); }

  sodium::SeededRandomness randomness_{{1}};
  sodium::SodiumGroup ops_;
  std::vector<Scalar> secrets_;
  std::vector<Point> keys_;
};

TEST_F(Encryption, DecryptsToTheValues) {
  std::vector<Scalar> values = {Scalar(), Scalar::one(), Scalar(), -Scalar::one(),
                                Scalar::random(randomness_)};
  const SecretScalar r = fresh();
  const VectorCiphertext c = encrypt(ops_, keys_, values, r);
  EXPECT_TRUE(c.r == group::multiply_base_vartime(r.reveal()));
  ASSERT_EQ(c.e.size(), values.size());
  for (std::size_t k = 0; k < values.size(); ++k) {
    EXPECT_TRUE(decrypt(c, k) == group::multiply_base_vartime(values[k]));
    EXPECT_TRUE(c.e[k] == group::multiply_base_vartime(values[k]) +
                              group::multiply_vartime(r.reveal(), keys_[k]));
  }
}

TEST_F(Encryption, NothingUnderNoRandomnessIsTheIdentity) {
  const VectorCiphertext c = encrypt(ops_, keys_, std::vector<Scalar>(5), SecretScalar());
  const VectorCiphertext identity = VectorCiphertext::identity(5);
  EXPECT_TRUE(c.r.is_identity() && identity.r.is_identity());
  ASSERT_EQ(identity.e.size(), 5u);
  for (std::size_t k = 0; k < 5; ++k) {
    EXPECT_TRUE(c.e[k].is_identity() && identity.e[k].is_identity());
  }
}

TEST_F(Encryption, SumsDecryptToSums) {
  constexpr std::size_t kVoters = 40;
  std::vector<Ciphertext> sums(keys_.size());
  std::vector<std::uint64_t> expected(keys_.size(), 0);
  for (std::size_t voter = 0; voter < kVoters; ++voter) {
    std::vector<Scalar> values;
    for (std::size_t k = 0; k < keys_.size(); ++k) {
      const std::uint64_t value = (voter * (k + 3) / 5) % 2;
      values.push_back(Scalar::from_u64(value));
      expected[k] += value;
    }
    const VectorCiphertext c = encrypt(ops_, keys_, values, fresh());
    for (std::size_t k = 0; k < keys_.size(); ++k) sums[k] = sums[k] + Ciphertext{c.r, c.e[k]};
  }
  for (std::size_t k = 0; k < keys_.size(); ++k) {
    const Point sum = sums[k].e - ops_.multiply(secrets_[k], sums[k].r);
    EXPECT_EQ(small_logarithm(sum, kVoters).value(), expected[k]);
  }
}

TEST_F(Encryption, ReencryptionKeepsTheValuesAndChangesEveryPoint) {
  const std::vector<Scalar> values = {Scalar(), Scalar::one(), Scalar(), Scalar::one(), Scalar()};
  const VectorCiphertext before = encrypt(ops_, keys_, values, fresh());
  const SecretScalar delta = fresh();
  const VectorCiphertext after = reencrypt(ops_, keys_, before, delta);
  EXPECT_TRUE(after.r - before.r == group::multiply_base_vartime(delta.reveal()));
  for (std::size_t k = 0; k < keys_.size(); ++k) {
    EXPECT_FALSE(after.e[k] == before.e[k]);
    EXPECT_TRUE(decrypt(after, k) == decrypt(before, k));
  }
  // From the identity of epoch 0 it is an encryption of nothing.
  const VectorCiphertext first =
      reencrypt(ops_, keys_, VectorCiphertext::identity(keys_.size()), delta);
  for (std::size_t k = 0; k < keys_.size(); ++k) EXPECT_TRUE(decrypt(first, k).is_identity());
}

TEST_F(Encryption, MoreOrFewerValuesThanKeysIsAProgrammersError) {
  EXPECT_DEATH(encrypt(ops_, keys_, std::vector<Scalar>(4), SecretScalar()), "");
  EXPECT_DEATH(reencrypt(ops_, keys_, VectorCiphertext::identity(6), SecretScalar()), "");
}

TEST(SmallLogarithm, FindsEveryValueUpToTheBoundAndNoneBeyond) {
  Point point;
  for (std::uint64_t m = 0; m <= 300; ++m) {
    for (const std::uint64_t max : {m, m + 1, m + 2, m + 17, std::uint64_t{1000}}) {
      const auto found = small_logarithm(point, max);
      ASSERT_TRUE(found.has_value()) << m << " " << max;
      EXPECT_EQ(*found, m);
    }
    if (m > 0) {
      const auto refused = small_logarithm(point, m - 1);
      ASSERT_FALSE(refused.has_value()) << m;
      EXPECT_EQ(refused.error().check, "elgamal.logarithm");
      // The table does not see signs: −m must not pass for m.
      EXPECT_FALSE(small_logarithm(-point, 1000).has_value()) << m;
    }
    point += Point::base();
  }
}

TEST(SmallLogarithm, LargeBounds) {
  for (const std::uint64_t max : {999'999u, 1'000'000u, 1'000'001u, 5'000'000u}) {
    for (const std::uint64_t m : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{707},
                                  std::uint64_t{123'456}, max - 1, max}) {
      const Point point = group::multiply_base_vartime(Scalar::from_u64(m));
      EXPECT_EQ(small_logarithm(point, max).value(), m);
    }
    EXPECT_FALSE(small_logarithm(group::multiply_base_vartime(Scalar::from_u64(max + 1)), max));
    EXPECT_FALSE(
        small_logarithm(group::hash_to_group(base::as_bytes("noise"), base::as_bytes("t")), max));
  }
}

// Points as they come out of sums (Z ≠ 1) and out of the record (Z = 1) are one element.
TEST(SmallLogarithm, DoesNotDependOnTheRepresentation) {
  for (std::uint64_t m = 1; m < 100; m += 7) {
    const Point sum = group::multiply_base_vartime(Scalar::from_u64(m));
    EXPECT_EQ(small_logarithm(*Point::parse(sum.encode()), 200).value(), m);
    EXPECT_EQ(small_logarithm(sum, 200).value(), m);
  }
}

}  // namespace
}  // namespace undersigned::elgamal
