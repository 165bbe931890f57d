#include "core/letter/grammar.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/sample_manifest.h"

namespace undersigned::letter {
namespace {

// One leaf's header, in a letter for tests: part of parts.
struct Header {
  LeafKind kind;
  int part = 0;
  int parts = 1;
};

Leaf leaf_of(const Header& header) {
  Leaf leaf;
  leaf.kind = header.kind;
  leaf.part = static_cast<std::uint16_t>(header.part);
  leaf.parts = static_cast<std::uint16_t>(header.parts);
  return leaf;
}

Manifest small_letter(std::uint32_t epochs) {
  ManifestFields fields = test::sample_fields();
  fields.roster_size = 2;
  fields.items[0].ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 1>{2}, 2);
  fields.schedule.epochs = epochs;
  fields.schedule.earliest_opening = fields.schedule.start;
  return test::manifest_of(fields);
}

// A record of two people, three trustees, two epochs, an opening of two leaves.
std::vector<Header> whole_record() {
  using enum LeafKind;
  return {{kManifest, 0, 2}, {kManifest, 1, 2}, {kKeys, 0, 2}, {kKeys, 1, 2}, {kRoster},
          {kStatement},      {kStatement},      {kStatement},  {kEntry},      {kEntry},
          {kEpoch},          {kEntry},          {kEntry},      {kEpoch},      {kTally},
          {kOpening, 0, 2},  {kOpening, 1, 2},  {kTally},      {kTally}};
}

// Reads leaves until one is refused; how many were accepted, and the refusal.
struct Reading {
  Grammar grammar;
  std::size_t accepted = 0;
  base::Error error;
  std::vector<Place> places;
};

Reading read(const std::vector<Header>& leaves) {
  Reading reading;
  for (const Header& header : leaves) {
    const auto place = reading.grammar.accept(leaf_of(header));
    if (!place) {
      reading.error = place.error();
      break;
    }
    ++reading.accepted;
    reading.places.push_back(*place);
    if (header.kind == LeafKind::kManifest && place->ends) {
      reading.grammar.know_letter(small_letter(2));
    }
  }
  return reading;
}

TEST(Grammar, AcceptsAWholeRecord) {
  const Reading reading = read(whole_record());
  EXPECT_EQ(reading.accepted, whole_record().size()) << reading.error.message;
  EXPECT_TRUE(reading.grammar.may_end());
  EXPECT_TRUE(reading.grammar.opening_complete());
  EXPECT_EQ(reading.grammar.epochs_complete(), 2u);
  EXPECT_EQ(reading.grammar.tallies(), 3u);
}

TEST(Grammar, SaysWhereEachLeafStands) {
  const auto places = read(whole_record()).places;
  EXPECT_TRUE(places[0].begins && !places[0].ends);
  EXPECT_TRUE(!places[1].begins && places[1].ends);
  EXPECT_TRUE(places[4].begins && places[4].ends);
  EXPECT_EQ(places[7].index, 2u);  // the third trustee's statement
  EXPECT_EQ(places[9].epoch, 1u);  // an entry
  EXPECT_EQ(places[9].index, 1u);
  EXPECT_EQ(places[10].epoch, 1u);  // the epoch leaf after it
  EXPECT_EQ(places[11].epoch, 2u);
  EXPECT_EQ(places[11].index, 0u);
  EXPECT_EQ(places[18].index, 2u);  // the third tally
}

// After which leaves of whole_record a record may end.
const std::vector<bool> kEnds = {false, false, false, false, true, true,  true, true, false, false,
                                 true,  false, false, true,  true, false, true, true, true};

TEST(Grammar, MayEndWhereSectionEightSays) {
  const std::vector<Header> leaves = whole_record();
  for (std::size_t n = 0; n < leaves.size(); ++n) {
    const Reading reading =
        read({leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(n) + 1});
    EXPECT_EQ(reading.grammar.may_end(), kEnds[n]) << n;
  }
  EXPECT_FALSE(Grammar().may_end());
}

// At each place, every kind of leaf but the one or two that may come is refused.
TEST(Grammar, RefusesEveryOtherKind) {
  const std::vector<Header> leaves = whole_record();
  for (std::size_t n = 0; n <= leaves.size(); ++n) {
    for (int kind = 1; kind <= 14; ++kind) {
      const auto wanted = static_cast<LeafKind>(kind);
      std::vector<Header> changed(leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(n));
      Header next = n < leaves.size() ? leaves[n] : Header{LeafKind::kTally};
      const bool inside = next.part > 0;
      const bool same = wanted == next.kind;
      // Beside the letter: offers, statements, withdrawals, outcomes, once the statements are
      // there.
      const bool beside = kind >= 11 && n >= 8 && kEnds[n - 1];
      // Amendments: where an epoch comes next.
      const bool amends = wanted == LeafKind::kAmendment && (n == 8 || n == 11);
      const bool also = beside || amends || (n == 15 && wanted == LeafKind::kTally) ||
                        (n == leaves.size() && wanted == LeafKind::kTally);
      next.kind = wanted;
      if (!inside) next.parts = 1;
      changed.push_back(next);
      const Reading reading = read(changed);
      EXPECT_EQ(reading.accepted == n + 1, same || also) << n << " " << kind;
      if (!same && !also) {
        EXPECT_EQ(reading.error.check, "leaf.order") << n << " " << kind;
      }
    }
  }
}

TEST(Grammar, RefusesPartsOutOfOrder) {
  const auto refused = [](std::size_t at, Header wrong) {
    std::vector<Header> leaves = whole_record();
    leaves[at] = wrong;
    const Reading reading = read(leaves);
    return reading.accepted == at && reading.error.check == "leaf.part";
  };
  EXPECT_TRUE(refused(0, {LeafKind::kManifest, 1, 2}));
  EXPECT_TRUE(refused(1, {LeafKind::kManifest, 0, 2}));
  EXPECT_TRUE(refused(1, {LeafKind::kManifest, 1, 3}));
  EXPECT_TRUE(refused(5, {LeafKind::kStatement, 0, 2}));
  EXPECT_TRUE(refused(8, {LeafKind::kEntry, 0, 2}));
  EXPECT_TRUE(refused(10, {LeafKind::kEpoch, 1, 2}));
  EXPECT_TRUE(refused(14, {LeafKind::kTally, 0, 2}));
  EXPECT_TRUE(refused(16, {LeafKind::kOpening, 0, 2}));
}

TEST(Grammar, SaysWhatComesNext) {
  const std::vector<Header> leaves = whole_record();
  const std::vector<std::string> next = {"the manifest",
                                         "part 2 of 2 of the manifest",
                                         "the keys",
                                         "part 2 of 2 of the keys",
                                         "the roster",
                                         "the statement of trustee 1",
                                         "the statement of trustee 2",
                                         "the statement of trustee 3",
                                         "entry 1 of epoch 1",
                                         "entry 2 of epoch 1",
                                         "the epoch leaf of epoch 1",
                                         "entry 1 of epoch 2",
                                         "entry 2 of epoch 2",
                                         "the epoch leaf of epoch 2",
                                         "the tally of the signature",
                                         "the opening or a tally",
                                         "part 2 of 2 of the opening",
                                         "a tally",
                                         "a tally",
                                         "a tally"};
  for (std::size_t n = 0; n <= leaves.size(); ++n) {
    const Reading reading = read({leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(n)});
    EXPECT_EQ(reading.grammar.next(), next[n]);
  }
}

TEST(Grammar, AFailedLetterHasTalliesOnly) {
  std::vector<Header> leaves = whole_record();
  leaves.resize(15);
  leaves.push_back({LeafKind::kTally});
  leaves.push_back({LeafKind::kOpening, 0, 1});
  const Reading reading = read(leaves);
  EXPECT_EQ(reading.accepted, 16u);
  EXPECT_EQ(reading.error.check, "leaf.order");
}

}  // namespace
}  // namespace undersigned::letter
