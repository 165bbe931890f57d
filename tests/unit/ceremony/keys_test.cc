// The keys that a ceremony gives, whatever n and t are: shares, their keys and the letter's keys
// belong together, and every t of the shares give the same secrets. The reference is plain
// polynomials.
#include "core/ceremony/keys.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>

#include "core/ceremony/dealer.h"
#include "tests/support/key_ceremony.h"

namespace undersigned::ceremony {
namespace {

using group::Point;
using group::Scalar;
using test::CeremonyRun;
using test::LetterSecrets;
using test::make_keys;
using test::Trustees;

struct Size {
  std::size_t n, t, options;
};

class KeysOf : public testing::TestWithParam<Size> {
 protected:
  KeysOf() : trustees(GetParam().n, GetParam().t, GetParam().options), made(make_keys(trustees)) {}

  // Y of a slot, of the letter and of a trustee.
  static const Point& slot(const SlotKeys& keys, std::size_t k) {
    if (k < keys.sealing.size()) return keys.sealing[k];
    return k == keys.sealing.size() ? keys.card : keys.draw;
  }
  SlotKeys whole() const { return {made.keys.sealing, made.keys.card, made.keys.draw}; }

  Trustees trustees;
  LetterSecrets made;
};

TEST_P(KeysOf, SharesAreTheLogarithmsOfTheirKeys) {
  ASSERT_EQ(made.keys.trustees(), GetParam().n);
  ASSERT_EQ(made.keys.options(), GetParam().options);
  EXPECT_EQ(made.keys.threshold, GetParam().t);
  for (const TrusteeShares& shares : made.shares) {
    ASSERT_EQ(shares.all().size(), trustees.context.slots());
    for (std::size_t k = 0; k < shares.all().size(); ++k) {
      EXPECT_EQ(trustees.ops.multiply_base(shares.all()[k].reveal()),
                slot(made.keys.shares_of(shares.trustee()), k));
    }
    EXPECT_EQ(shares.sealing().size(), GetParam().options);
    EXPECT_EQ(shares.card().reveal(), shares.all()[GetParam().options].reveal());
    EXPECT_EQ(shares.draw().reveal(), shares.all()[GetParam().options + 1].reveal());
  }
}

TEST_P(KeysOf, EveryTSharesGiveTheSameSecrets) {
  for (unsigned set = 0; set < (1u << GetParam().n); ++set) {
    if (std::popcount(set) != static_cast<int>(GetParam().t)) continue;
    std::vector<std::uint8_t> members;
    for (std::uint8_t tau = 1; tau <= GetParam().n; ++tau) {
      if (((set >> (tau - 1)) & 1) != 0) members.push_back(tau);
    }
    const auto lambda = lagrange_at_zero(members);
    for (std::size_t k = 0; k < trustees.context.slots(); ++k) {
      Scalar secret;
      std::vector<Point> parts;
      for (std::size_t i = 0; i < members.size(); ++i) {
        secret += lambda[i] * made.shares[members[i] - 1u].all()[k].reveal();
        parts.push_back(slot(made.keys.shares_of(members[i]), k));
      }
      EXPECT_EQ(trustees.ops.multiply_base(secret), slot(whole(), k)) << "set " << set;
      EXPECT_EQ(combine_vartime(lambda, parts), slot(whole(), k)) << "set " << set;
    }
  }
}

TEST_P(KeysOf, PayloadsReadBackToTheSameKeys) {
  const std::vector<base::Bytes> payloads = made.parts.encode();
  ASSERT_EQ(payloads.size(), GetParam().n + 1);
  const std::size_t slots = GetParam().options + 2;
  for (std::size_t i = 0; i < GetParam().n; ++i) {
    EXPECT_EQ(payloads[i].size(), 32 + 32 * slots * GetParam().t + 64 * slots + 64);
  }
  EXPECT_EQ(payloads.back().size(), 96u);
  const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
  const auto parts = KeysParts::parse(trustees.context, views);
  ASSERT_TRUE(parts.has_value()) << parts.error().message;
  EXPECT_EQ(parts->encode(), payloads);
  base::SerialExecutor executor;
  const auto keys = verify_keys(trustees.context, *parts, trustees.randomness, executor);
  ASSERT_TRUE(keys.has_value()) << keys.error().message;
  EXPECT_EQ(keys->sealing, made.keys.sealing);
  EXPECT_EQ(keys->cover, trustees.ops.multiply_base(made.cover.reveal()));
}

INSTANTIATE_TEST_SUITE_P(Sizes, KeysOf,
                         testing::Values(Size{1, 1, 1}, Size{3, 2, 2}, Size{5, 3, 4}, Size{4, 4, 1},
                                         Size{4, 1, 1}),
                         [](const auto& size) {
                           return std::to_string(size.param.t) + "Of" +
                                  std::to_string(size.param.n);
                         });

}  // namespace
}  // namespace undersigned::ceremony
