// Honest records: the verified outcome is what plain counting of the true choices gives, at the end
// and at every place where a record may stop.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>

#include "tests/support/threads.h"
#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

using letter::LetterState;
using letter::NextKind;

void expect_names(const letter::Outcome& outcome, const TinyLetter& letter,
                  const TrueOutcome& truth) {
  ASSERT_EQ(outcome.names.size(), truth.names.size());
  for (std::size_t i = 0; i < truth.names.size(); ++i) {
    const letter::OpenedName& name = outcome.names[i];
    EXPECT_EQ(name.index, truth.names[i]);
    EXPECT_TRUE(name.readable);
    EXPECT_EQ((letter::Card{name.name, name.role, name.cohort}),
              letter.foundation().card_of(truth.names[i]));
  }
}

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
  expect_names(outcome, letter, truth);
  EXPECT_EQ(outcome.tallies, truth.tallies);
}

std::vector<std::string> names_of(const std::vector<letter::CheckLine>& lines) {
  std::vector<std::string> names;
  for (const letter::CheckLine& line : lines) names.push_back(line.name);
  return names;
}

TEST(HonestRecord, NamesOpen) {
  TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  letter.finish();
  ASSERT_EQ(letter.truth().state, LetterState::kOpenedWithNames);
  ASSERT_EQ(letter.truth().names, (std::vector<std::uint32_t>{0, 1, 2}));
  expect_truth(letter);
}

TEST(HonestRecord, CountedOnly) {
  TinyLetter letter = two_epochs(kNamesOpen, kCountedOnly);
  letter.finish();
  ASSERT_EQ(letter.truth().state, LetterState::kOpenedCounted);
  expect_truth(letter);
}

TEST(HonestRecord, Fails) {
  TinyLetter letter = two_epochs(kNamesOpen, kTooFew);
  letter.finish();
  ASSERT_EQ(letter.truth().state, LetterState::kFailed);
  expect_truth(letter);
}

// Cover entries carry choices from epoch to epoch, and a signer withdraws by choosing nothing.
TEST(HonestRecord, CoverKeepsChoicesAndWithdrawalEndsThem) {
  Choices changes = kAllCover;
  changes[2] = Answers{0, 0, 0};
  changes[5] = Answers{1, 0, 0};
  TinyLetter letter = two_epochs(kNamesOpen, changes);
  letter.finish();
  ASSERT_EQ(letter.truth().names, (std::vector<std::uint32_t>{0, 1, 5}));
  expect_truth(letter);
}

TEST(HonestRecord, OtherShapes) {
  for (const TinyPlan& plan : {TinyPlan{5, {1}, 1, 1, 1, {"All"}, false, 3},
                               TinyPlan{5, {1, 5}, 1, 3, 3, {"A", "B"}, true, 4},
                               TinyPlan{22, {2, 20}, 1, 2, 1, {"A", "B"}, true, 5},
                               TinyPlan{24, {2, 20}, 1, 3, 2, {"A", "B", "C"}, true, 6}}) {
    TinyLetter letter(std::make_shared<const TinyFoundation>(plan));
    Choices choices(plan.people);
    for (std::uint32_t i = 0; i < plan.people; i += 2) {
      choices[i] = plan.choices ? Answers{1, 1 + i % 3, i % 3} : Answers{1};
    }
    letter.holding().epoch(choices);
    // The trustees that take part are 1 … t.
    std::vector<std::uint8_t> by;
    for (std::uint8_t t = 1; t <= plan.threshold; ++t) by.push_back(t);
    letter.append(LeafKind::kTally, letter.tally(1, letter::kAllCells, by).encode());
    letter.append(letter.names(by));
    for (std::uint16_t item = 2; item <= letter.manifest().items.size(); ++item) {
      const letter::Cells& cells = letter.foundation().cells;
      for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
        letter.append(LeafKind::kTally, letter.tally(item, cells.number(cell), by).encode());
      }
    }
    expect_truth(letter);
  }
}

