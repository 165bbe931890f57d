// Sharing over the scalars against plain polynomials, and against a published key generation.
#include "core/ceremony/shares.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>
#include <string>

#include "core/ceremony/dealer.h"
#include "core/group/multiscalar.h"
#include "tests/support/key_ceremony.h"
#include "tests/support/vectors.h"

namespace undersigned::ceremony {
namespace {

using group::Point;
using group::Scalar;
using test::Trustees;

// f(x) as it is written: Σ a_j·x^j.
Scalar plain_value(const std::vector<Scalar>& coefficients, std::uint64_t x) {
  Scalar sum;
  Scalar power = Scalar::one();
  for (const Scalar& a : coefficients) {
    sum += a * power;
    power *= Scalar::from_u64(x);
  }
  return sum;
}

std::vector<Scalar> random_polynomial(std::size_t degree, std::uint8_t seed) {
  sodium::initialise();
  sodium::SeededRandomness randomness({seed});
  std::vector<Scalar> coefficients;
  for (std::size_t j = 0; j <= degree; ++j) coefficients.push_back(Scalar::random(randomness));
  return coefficients;
}

Scalar scalar(const std::string& hex) { return Scalar::parse(test::unhex(hex)).value(); }

RC_GTEST_PROP(Lagrange, TPointsGiveTheValueAtZero, ()) {
  const auto degree = *rc::gen::inRange<std::size_t>(0, kMaxThreshold);
  const auto f = random_polynomial(degree, *rc::gen::arbitrary<std::uint8_t>());
  const auto members = *rc::gen::unique<std::vector<std::uint8_t>>(
      degree + 1, rc::gen::inRange<std::uint8_t>(1, kMaxTrustees + 1));
  const auto lambda = lagrange_at_zero(members);
  Scalar sum;
  for (std::size_t i = 0; i < members.size(); ++i) sum += lambda[i] * plain_value(f, members[i]);
  RC_ASSERT(sum == f.front());
}

RC_GTEST_PROP(Evaluate, PointsFollowTheScalars, ()) {
  const auto f = random_polynomial(*rc::gen::inRange<std::size_t>(0, kMaxThreshold),
                                   *rc::gen::arbitrary<std::uint8_t>());
  const auto x = *rc::gen::arbitrary<std::uint8_t>();
  std::vector<Point> points;
  for (const Scalar& a : f) points.push_back(group::multiply_base_vartime(a));
  RC_ASSERT(evaluate_vartime(points, x) == group::multiply_base_vartime(plain_value(f, x)));
}

TEST(Evaluate, CoefficientsMayBeTheIdentity) {
  const std::vector<Point> points = {Point::base(), Point(), Point()};
  EXPECT_EQ(evaluate_vartime(points, 16), Point::base());
}

TEST(DealerSecrets, SharesAreThePolynomialsValues) {
  Trustees trustees(5, 3, 2);
  const auto secrets = DealerSecrets::draw(trustees.context, trustees.randomness);
  for (std::uint8_t recipient = 1; recipient <= 5; ++recipient) {
    const auto shares = secrets.shares_for(trustees.context, recipient);
    ASSERT_EQ(shares.size(), 4u);
    for (std::size_t k = 0; k < shares.size(); ++k) {
      std::vector<Scalar> f;
      for (std::size_t j = 0; j < 3; ++j) f.push_back(secrets.coefficients[3 * k + j].reveal());
      EXPECT_EQ(shares[k].reveal(), plain_value(f, recipient));
    }
  }
}

// Of the published run (over the curve of Ed25519, whose scalars are those of ristretto255) the
// scalars apply: shares of polynomials, their sums, and the secret that two of them give.
class Frost : public testing::Test {
 protected:
  Frost() : inputs_(test::load_vectors("frost_ed25519_dkg.json").at("inputs")) {
    for (const int i : {1, 2, 3}) {
      const base::Json& participant = inputs_.at(std::to_string(i));
      polynomials_[i] = {scalar(test::field(participant, "signing_key")),
                         scalar(test::field(participant, "coefficient"))};
    }
  }
  Scalar share_of(int trustee) const {
    return scalar(test::field(inputs_.at(std::to_string(trustee)), "signing_share"));
  }

