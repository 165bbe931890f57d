// Leaves that stand where they should not, and what no single leaf shows.
#include <gtest/gtest.h>

#include "tests/unit/letter_verify/altered.h"

namespace undersigned::test {
namespace {

TEST_P(AlteredRecord, IsRefused) {
  const Alteration& alteration = GetParam();
  const Leaves leaves = alteration.make();
  const Verified verified = verify_leaves(leaves);
  ASSERT_TRUE(verified.failure);
  EXPECT_FALSE(verified.outcome);
  EXPECT_EQ(verified.failure->line, alteration.line) << show(verified.failure);
  EXPECT_EQ(verified.failure->check, alteration.check) << show(verified.failure);
  EXPECT_EQ(verified.failure->leaf, alteration.leaf) << show(verified.failure);
  EXPECT_FALSE(verified.failure->section.empty());
  ASSERT_FALSE(verified.lines.empty());
  EXPECT_FALSE(verified.lines.back().ok);
  EXPECT_EQ(verified.lines.back().name, alteration.line);
}

// --- order -------------------------------------------------------------------------------------

const std::vector<Alteration> kOrder = {
    {"nothing_but_a_header", altered([](Leaves& l) { l[kKeysLeaf] = {2, 0, 0}; }), "keys",
     "leaf.header", kKeysLeaf},
    {"unknown_kind", altered([](Leaves& l) { l[kFirstEntry] = leaf_of(99, 0, 1); }), "epochs",
     "leaf.kind", kFirstEntry},
    {"reserved_kind", altered([](Leaves& l) { l[kCountLeaf] = leaf_of(4, 0, 1); }), "count",
     "leaf.order", kCountLeaf},
    {"part_beyond_parts", altered([](Leaves& l) { l[kFirstEntry] = leaf_of(5, 1, 1); }), "epochs",
     "leaf.part", kFirstEntry},
    {"entry_in_two_parts", altered([](Leaves& l) { l[kFirstEntry] = leaf_of(5, 0, 2); }), "epochs",
     "leaf.part", kFirstEntry},
    {"keys_parts_out_of_order", altered([](Leaves& l) { std::swap(l[2], l[3]); }), "keys",
     "leaf.part", 2},
    {"a_keys_leaf_twice", altered([](Leaves& l) { l.insert(l.begin() + 2, l[1]); }), "keys",
     "leaf.part", 2},
    {"no_keys", altered([](Leaves& l) { erase(l, kKeysLeaf, 4); }), "keys", "leaf.order",
     kKeysLeaf},
    {"statement_missing", altered([](Leaves& l) { erase(l, kStatementLeaf); }), "holding",
     "holding.order", kStatementLeaf},
    {"last_statement_missing", altered([](Leaves& l) { erase(l, kFirstEntry - 1); }), "holding",
     "leaf.order", kFirstEntry - 1},
    {"last_entry_of_an_epoch_dropped", altered([](Leaves& l) { erase(l, kFirstEpochLeaf - 1); }),
     "epochs", "leaf.order", kFirstEpochLeaf - 1},
    {"an_entry_too_many",
     altered([](Leaves& l) { l.insert(l.begin() + kFirstEpochLeaf, l[kFirstEntry]); }), "epochs",
     "leaf.order", kFirstEpochLeaf},
    {"last_epoch_missing", altered([](Leaves& l) { erase(l, kSecondEntry, 7); }), "epochs",
     "leaf.order", kSecondEntry},
    {"epoch_after_the_closing_one",
     altered([](Leaves& l) { l.insert(l.begin() + kCountLeaf, l[kSecondEntry]); }), "count",
     "leaf.order", kCountLeaf},
    {"names_opened_before_the_count", altered([](Leaves& l) { erase(l, kCountLeaf); }), "count",
     "leaf.order", kCountLeaf},
    {"names_left_out", altered([](Leaves& l) { erase(l, kOpeningLeaf, 11); }), "names",
     "record.order", kOpeningLeaf},
    {"leaf_after_the_end", altered([](Leaves& l) { l.push_back(l.back()); }), "state",
     "record.complete", 40},
};
INSTANTIATE_TEST_SUITE_P(Order, AlteredRecord, named(kOrder), name_of);

// --- what no leaf shows ------------------------------------------------------------------------

TEST(AlteredFingerprint, IsRefusedAtTheRoster) {
  auto foundation = std::make_shared<TinyFoundation>(TinyPlan{});
  std::swap(foundation->bodies[0], foundation->bodies[1]);
  foundation->freeze();
  TinyLetter letter(foundation);
  letter.holding().epoch(kTooFew).epoch(kNamesOpen).finish();
  const Verified verified = verify_leaves(letter.leaves(), six_people()->fingerprint);
  ASSERT_TRUE(verified.failure);
  EXPECT_EQ(verified.failure->line, "fingerprint");
  EXPECT_EQ(verified.failure->check, "fingerprint.other");
  EXPECT_EQ(verified.failure->leaf, kStatementLeaf - 1);
}

// Also of a record that is not yet begun to be signed.
TEST(AlteredFingerprint, IsRefusedBeforeHolding) {
  hash::Digest256 other = six_people()->fingerprint;
  other[31] ^= 1;
  const Verified verified = verify_leaves(TinyLetter(six_people()).leaves(), other);
  ASSERT_TRUE(verified.failure);
  EXPECT_EQ(verified.failure->check, "fingerprint.other");
  EXPECT_EQ(verified.failure->leaf, kStatementLeaf - 1);
}

// Whatever the number of entries that are verified together, the first bad one is named.
TEST(AlteredEntry, IsNamedInChunksOfAnySize) {
  for (const std::size_t at_once : {1u, 2u, 4u, 6u, 7u}) {
    EXPECT_TRUE(verify_leaves(opened_letter().leaves(), {}, {.entries_at_once = at_once}).outcome);
    for (std::size_t entry = kFirstEntry; entry < kSecondEpochLeaf; ++entry) {
      if (entry == kFirstEpochLeaf) continue;
      Leaves leaves = opened_letter().leaves();
      const std::size_t other = entry == kFirstEntry ? kFirstEntry + 1 : kFirstEntry;
      std::copy_n(leaves[other].begin() + 5, 32, leaves[entry].begin() + 5);
      const Verified verified =
          verify_leaves(signed_again(leaves), {}, {.entries_at_once = at_once});
      ASSERT_TRUE(verified.failure);
      EXPECT_EQ(verified.failure->line, "entries");
      EXPECT_EQ(verified.failure->leaf, entry);
      EXPECT_EQ(verified.failure->kind, "entry");
    }
  }
}

// After a refusal everything is refused with the same words.
TEST(RefusedRecord, StaysRefused) {
  sodium::SeededRandomness randomness({9});
  base::SerialExecutor executor;
  letter::RecordVerifier verifier(executor, randomness);
  EXPECT_FALSE(verifier.add_leaf(base::Bytes{1, 2}));
  EXPECT_EQ(verifier.add_leaf(opened_letter().leaves()[0]).error().check, "leaf.header");
  EXPECT_EQ(verifier.finish().error().check, "leaf.header");
  EXPECT_EQ(verifier.failure()->leaf, 0u);
}

}  // namespace
}  // namespace undersigned::test