TEST(HonestRecord, LinesComeInTheirOrder) {
  TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  letter.finish();
  const auto report = verify_files(letter.files(), six_people()->fingerprint);
  ASSERT_FALSE(report.failure) << show(report.failure);
  EXPECT_EQ(
      names_of(report.lines),
      (std::vector<std::string>{"files", "checkpoint", "manifest", "keys", "roster", "holding",
                                "fingerprint", "epochs", "entries", "count", "settlement", "names",
                                "cells", "tallies", "beside", "state"}));
  for (const letter::CheckLine& line : report.lines) {
    EXPECT_TRUE(line.ok) << line.name;
    EXPECT_FALSE(line.section.empty());
    EXPECT_FALSE(line.detail.empty()) << line.name;
  }
  EXPECT_EQ(report.outcome->leaves, letter.leaves().size());
  EXPECT_EQ(report.outcome->root, tree_of(letter.leaves()).root());
  EXPECT_EQ(report.outcome->fingerprint, six_people()->fingerprint);
}

TEST(HonestRecord, WithoutAFingerprintItIsSelfConsistentOnly) {
  TinyLetter letter(six_people());
  for (const bool given : {false, true}) {
    const Verified verified =
        verify_leaves(letter.leaves(), given ? std::optional(six_people()->fingerprint)
                                             : std::optional<hash::Digest256>());
    ASSERT_TRUE(verified.outcome) << show(verified.failure);
    const letter::CheckLine& line = verified.lines[4];
    ASSERT_EQ(line.name, "fingerprint");
    EXPECT_EQ(line.detail.find("self-consistent only") != std::string::npos, !given);
  }
}

// What may come after the first `leaves` of a letter whose names open; nothing if no record may
// end there.
std::optional<NextKind> expected_next(std::size_t leaves, std::size_t all) {
  if (leaves >= kStatementLeaf && leaves < kFirstEntry) return NextKind::kHolding;
  if (leaves == kFirstEntry || leaves == kSecondEntry) return NextKind::kEpoch;
  if (leaves == kCountLeaf) return NextKind::kSignatureTally;
  if (leaves == kOpeningLeaf) return NextKind::kOpening;
  if (leaves == all) return NextKind::kComplete;
  if (leaves >= all - 2) return NextKind::kTally;
  return std::nullopt;
}

TEST(HonestRecord, InProgressAtEachPoint) {
  TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  letter.finish();
  const std::size_t all = letter.leaves().size();
  sodium::SeededRandomness randomness({9});
  base::SerialExecutor executor;
  letter::RecordVerifier live(executor, randomness);
  for (std::size_t leaves = 0; leaves <= all; ++leaves) {
    SCOPED_TRACE(leaves);
    ASSERT_TRUE(leaves == 0 || live.add_leaf(letter.leaves()[leaves - 1]));
    EXPECT_EQ(live.leaves(), leaves);
    const Verified stopped = verify_leaves(std::span(letter.leaves()).first(leaves));
    const auto next = expected_next(leaves, all);
    ASSERT_EQ(stopped.outcome.has_value(), next.has_value()) << show(stopped.failure);
    if (!next) {
      EXPECT_EQ(stopped.failure->check, "record.end");
      continue;
    }
    EXPECT_EQ(live.next().kind, *next);
    EXPECT_EQ(stopped.outcome->state == LetterState::kInProgress, *next != NextKind::kComplete);
    EXPECT_EQ(stopped.outcome->next.empty(), *next == NextKind::kComplete);
    EXPECT_EQ(stopped.lines.back().name, "state");
  }
}

// However little a verifier may hold, it says the same.
TEST(HonestRecord, VerifiesWithEntriesHeldAsTheyAreEncoded) {
  TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  letter.finish();
  const Verified usual = verify_leaves(letter.leaves());
  const Verified spare =
      verify_leaves(letter.leaves(), {}, {.entries_at_once = 2, .ready_bytes = 0});
  ASSERT_TRUE(usual.outcome && spare.outcome) << show(spare.failure);
  EXPECT_EQ(spare.lines.size(), usual.lines.size());
  EXPECT_EQ(spare.outcome->names.size(), usual.outcome->names.size());
  auto altered = letter.leaves();
  altered[letter.leaves().size() / 2][40] ^= 1;
  const Verified refused = verify_leaves(altered, {}, {.entries_at_once = 2, .ready_bytes = 0});
  const Verified usually = verify_leaves(altered);
  ASSERT_TRUE(refused.failure && usually.failure);
  EXPECT_EQ(refused.failure->check, usually.failure->check);
  EXPECT_EQ(refused.failure->leaf, usually.failure->leaf);
}

