// Demands, pledges and rankings of whole records: the verified outcome is what the definitions of
// docs/protocol.md 9 and 12 give of the true choices, by brute force.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>

#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

using letter::LetterState;
using letter::NextKind;

// Rows: signature (6 options), destination (3), freedom (2), heat (stand from 2, from 4; oppose),
// leave (will from 1, 3, 4), order of three (3 rows), light (stand from 3; oppose).
constexpr std::size_t kHeat = 3, kLeave = 4, kOrder = 5, kLight = 8;

std::shared_ptr<const TinyFoundation> six_with_all_items() {
  static const auto foundation =
      std::make_shared<const TinyFoundation>(TinyPlan{.epochs = 1, .seed = 13, .others = true});
  return foundation;
}

TinyLetter all_items(const Choices& choices, std::uint8_t seed = 1) {
  TinyLetter letter(six_with_all_items(), seed);
  letter.holding().epoch(choices).finish();
  return letter;
}

// Three by name, all met; heat holds at level 1 with 3, and one opposes; light does not hold; leave
// holds at level 2 with 3.
const Choices kOpened = {Answers{1, 1, 1, 1, 1, 2, 3, 1, 1}, Answers{2, 2, 0, 1, 2, 2, 1, 3, 1},
                         Answers{2, 0, 2, 3, 0, 0, 0, 0, 2}, Answers{0, 1, 1, 1, 2, 1, 2, 3, 2},
                         Answers{6, 3, 1, 0, 3, 0, 0, 0, 0}, kCover};

TEST(ItemsOfARecord, OpenedLetter) {
  const TinyLetter letter = all_items(kOpened);
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_TRUE(verified.outcome) << show(verified.failure);
  const letter::TalliedItems& items = verified.outcome->tallies;
  EXPECT_EQ(verified.outcome->state, LetterState::kOpenedWithNames);
  EXPECT_EQ(items, letter.truth().tallies);
  ASSERT_EQ(items.demands.size(), 2u);
  EXPECT_EQ(items.demands[0], (letter::LadderTally{kHeat, {3, 0}, 1, 3, 1}));
  EXPECT_EQ(items.demands[1], (letter::LadderTally{6, {2}, 0, 0, {}}));
  ASSERT_EQ(items.pledges.size(), 1u);
  EXPECT_EQ(items.pledges[0], (letter::LadderTally{kLeave, {1, 2, 1}, 3, 4, {}}));
  ASSERT_EQ(items.rankings.size(), 1u);
  EXPECT_EQ(items.rankings[0].counts,
            (std::vector<std::vector<std::uint32_t>>{{1, 2, 0}, {1, 1, 1}, {1, 0, 2}}));
}

// A letter that fails opens nothing of its demands, whoever stands behind them.
TEST(ItemsOfARecord, FailedLetterOpensNothing) {
  Choices choices = kOpened;
  for (auto& answers : choices) {
    if (answers) (*answers)[0] = 0;
  }
  const TinyLetter letter = all_items(choices);
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_TRUE(verified.outcome) << show(verified.failure);
  EXPECT_EQ(verified.outcome->state, LetterState::kFailed);
  EXPECT_EQ(verified.outcome->tallies, letter::TalliedItems{});
  const auto place = letter.tally_place(kHeat + 1);
  const auto refused = verify_leaves(
      TinyLetter(letter).append(LeafKind::kTally, letter.tally(place).encode()).leaves());
  ASSERT_TRUE(refused.failure);
  EXPECT_EQ(refused.failure->check, "record.unopened");
}

// What trustees are asked for, and what a record says that stops there.
TEST(ItemsOfARecord, TalliesComeInTheirOrder) {
  const TinyLetter letter = all_items(kOpened);
  sodium::SeededRandomness randomness({9});
  base::SerialExecutor executor;
  letter::RecordVerifier verifier(executor, randomness);
  std::vector<letter::TallyPlace> order;
  bool opposed_was_due = false;
  for (const base::Bytes& leaf : letter.leaves()) {
    const letter::NextStep next = verifier.next();
    const auto due = verifier.due_tallies();
    if (next.kind == NextKind::kTally || next.kind == NextKind::kSignatureTally) {
      ASSERT_FALSE(due.empty());
      EXPECT_EQ(due.front(), next.tally);
      order.push_back(next.tally);
      // Nobody is asked for those opposed before it is known that the demand holds.
      const bool has_opposed = std::ranges::any_of(due, [](const auto& p) { return p.first > 0; });
      EXPECT_EQ(has_opposed, next.tally.first > 0);
      opposed_was_due = opposed_was_due || has_opposed;
    } else {
      EXPECT_TRUE(due.empty());
    }
    ASSERT_TRUE(verifier.add_leaf(leaf));
  }
  EXPECT_TRUE(opposed_was_due);
  EXPECT_EQ(order, (std::vector<letter::TallyPlace>{{1, 0, 6, letter::kAllCells},
                                                    {2, 0, 3, letter::kAllCells},
                                                    {3, 0, 2, letter::kAllCells},
                                                    {4, 0, 2, letter::kAllCells},
                                                    {4, 2, 1, letter::kAllCells},
                                                    {5, 0, 3, letter::kAllCells},
                                                    {6, 0, 9, letter::kAllCells},
                                                    {7, 0, 1, letter::kAllCells}}));
}

