// Letters without cover (docs/protocol.md 7): an epoch has the entries that were sent, what stands
// at the close is counted, and nobody can make an entry for another.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/letter_verify/altered.h"

namespace undersigned::test {
namespace {

std::shared_ptr<const TinyFoundation> uncovered(TinyPlan plan = {}) {
  plan.cover = letter::Cover::kNone;
  return std::make_shared<const TinyFoundation>(plan);
}
// The same letter for most tests: 1 manifest, 3 keys, 4 roster, 3 statements, then entries.
std::shared_ptr<const TinyFoundation> six_uncovered() {
  static const auto foundation = uncovered();
  return foundation;
}
constexpr std::size_t kFirst = 11;

TinyLetter begun() { return TinyLetter(six_uncovered()).holding(); }

std::string detail(const Verified& verified, std::string_view line) {
  const auto found = std::ranges::find(verified.lines, line, &letter::CheckLine::name);
  return found == verified.lines.end() ? "" : found->detail;
}

// Epochs and tree as the log that takes part in it would sign them.
Leaves signed_uncovered(Leaves leaves) {
  sign_epochs_again(leaves, six_uncovered()->log_key());
  return leaves;
}

void expect_truth(const TinyLetter& letter, const Verified& verified) {
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  const TrueOutcome truth = letter.truth();
  EXPECT_EQ(verified.outcome->state, truth.state);
  EXPECT_EQ(verified.outcome->count->named, truth.count.named);
  EXPECT_EQ(verified.outcome->count->counted, truth.count.counted);
  std::vector<std::uint32_t> names;
  for (const auto& name : verified.outcome->names) names.push_back(name.index);
  EXPECT_EQ(names, truth.names);
  EXPECT_EQ(verified.outcome->tallies.choices, truth.tallies.choices);
}

TEST(Uncovered, CountsAndOpensWhatStands) {
  // 1 and 5 send in both epochs, 3 never; what the others said in the first stands.
  TinyLetter letter = begun();
  letter.epoch({Answers{1, 1, 1}, Answers{3, 1, 0}, Answers{2, 0, 2}, kCover, Answers{6, 3, 1},
                Answers{1, 1, 1}});
  letter.epoch({kCover, Answers{2, 2, 0}, kCover, kCover, kCover, Answers{0, 0, 0}}).finish();
  ASSERT_EQ(letter.truth().names, (std::vector<std::uint32_t>{0, 1, 2}));
  for (const std::size_t ready : {std::size_t{0}, letter::KeptEntries::kMostReadyBytes}) {
    const Verified verified = verify_leaves(letter.leaves(), {}, {.ready_bytes = ready});
    expect_truth(letter, verified);
    EXPECT_EQ(detail(verified, "entries"), "7 entries, every proof verified");
    EXPECT_TRUE(detail(verified, "manifest").ends_with("11 options, no cover"));
    EXPECT_EQ(verified.outcome->names.at(1).name, six_uncovered()->card_of(1).name);
  }
}

TEST(Uncovered, EveryKindOfItem) {
  static const auto foundation = uncovered({.others = true});
  TinyLetter letter(foundation);
  letter.holding().epoch({Answers{1, 1, 1, 1, 1, 1, 2, 3, 1}, Answers{2, 2, 0, 1, 2, 3, 1, 2, 1},
                          kCover, Answers{2, 0, 1, 2, 1, 0, 0, 0, 1}, kCover,
                          Answers{4, 0, 0, 3, 0, 0, 0, 0, 2}});
  letter.epoch(kAllCover).finish();
  const Verified verified = verify_leaves(letter.leaves());
  expect_truth(letter, verified);
  EXPECT_EQ(verified.outcome->tallies.demands, letter.truth().tallies.demands);
  EXPECT_EQ(verified.outcome->tallies.pledges, letter.truth().tallies.pledges);
  EXPECT_EQ(verified.outcome->tallies.rankings, letter.truth().tallies.rankings);
}

TEST(Uncovered, AnAmendmentTakesAwayWhatStood) {
  TinyLetter letter = begun();
  letter.epoch(kNamesOpen).amend(1).amend(3);
  letter.epoch({kCover, kCover, kCover, Answers{2, 0, 0}, kCover, kCover}).finish();
  EXPECT_EQ(letter.standing(), (std::vector<std::uint32_t>{0, 2, 3, 4}));
  expect_truth(letter, verify_leaves(letter.leaves()));
}

TEST(Uncovered, WhereNothingStandsNothingIsCounted) {
  for (const bool taken_away : {false, true}) {
    TinyLetter letter = begun();
    letter.epoch(
        {kCover, kCover, taken_away ? std::optional(Answers{1}) : kCover, kCover, kCover, kCover});
    if (taken_away) letter.amend(2);
    letter.epoch(kAllCover).finish();
    const Verified verified = verify_leaves(letter.leaves());
    ASSERT_FALSE(verified.failure) << show(verified.failure);
    EXPECT_EQ(verified.outcome->state, letter::LetterState::kFailed);
    EXPECT_EQ(verified.outcome->count->named, (std::vector<std::uint32_t>(3)));
    EXPECT_EQ(detail(verified, "count"), "no entry stands: every number is 0");
    EXPECT_EQ(detail(verified, "state"), "complete: failed, nothing is opened");
    // Trustees who made one all the same: there is nothing that it could be of.
    Leaves more = letter.leaves();
    more.push_back(
        letter::encode_leaf(LeafKind::kTally, opened_letter().tally(1, 65'535).encode()));
    EXPECT_EQ(verify_leaves(more).failure->check, "record.unopened");
  }
}

TEST(Uncovered, TheDrawMayCloseItToo) {
  TinyPlan plan;
  plan.epochs = 3;
  plan.window = 3;
  for (plan.seed = 40;; ++plan.seed) {
    TinyLetter letter(uncovered(plan));
    letter.holding().epoch(kNamesOpen);
    if (!letter.draw_closes()) continue;
    letter.draw().finish();
    return expect_truth(letter, verify_leaves(letter.leaves()));
  }
}

// Of a cohort of twelve in which nine take part the cell is of nine: too few for one of its own.
TEST(Uncovered, CellsAreOfThoseWhoTookPart) {
  static const auto foundation = uncovered({.people = 24, .ladder = {2}, .epochs = 1});
  for (const auto& [foundry, night, cells] :
       std::vector<std::array<std::size_t, 3>>{{10, 12, 2}, {12, 9, 1}, {0, 12, 1}, {1, 1, 1}}) {
    Choices choices(24, kCover);
    for (std::uint32_t i = 0; i < 24; ++i) {
      // Cohorts take turns.
      if (i / 2 < (i % 2 == 0 ? foundry : night)) choices[i] = Answers{2, 1 + i % 3, 1};
    }
    TinyLetter letter(foundation);
    letter.holding().epoch(choices).finish();
    const Verified verified = verify_leaves(letter.leaves());
    expect_truth(letter, verified);
    ASSERT_EQ(verified.outcome->cells.size(), cells) << foundry << " and " << night;
    std::size_t people = 0;
    for (const auto& cell : verified.outcome->cells) people += cell.people;
    EXPECT_EQ(people, foundry + night);
  }
}

TEST(Uncovered, AnEntrySaysWhoseItIsInOrder) {
  TinyLetter honest = begun();
  honest.epoch(kNamesOpen).epoch(kAllCover);
  const auto refusal = [&](std::function<void(Leaves&)> change) {
    Leaves leaves = honest.leaves();
    change(leaves);
    const Verified verified = verify_leaves(signed_uncovered(leaves));
    return verified.failure
               ? verified.failure->check + " at " + std::to_string(*verified.failure->leaf - kFirst)
               : "valid";
  };
  EXPECT_EQ(refusal([](Leaves&) {}), "valid");
  EXPECT_EQ(refusal([](Leaves& l) { std::swap(l[kFirst + 1], l[kFirst + 2]); }),
            "entry.credential at 2");
  EXPECT_EQ(refusal([](Leaves& l) { l[kFirst + 2] = l[kFirst + 1]; }), "entry.credential at 2");
  EXPECT_EQ(refusal([](Leaves& l) { l[kFirst + 4][letter::kLeafHeaderBytes] = 6; }),
            "entry.credential at 4");
  EXPECT_EQ(refusal([](Leaves& l) { l[kFirst + 4][letter::kLeafHeaderBytes] = 5; }),
            "entry.proof.choice at 4");
  EXPECT_EQ(refusal([](Leaves& l) { l[kFirst].resize(letter::kLeafHeaderBytes + 3); }),
            "entry.credential at 0");
  EXPECT_EQ(refusal([](Leaves& l) { l[kFirst].resize(letter::kLeafHeaderBytes + 4); }),
            "entry.length at 0");
  // What is wrong with an earlier entry is wrong first.
  EXPECT_EQ(refusal([](Leaves& l) {
              l[kFirst].back() ^= 1;
              std::swap(l[kFirst + 1], l[kFirst + 2]);
            }),
            "entry.proof.cover-key at 0");
  // An entry dropped: nobody but its signer, who has a receipt, can tell.
  EXPECT_EQ(refusal([](Leaves& l) { erase(l, kFirst + 4); }), "valid");
}

// One more entry than people, all in order, is one of a credential that there is not.
TEST(Uncovered, NoMoreEntriesThanPeople) {
  Choices all(6, Answers{1, 1, 1});
  TinyLetter letter = begun();
  letter.epoch(all);
  Leaves leaves = letter.leaves();
  leaves.insert(leaves.begin() + kFirst + 6, leaves[kFirst]);
  const Verified verified = verify_leaves(signed_uncovered(leaves));
  ASSERT_TRUE(verified.failure);
  EXPECT_EQ(verified.failure->check, "leaf.order");
}

// What refuses an entry of credential 0 that comes next.
std::string refusal_of(TinyLetter letter, const proof::Entry& made) {
  letter.append(LeafKind::kEntry, letter.entry_payload(0, made));
  letter.epoch(kAllCover);
  const Verified verified = verify_leaves(letter.leaves());
  return verified.failure ? verified.failure->check : "valid";
}

// Whoever would change a choice without its holder needs the logarithm of O.
TEST(Uncovered, NobodyMakesCovers) {
  TinyLetter letter = begun();
  letter.epoch(kNamesOpen);
  EXPECT_EQ(six_uncovered()->secrets->keys.cover,
            group::hash_to_group(base::Writer().raw(base::as_bytes("O")).u32(0).bytes(),
                                 base::as_bytes("undersigned-v1-generators")));
  const proof::EntryContext context = letter.context();
  sodium::SeededRandomness randomness({8});
  const group::SecretScalar guess(group::Scalar::random_nonzero(randomness));
  const proof::EntryPlace place{2, 0, &six_uncovered()->credentials[0], &context.origin()};
  const proof::Entry made =
      proof::make_cover_entry(six_uncovered()->ops, context, place, guess, randomness);
  EXPECT_EQ(refusal_of(std::move(letter), made), "entry.proof.cover-key");
}

// An entry refers to nothing: one that was made as if it went on from the one before is false.
TEST(Uncovered, TheEntryBeforeIsTheIdentity) {
  TinyLetter letter = begun();
  letter.epoch(kNamesOpen);
  const proof::EntryContext context = letter.context();
  sodium::SeededRandomness randomness({8});
  const auto before = *proof::Entry::parse(base::ByteView(letter.leaves()[kFirst]).subspan(9), 11);
  const auto previous = before.sealed();
  const proof::EntryPlace place{2, 0, &six_uncovered()->credentials[0], &previous};
  const proof::Entry made =
      proof::make_choice_entry(six_uncovered()->ops, context, place, six_uncovered()->keys[0],
                               proof::Choice(context.shape(), Answers{1, 1, 1}), randomness);
  EXPECT_EQ(refusal_of(std::move(letter), made), "entry.proof.choice");
}

TEST(Uncovered, TheKeysHaveACoverKeyExactlyWithCover) {
  const auto keys_of = [](const TinyFoundation& foundation, std::vector<base::Bytes> payloads) {
    TinyFoundation changed(foundation.plan);
    changed.keys_leaves = letter::encode_sequence(LeafKind::kKeys, payloads);
    return verify_leaves(changed.leaves());
  };
  std::vector<base::Bytes> without = six_uncovered()->secrets->parts.encode();
  std::vector<base::Bytes> with = six_people()->secrets->parts.encode();
  ASSERT_EQ(without.size(), 3u);
  ASSERT_EQ(with.size(), 4u);
  without.push_back(with.back());
  with.pop_back();
  EXPECT_EQ(keys_of(*six_uncovered(), without).failure->check, "keys.parts");
  EXPECT_EQ(keys_of(*six_people(), with).failure->check, "keys.parts");
}

// Without their entries the standing ones cannot be told: what is left must say that it failed.
TEST(Uncovered, EntriesMayBeWithheldAfterFailure) {
  TinyLetter letter = begun();
  letter.epoch(kTooFew).epoch(kAllCover).finish();
  const auto end = static_cast<std::uint64_t>(letter.manifest().epoch_end(2));
  for (const std::uint8_t trustee : {std::uint8_t{1}, std::uint8_t{3}}) {
    letter::ErasureStatement statement{trustee, end, {}};
    statement.sign(six_uncovered()->fingerprint, six_uncovered()->trustees->signers[trustee - 1u]);
    letter.append(LeafKind::kStatement, statement.encode());
  }
  ASSERT_FALSE(verify_files(letter.files()).failure);
  const letter::VerifyReport report =
      verify_files(folder_of(letter.leaves(), six_uncovered()->log_key(), withhold_entries));
  ASSERT_TRUE(report.withheld) << show(report.failure);
  EXPECT_EQ(report.failure->check, "entries.withheld");
  EXPECT_EQ(report.withheld->state, letter::LetterState::kFailed);
}

}  // namespace
}  // namespace undersigned::test