TEST(KeptEntries, GiveBackWhatTheyWereGivenInEitherForm) {
  const TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  sodium::SeededRandomness randomness({9});
  base::SerialExecutor executor;
  letter::RecordVerifier verifier(executor, randomness);
  for (const base::Bytes& leaf : letter.leaves()) ASSERT_TRUE(verifier.add_leaf(leaf));
  const letter::KeptEntries& given = *verifier.entries();
  for (const std::size_t ready_bytes : {std::size_t{0}, letter::KeptEntries::kMostReadyBytes}) {
    letter::KeptEntries kept(4, given.at(0).options(), ready_bytes);
    for (std::size_t i = 0; i < 6; ++i) kept.set(i, given.at(i));  // more than were expected
    kept.set(2, given.at(5));
    const auto identity = proof::PublishedCiphertext::identity(given.at(0).options());
    kept.set(3, identity);  // as an amendment does
    ASSERT_EQ(kept.size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) {
      const auto& expected = i == 3 ? identity : given.at(i == 2 ? 5 : i);
      EXPECT_TRUE(std::ranges::equal(kept.at(i).bytes(), expected.bytes()));
      EXPECT_EQ(kept.at(i).points().r, expected.points().r);
      EXPECT_EQ(kept.at(i).points().e, expected.points().e);
      const auto part = kept.part(i, 1, 2);
      EXPECT_EQ(part.r, expected.points().r);
      EXPECT_EQ(part.e, (std::vector{expected.points().e[1], expected.points().e[2]}));
    }
  }
}

// What a trustee takes from a verifier is what it would compute itself.
TEST(HonestRecord, GivesTrusteesTheirInput) {
  const TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  sodium::SeededRandomness randomness({9});
  base::SerialExecutor executor;
  letter::RecordVerifier verifier(executor, randomness);
  for (const base::Bytes& leaf : letter.leaves()) ASSERT_TRUE(verifier.add_leaf(leaf));
  EXPECT_EQ(verifier.fingerprint(), six_people()->fingerprint);
  EXPECT_EQ(verifier.epochs_complete(), 2u);
  EXPECT_EQ(verifier.entries()->size(), 6u);
  EXPECT_EQ(verifier.next().epoch, 2u);
  for (std::uint16_t item = 1; item <= 3; ++item) {
    const letter::TallyPlace place = letter.tally_place(item);
    const letter::ItemSum own = letter.sum(place);
    const letter::ItemSum given = verifier.sum(place);
    EXPECT_EQ(given.r, own.r);
    EXPECT_EQ(given.e, own.e);
    EXPECT_EQ(given.people, 6u);
    const letter::SumPart part = letter.part(place, 2);
    const auto& keys = verifier.keys()->shares_of(2).sealing;
    EXPECT_TRUE(letter::verify_sum_part(
        verifier.sum_place(place), given,
        letter::of_tally(std::span<const group::Point>(keys), letter.manifest(), place), part));
  }
}

// A card that nobody can read is published as such and counts.
TEST(HonestRecord, UnreadableCardsCount) {
  for (const bool point : {false, true}) {
    auto foundation = std::make_shared<TinyFoundation>(TinyPlan{});
    foundation->bodies[1][point ? 100 : 0] ^= 1;  // the ciphertext, or S
    if (!point) foundation->bodies[1][31] = 0xff;
    foundation->freeze();
    TinyLetter letter(foundation);
    letter.holding().epoch(kTooFew).epoch(kNamesOpen).finish();
    const Verified verified = verify_leaves(letter.leaves());
    ASSERT_TRUE(verified.outcome) << show(verified.failure);
    ASSERT_EQ(verified.outcome->names.size(), 3u);
    EXPECT_TRUE(verified.outcome->names[0].readable);
    EXPECT_FALSE(verified.outcome->names[1].readable);
    EXPECT_EQ(verified.outcome->names[1].name, "");
    EXPECT_EQ(verified.outcome->settlement->names, 3u);
  }
}