TEST(ItemsOfARecord, InProgressAfterEachTally) {
  const TinyLetter letter = all_items(kOpened);
  const std::size_t all = letter.leaves().size();
  for (std::size_t left = 1; left <= 7; ++left) {
    const Verified stopped = verify_leaves(std::span(letter.leaves()).first(all - left));
    ASSERT_TRUE(stopped.outcome) << show(stopped.failure);
    EXPECT_EQ(stopped.outcome->state, LetterState::kInProgress);
  }
}

// Choices are tallied by cell, all other items over everybody.
TEST(ItemsOfARecord, CellsAreForChoicesOnly) {
  TinyPlan plan{.people = 24, .ladder = {2, 20}, .epochs = 1, .seed = 14, .others = true};
  plan.cohorts = {"A", "B"};
  TinyLetter letter(std::make_shared<const TinyFoundation>(plan));
  Choices choices(plan.people);
  for (std::uint32_t i = 0; i < plan.people; i += 2) {
    choices[i] = Answers{1, 1 + i % 3, i % 3, 1 + i % 3, i % 4, 1, 2, 3, 1 + i % 2};
  }
  letter.holding().epoch(choices).finish();
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_TRUE(verified.outcome) << show(verified.failure);
  EXPECT_EQ(verified.outcome->tallies, letter.truth().tallies);
  EXPECT_EQ(verified.outcome->tallies.choices.at(0).counts.size(), 2u);
}

// The greatest set of supporters whose conditions the set itself meets, among all 2^6 sets.
unsigned greatest_set(const Choices& choices, std::size_t row,
                      const std::vector<std::uint32_t>& ladder) {
  unsigned greatest = 0;
  for (unsigned set = 0; set < 64; ++set) {
    const auto size = static_cast<std::uint32_t>(std::popcount(set));
    bool consistent = true;
    for (std::size_t i = 0; i < 6; ++i) {
      if ((set >> i & 1) == 0) continue;
      const std::uint32_t option = (*choices[i])[row];
      consistent =
          consistent && option >= 1 && option <= ladder.size() && size >= ladder[option - 1];
    }
    if (consistent) greatest |= set;
  }
  return greatest;
}

std::uint32_t number_of(const Choices& choices, std::size_t row, std::uint32_t option) {
  return static_cast<std::uint32_t>(std::ranges::count_if(
      choices, [&](const auto& answers) { return (*answers)[row] == option; }));
}

void check_ladder(const letter::LadderTally& tally, const Choices& choices, std::size_t row,
                  const std::vector<std::uint32_t>& ladder, bool demand) {
  const unsigned greatest = greatest_set(choices, row, ladder);
  RC_ASSERT(tally.people == static_cast<std::uint32_t>(std::popcount(greatest)));
  RC_ASSERT((tally.level > 0) == (greatest != 0));
  for (std::size_t i = 0; i < 6; ++i) {
    const std::uint32_t option = (*choices[i])[row];
    const bool supports = option >= 1 && option <= ladder.size();
    RC_ASSERT((greatest >> i & 1) == (supports && option <= tally.level ? 1u : 0u));
  }
  for (std::size_t j = 0; j < ladder.size(); ++j) {
    RC_ASSERT(tally.counts[j] == number_of(choices, row, static_cast<std::uint32_t>(j + 1)));
  }
  const auto oppose = static_cast<std::uint32_t>(ladder.size() + 1);
  RC_ASSERT(
      tally.opposed ==
      (demand && tally.level > 0 ? std::optional(number_of(choices, row, oppose)) : std::nullopt));
}

RC_GTEST_PROP(ItemsOfARecord, DemandsAndPledgesSettleAtTheGreatestSet, ()) {
  const std::vector<std::vector<std::uint32_t>> orders = {
      {0, 0, 0}, {1, 2, 3}, {2, 3, 1}, {3, 2, 1}};
  Choices choices;
  for (std::uint32_t i = 0; i < 6; ++i) {
    Answers answers{4, 0, 0, *rc::gen::inRange(0u, 4u), *rc::gen::inRange(0u, 4u)};
    const auto& order = *rc::gen::elementOf(orders);
    answers.insert(answers.end(), order.begin(), order.end());
    answers.push_back(*rc::gen::inRange(0u, 3u));
    choices.emplace_back(std::move(answers));
  }
  const TinyLetter letter = all_items(choices, *rc::gen::arbitrary<std::uint8_t>());
  const Verified verified = verify_leaves(letter.leaves());
  RC_ASSERT(verified.outcome.has_value());
  const letter::TalliedItems& items = verified.outcome->tallies;
  check_ladder(items.demands.at(0), choices, kHeat, {2, 4}, true);
  check_ladder(items.pledges.at(0), choices, kLeave, {1, 3, 4}, false);
  check_ladder(items.demands.at(1), choices, kLight, {3}, true);
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t place = 0; place < 3; ++place) {
      RC_ASSERT(items.rankings.at(0).counts[i][place] ==
                number_of(choices, kOrder + i, static_cast<std::uint32_t>(place + 1)));
    }
  }
}

}  // namespace
}  // namespace undersigned::test
