#include "core/letter/claims.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/report/samples.h"

namespace undersigned::letter {
namespace {

std::string value(const Outcome& outcome, std::string_view name) {
  const auto claim = find_claim(outcome, name);
  return claim ? claim->value : claim.error().check;
}

TEST(Claims, GiveEveryNumberOfAnOpenedLetter) {
  const Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  EXPECT_EQ(value(outcome, "people"), "12");
  EXPECT_EQ(value(outcome, "state"), "opened");
  EXPECT_EQ(value(outcome, "count.by-name.2"), "2");
  EXPECT_EQ(value(outcome, "count.counted.3"), "2");
  EXPECT_EQ(value(outcome, "settlement.names"), "6");
  EXPECT_EQ(value(outcome, "settlement.signatures"), "9");
  EXPECT_EQ(value(outcome, "name.2"), "Ana Torvane");
  EXPECT_EQ(value(outcome, "name.3"), "claim.unknown");  // its card cannot be read
  EXPECT_EQ(value(outcome, "cell.2.people"), "5");
  EXPECT_EQ(value(outcome, "tally.destination.1"), "5");
  EXPECT_EQ(value(outcome, "tally.destination.1.cell.2"), "2");
  EXPECT_EQ(value(outcome, "tally.destination.none"), "3");
  EXPECT_EQ(value(outcome, "outcome.signature"), "claim.unknown");
}

TEST(Claims, SayWithoutCoverHowManyTookPart) {
  Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  EXPECT_EQ(value(outcome, "took-part"), "claim.unknown");
  outcome.manifest.cover = Cover::kNone;
  --outcome.cells[1].people;
  EXPECT_EQ(value(outcome, "took-part"), "11");
  EXPECT_EQ(value(outcome, "tally.destination.none"), "2");
}

TEST(Claims, GiveDemandsPledgesAndRankings) {
  Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  test::add_every_kind(outcome);
  EXPECT_EQ(value(outcome, "demand.heat.level.2"), "2");
  EXPECT_EQ(value(outcome, "demand.heat.settled-level"), "1");
  EXPECT_EQ(value(outcome, "demand.heat.people"), "5");
  EXPECT_EQ(value(outcome, "demand.heat.opposed"), "3");
  EXPECT_EQ(value(outcome, "demand.light.people"), "0");
  EXPECT_EQ(value(outcome, "demand.light.opposed"), "claim.unknown");  // it does not hold
  EXPECT_EQ(value(outcome, "pledge.resign.people"), "2");
  EXPECT_EQ(value(outcome, "ranking.order.2.place.1"), "3");
}

TEST(Claims, GiveNothingThatIsNotOpen) {
  const Outcome sealed = test::small_outcome(LetterState::kInProgress);
  EXPECT_EQ(value(sealed, "count.by-name.1"), "claim.unknown");
  EXPECT_EQ(value(sealed, "settlement.signatures"), "claim.unknown");
  const Outcome failed = test::small_outcome(LetterState::kFailed);
  EXPECT_EQ(value(failed, "settlement.signatures"), "0");
  EXPECT_EQ(value(failed, "tally.destination.1"), "claim.unknown");
  EXPECT_EQ(value(failed, "name.2"), "claim.unknown");
}

TEST(Claims, HaveNamesOfTheirOwn) {
  for (const LetterState state : {LetterState::kOpenedWithNames, LetterState::kFailed}) {
    std::set<std::string> names;
    for (const Claim& claim : claims_of(test::large_outcome(state, "en"))) {
      EXPECT_TRUE(names.insert(claim.name).second) << claim.name;
      EXPECT_EQ(claim.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-"),
                std::string::npos);
    }
  }
}

TEST(Claims, AreComparedWithWhatSomebodyRead) {
  const Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  EXPECT_TRUE(check_claim(outcome, "settlement.signatures=9"));
  EXPECT_TRUE(check_claim(outcome, "settlement.signatures"));
  EXPECT_EQ(check_claim(outcome, "settlement.signatures=10").error().check, "claim.differs");
  EXPECT_EQ(check_claim(outcome, "settlement.signatures=").error().check, "claim.differs");
  EXPECT_EQ(check_claim(outcome, "settlement=9").error().check, "claim.unknown");
  EXPECT_TRUE(check_claim(outcome, "name.2=Ana Torvane"));
}

TEST(Claims, FollowTheLastWordOnAnItem) {
  Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  OutcomeLeaf leaf;
  leaf.item = "signature";
  leaf.fate = Fate::kPending;
  outcome.beside.outcomes.push_back(leaf);
  leaf.fate = Fate::kRefused;
  outcome.beside.outcomes.push_back(leaf);
  EXPECT_EQ(value(outcome, "outcome.signature"), "refused");
}

}  // namespace
}  // namespace undersigned::letter