TEST(HonestRecord, NoReadableCardAtAll) {
  auto foundation = std::make_shared<TinyFoundation>(TinyPlan{});
  for (auto& body : foundation->bodies) std::fill_n(body.begin(), 32, std::uint8_t{0});
  foundation->freeze();
  TinyLetter letter(foundation);
  letter.holding().epoch(kTooFew).epoch(kNamesOpen).finish();
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_TRUE(verified.outcome) << show(verified.failure);
  for (const auto& name : verified.outcome->names) EXPECT_FALSE(name.readable);
}

// The greatest set that meets the conditions of all its members, among all 2^6 (section 9).
struct GreatestSet {
  std::vector<std::uint32_t> names;
  std::uint32_t size = 0;
};

bool consistent(const Choices& choices, const std::vector<std::uint64_t>& ladder, unsigned set) {
  std::uint64_t names = 0;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::uint32_t option = (*choices[i])[0];
    if (((set >> i) & 1) == 0) continue;
    if (option == 0) return false;
    if (option <= ladder.size()) ++names;
  }
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::uint32_t option = (*choices[i])[0];
    if (((set >> i) & 1) == 0) continue;
    const bool by_name = option <= ladder.size();
    const std::uint64_t condition = ladder[(option - 1) % ladder.size()];
    if ((by_name ? names : static_cast<std::uint64_t>(std::popcount(set))) < condition)
      return false;
  }
  return true;
}

GreatestSet greatest_set(const Choices& choices, const std::vector<std::uint64_t>& ladder) {
  unsigned greatest = 0;
  for (unsigned set = 0; set < 1u << choices.size(); ++set) {
    // The union of two such sets is one.
    if (consistent(choices, ladder, set)) greatest |= set;
  }
  GreatestSet found;
  found.size = static_cast<std::uint32_t>(std::popcount(greatest));
  for (std::uint32_t i = 0; i < choices.size(); ++i) {
    if (((greatest >> i) & 1) != 0 && (*choices[i])[0] <= ladder.size()) found.names.push_back(i);
  }
  return found;
}

RC_GTEST_PROP(HonestRecord, OutcomeIsTheGreatestSetOfTheTrueChoices, ()) {
  static const auto foundation =
      std::make_shared<const TinyFoundation>(TinyPlan{.epochs = 1, .seed = 11});
  Choices choices;
  for (std::uint32_t i = 0; i < 6; ++i) {
    choices.push_back(
        Answers{*rc::gen::inRange(0u, 7u), *rc::gen::inRange(0u, 4u), *rc::gen::inRange(0u, 3u)});
  }
  TinyLetter letter(foundation, *rc::gen::arbitrary<std::uint8_t>());
  letter.holding().epoch(choices).finish();
  const GreatestSet greatest = greatest_set(choices, foundation->plan.ladder);
  const Verified verified = verify_leaves(letter.leaves());
  RC_ASSERT(verified.outcome.has_value());
  RC_ASSERT(verified.outcome->settlement->signatures == greatest.size);
  std::vector<std::uint32_t> names;
  for (const auto& name : verified.outcome->names) names.push_back(name.index);
  RC_ASSERT(names == greatest.names);
  for (const letter::ChoiceTally& tally : verified.outcome->tallies.choices) {
    std::vector<std::uint32_t> counts(foundation->manifest.items[tally.item].options);
    for (const auto& answers : choices) {
      if ((*answers)[tally.item] > 0) ++counts[(*answers)[tally.item] - 1];
    }
    RC_ASSERT(tally.counts.size() == 1u && tally.counts[0] == counts);
  }
}

TEST(HonestRecord, VerifiesOnSeveralThreads) {
  TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  letter.finish();
  sodium::SeededRandomness randomness({9});
  Threads executor(3);
  MemoryFiles folder(letter.files());
  const auto report = letter::verify_record(folder, {}, executor, randomness);
  EXPECT_FALSE(report.failure) << show(report.failure);
}

}  // namespace
}  // namespace undersigned::test
