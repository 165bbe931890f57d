// The steps of count and opening by themselves: what trustees check of each other before a record
// holds it.
#include <gtest/gtest.h>

#include "core/letter/opening.h"
#include "core/letter/task_randomness.h"
#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

const TinyLetter& closed_letter() {
  static const TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  return letter;
}

TEST(Count, OfAnyTrusteesIsTheSame) {
  const TinyLetter& letter = closed_letter();
  const letter::Tally tally = letter.tally(1, letter::kAllCells, {1, 2});
  EXPECT_EQ(tally.numbers, (std::vector<std::uint32_t>{1, 2, 1, 0, 0, 1}));
  EXPECT_EQ(letter.tally(1, letter::kAllCells, {1, 3}).numbers, tally.numbers);
  EXPECT_EQ(letter.tally(1, letter::kAllCells, {2, 3}).numbers, tally.numbers);
}

TEST(Count, OfTooFewTrusteesIsNoNumber) {
  const TinyLetter& letter = closed_letter();
  const letter::SumPart part = letter.part(letter.tally_place(1), 1);
  const auto numbers = letter::count_parts(letter.sum(letter.tally_place(1)), {&part, 1});
  ASSERT_FALSE(numbers);
  EXPECT_EQ(numbers.error().check, "count.number");
}

TEST(Count, PartSurvivesItsEncoding) {
  const letter::SumPart part = closed_letter().part(closed_letter().tally_place(2), 3);
  const base::Bytes bytes = part.encode();
  ASSERT_EQ(bytes.size(), letter::SumPart::size(3));
  const auto read = letter::SumPart::parse(bytes, 3);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->encode(), bytes);
  EXPECT_FALSE(letter::SumPart::parse(bytes, 2));
  EXPECT_FALSE(letter::SumPart::parse(base::ByteView(bytes).first(bytes.size() - 1), 3));
}

TEST(Count, OfASumThatIsTheIdentityIsRefused) {
  const TinyFoundation& f = *six_people();
  letter::ItemSum sum{{}, std::vector<group::Point>(3), 6};
  sodium::SeededRandomness randomness({3});
  const letter::Manifest& manifest = f.manifest;
  const letter::TallyPlace place = letter::first_tally(manifest, 2, letter::kAllCells);
  const auto keys = letter::of_tally(
      std::span<const group::Point>(f.secrets->keys.shares_of(1).sealing), manifest, place);
  const auto made =
      letter::make_sum_part(f.ops, randomness, {}, sum, 1, keys,
                            letter::of_tally(f.secrets->shares[0].sealing(), manifest, place));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().check, "count.sum");
  letter::SumPart part = closed_letter().part(closed_letter().tally_place(2), 1);
  EXPECT_EQ(letter::verify_sum_part({}, sum, keys, part).error().check, "count.sum");
}

// A count that answers questions in place of numbers, as a quiet test would.
class Questions final : public letter::Count {
 public:
  base::Result<bool> at_least(const settlement::SignatureQuestion& question) const override {
    asked.push_back(question);
    if (asked.size() > 2) return base::fail("test.unfinished", "10", "Not yet.");
    return question.named_level == 2;
  }
  mutable std::vector<settlement::SignatureQuestion> asked;
};

TEST(Count, MayAnswerQuestionsWithoutNumbers) {
  const auto ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 3>{2, 3, 5}, 6);
  const Questions questions;
  const auto settled = letter::settle(ladder, questions);
  ASSERT_FALSE(settled);  // the third question has no answer yet
  EXPECT_EQ(settled.error().check, "test.unfinished");
  ASSERT_EQ(questions.asked.size(), 3u);
  EXPECT_EQ(questions.asked[0], (settlement::SignatureQuestion{3, 0, 5}));
  EXPECT_EQ(questions.asked[1], (settlement::SignatureQuestion{2, 0, 3}));
}

struct Raising {
  Raising() {
    pairs = closed_letter().pairs();
    place = {closed_letter().opening_place(), 1, 2};
    round = letter::raise(six_people()->ops, randomness, executor, place, pairs);
  }
  base::Result<void> verify(std::uint32_t first = 0, std::size_t count = 6) {
    return letter::verify_raise(randomness, executor, place, first,
                                std::span(pairs).subspan(first, count),
                                std::span(round).subspan(first, count));
  }
  sodium::SeededRandomness randomness{{4}};
  base::SerialExecutor executor;
  letter::RaisingPlace place;
  std::vector<letter::OpeningPair> pairs;
  std::vector<letter::RaisedPair> round;
};

TEST(Raising, IsVerifiedWholeAndInRuns) {
  Raising raising;
  EXPECT_TRUE(raising.verify());
  EXPECT_TRUE(raising.verify(2, 3));
  const base::Bytes bytes = letter::encode_round(raising.round);
  const auto read = letter::parse_round(bytes, 6, raising.executor);
  ASSERT_TRUE(read);
  EXPECT_EQ(letter::encode_round(*read), bytes);
  EXPECT_FALSE(letter::parse_round(bytes, 5, raising.executor));
}

TEST(Raising, NamesTheTrusteeAndTheFirstBadCredential) {
  for (std::uint32_t bad = 0; bad < 6; ++bad) {
    Raising raising;
    raising.round[bad].proof[95] ^= 1;
    raising.round[5].proof[64] ^= 1;
    const auto verified = raising.verify();
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().check, "names.raise");
    EXPECT_NE(verified.error().message.find("trustee 2 "), std::string::npos);
    EXPECT_NE(verified.error().message.find("pair " + std::to_string(bad) + " "), std::string::npos)
        << verified.error().message;
  }
}