  base::Json inputs_;
  std::map<int, std::vector<Scalar>> polynomials_;
};

TEST_F(Frost, SharesReceivedAreTheDealersValues) {
  for (const auto& [recipient, own] : polynomials_) {
    const base::Json& received = inputs_.at(std::to_string(recipient)).at("signing_shares");
    for (const auto& [dealer, f] : polynomials_) {
      if (dealer == recipient) continue;
      EXPECT_EQ(plain_value(f, static_cast<std::uint64_t>(recipient)),
                scalar(received.at(std::to_string(dealer)).get<std::string>()));
    }
  }
}

TEST_F(Frost, OurDealersGiveTheSameShares) {
  Trustees trustees(3, 2, 1);
  Scalar sums[4];
  for (const auto& [dealer, f] : polynomials_) {
    DealerSecrets secrets;
    for (std::size_t k = 0; k < trustees.context.slots(); ++k) {
      for (const Scalar& a : f) secrets.coefficients.emplace_back(a);
    }
    for (std::uint8_t i = 1; i <= 3; ++i) {
      sums[i] += secrets.shares_for(trustees.context, i)[0].reveal();
    }
  }
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(sums[i], share_of(i));
}

TEST_F(Frost, TwoSharesGiveTheSumOfTheSecrets) {
  Scalar secret;
  for (const auto& [dealer, f] : polynomials_) secret += f.front();
  for (const auto& members : {std::vector<std::uint8_t>{1, 2}, {3, 1}, {2, 3}}) {
    const auto lambda = lagrange_at_zero(members);
    EXPECT_EQ(lambda[0] * share_of(members[0]) + lambda[1] * share_of(members[1]), secret);
  }
}

TrusteeShares some_shares(std::size_t count = 4) {
  std::vector<group::SecretScalar> shares;
  for (std::size_t k = 0; k < count; ++k) shares.emplace_back(Scalar::from_u64(100 + k));
  return TrusteeShares({7}, 3, std::move(shares));
}

TEST(TrusteeShares, ReadBackFromAKeyFile) {
  const auto encoded = some_shares().encode();
  ASSERT_EQ(encoded.reveal().size(), 32u + 1 + 2 + 4 * 32);
  const auto shares = TrusteeShares::parse(encoded.reveal());
  ASSERT_TRUE(shares.has_value()) << shares.error().message;
  EXPECT_EQ(shares->trustee(), 3);
  EXPECT_EQ(shares->manifest_hash(), hash::Digest256{7});
  EXPECT_EQ(shares->sealing().size(), 2u);
  EXPECT_EQ(shares->card().reveal(), Scalar::from_u64(102));
  EXPECT_EQ(shares->draw().reveal(), Scalar::from_u64(103));
}

TEST(TrusteeShares, RefusesOtherBytes) {
  const auto encoded = some_shares().encode();
  const base::Bytes good(encoded.reveal().begin(), encoded.reveal().end());
  const auto check_of = [](const base::Bytes& bytes) {
    const auto shares = TrusteeShares::parse(bytes);
    return shares ? std::string() : shares.error().check;
  };
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(check_of(base::Bytes(good.begin(), good.begin() + static_cast<long>(size))),
              "codec.truncated");
  }
  const auto with = [&](std::size_t at, std::uint8_t value) {
    base::Bytes bytes = good;
    bytes[at] = value;
    return bytes;
  };
  EXPECT_EQ(check_of(with(32, 0)), "shares.range");
  EXPECT_EQ(check_of(with(32, 17)), "shares.range");
  EXPECT_EQ(check_of(with(33, 0)), "shares.range");
  EXPECT_EQ(check_of(with(34, 1)), "shares.range");  // 258 options
  EXPECT_EQ(check_of(with(33, 1)), "codec.trailing");
  EXPECT_EQ(check_of(with(35 + 31, 0xff)), "scalar.canonical");
}

}  // namespace
}  // namespace undersigned::ceremony
