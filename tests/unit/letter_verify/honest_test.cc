// Honest records: the verified outcome is what plain counting of the true choices gives.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

void expect_truth(const TinyLetter& letter) {
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  ASSERT_TRUE(verified.outcome);
  const letter::Outcome& outcome = *verified.outcome;
  const TrueOutcome truth = letter.truth();
  EXPECT_EQ(outcome.state, truth.state);
  ASSERT_TRUE(outcome.count && outcome.settlement);
  EXPECT_EQ(outcome.count->named, truth.count.named);
  EXPECT_EQ(outcome.count->counted, truth.count.counted);
  EXPECT_EQ(outcome.settlement->names_level, truth.settlement.names_level);
  EXPECT_EQ(outcome.settlement->names, truth.settlement.names);
  EXPECT_EQ(outcome.settlement->counted_level, truth.settlement.counted_level);
  EXPECT_EQ(outcome.settlement->signatures, truth.settlement.signatures);
  ASSERT_EQ(outcome.names.size(), truth.names.size());
  for (std::size_t i = 0; i < truth.names.size(); ++i) {
    const letter::OpenedName& name = outcome.names[i];
    const letter::Card card = letter.foundation().card_of(truth.names[i]);
    EXPECT_EQ(name.index, truth.names[i]);
    EXPECT_TRUE(name.readable);
    EXPECT_EQ((letter::Card{name.name, name.role, name.cohort}), card);
  }
  ASSERT_EQ(outcome.tallies.size(), truth.tallies.size());
  for (std::size_t i = 0; i < truth.tallies.size(); ++i) {
    EXPECT_EQ(outcome.tallies[i].item, truth.tallies[i].item);
    EXPECT_EQ(outcome.tallies[i].counts, truth.tallies[i].counts);
  }
}

TEST(HonestRecord, NamesOpen) {
  TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  letter.finish();
  ASSERT_EQ(letter.truth().state, letter::LetterState::kOpenedWithNames);
  expect_truth(letter);
}

}  // namespace
}  // namespace undersigned::test