TEST(Raising, LeavesZeroZeroAndHidesTheRest) {
  Raising raising;
  base::SerialExecutor executor;
  // Decrypted without any raising, by trustees 1 and 2, the values themselves would show.
  const auto plain = closed_letter().parts(letter::PartKind::kPairs, {1, 2},
                                           letter::first_components(raising.pairs));
  const auto values = letter::combine_opening(plain, executor);
  const auto once = letter::raised_pairs(raising.round);
  const auto parts =
      closed_letter().parts(letter::PartKind::kPairs, {1, 2}, letter::first_components(once));
  const auto decrypted = letter::combine_opening(parts, executor);
  EXPECT_EQ(letter::opened_set(closed_letter().standing(), once, decrypted),
            (std::vector<std::uint32_t>{0, 1, 2}));
  for (std::size_t i = 3; i < 6; ++i) {
    EXPECT_EQ(raising.pairs[i].z.point() - values[i], -group::Point::base());
    EXPECT_FALSE(once[i].z.point() - decrypted[i] == -group::Point::base());
  }
}

// Z = 0 takes r = (1 − v)/y with y the sum of sealing keys: whoever made it can open everything.
TEST(Opening, OfAnIdentityIsRefused) {
  base::SerialExecutor executor;
  letter::KeptEntries entries(3, six_people()->manifest.options);
  for (std::size_t i = 0; i < 3; ++i) {
    elgamal::VectorCiphertext entry =
        elgamal::VectorCiphertext::identity(six_people()->manifest.options);
    entry.r = group::Point::base().twice();
    for (auto& e : entry.e) e = entry.r;
    if (i == 1) entry.e[1] = group::Point::base() - entry.e[0];
    entries.set(i, proof::PublishedCiphertext::of(entry));
  }
  const auto pairs = letter::opening_pairs(entries, entries.standing(),
                                           six_people()->manifest.items[0], 2, executor);
  ASSERT_FALSE(pairs);
  EXPECT_EQ(pairs.error().check, "names.pair");
  EXPECT_NE(pairs.error().message.find("credential 1 "), std::string::npos);
}

TEST(Opening, PartsSurviveTheirEncoding) {
  const auto points = letter::first_components(closed_letter().pairs());
  const auto parts = closed_letter().parts(letter::PartKind::kPairs, {3}, points);
  const base::Bytes bytes = parts[0].encode();
  const auto read = letter::OpeningPart::parse(bytes, 6);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->encode(), bytes);
  EXPECT_EQ(letter::OpeningPart::parse(bytes, 5).error().check, "names.encoding");
  EXPECT_EQ(letter::OpeningPart::parse({}, 0).error().check, "names.encoding");
}

// Should the count and the opening differ, the opening is refused.
TEST(Opening, OfAnotherNumberThanTheCountsIsRefused) {
  sodium::SeededRandomness randomness({4});
  base::SerialExecutor executor;
  const TinyLetter& letter = closed_letter();
  const TinyFoundation& f = letter.foundation();
  letter::RecordVerifier record(executor, randomness);
  for (const base::Bytes& leaf : letter.leaves()) ASSERT_TRUE(record.add_leaf(leaf));
  for (const std::uint32_t names : {2u, 3u, 4u}) {
    letter::OpeningVerifier verifier({f.manifest, f.secrets->keys, *record.roster()},
                                     letter.opening_place(), 2, names, letter.standing(),
                                     letter.pairs(), executor, randomness);
    base::Result<void> last;
    letter::write_opening(letter.names(), [&](const base::Bytes& payload) {
      if (last) last = verifier.add(payload);
    });
    EXPECT_EQ(last.has_value(), names == 3);
    EXPECT_EQ(verifier.complete(), names == 3);
    EXPECT_EQ(last ? "" : last.error().check, names == 3 ? "" : "names.number");
  }
}

TEST(Opening, MayNotGoOnAfterItsEnd) {
  sodium::SeededRandomness randomness({4});
  base::SerialExecutor executor;
  const TinyLetter& letter = closed_letter();
  const TinyFoundation& f = letter.foundation();
  letter::RecordVerifier record(executor, randomness);
  for (const base::Bytes& leaf : letter.leaves()) ASSERT_TRUE(record.add_leaf(leaf));
  letter::OpeningVerifier verifier({f.manifest, f.secrets->keys, *record.roster()},
                                   letter.opening_place(), 2, 3, letter.standing(), letter.pairs(),
                                   executor, randomness);
  base::Bytes again;
  letter::write_opening(letter.names(), [&](const base::Bytes& payload) {
    again = payload;
    ASSERT_TRUE(verifier.add(payload));
  });
  EXPECT_EQ(verifier.add(again).error().check, "names.order");
}

TEST(TaskRandomness, GivesEachTaskItsOwn) {
  sodium::SeededRandomness source({6}), same({6});
  auto first = letter::TaskRandomness::draw(source, 2);
  auto second = letter::TaskRandomness::draw(same, 2);
  base::ByteArray<40> a, b, c;
  first[0].fill(a);
  first[1].fill(b);
  second[0].fill(c);
  EXPECT_NE(a, b);
  EXPECT_EQ(a, c);
  first[0].fill(b);
  EXPECT_NE(a, b);
}

}  // namespace
}  // namespace undersigned::test
