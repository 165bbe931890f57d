// Batches: they agree with the verification of one, name the first bad one of many, and errors do
// not cancel.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "core/proof/entry_equations.h"
#include "tests/support/entry_attacker.h"
#include "tests/support/threads.h"

namespace undersigned::proof {
namespace {

using group::Point;
using group::Scalar;
using test::SealedLetter;

// Adds to a response of the entry, counted from the last one (0 is z_p): still well-formed.
Entry with_response_changed(const Entry& entry, std::size_t from_last, const Scalar& difference) {
  base::Bytes bytes = entry.encode();
  const auto field = std::span(bytes).last(32 * (from_last + 1)).first(32);
  std::ranges::copy((*Scalar::parse(field) + difference).encode(), field.begin());
  return *Entry::parse(bytes, entry.options());
}

// Three epochs of four credentials, all good, of both branches.
class EntryBatch : public testing::Test {
 protected:
  EntryBatch() : letter({2, 1}, 3, 4), context(letter.context()) {
    entries.reserve(12);
    for (std::size_t j = 0; j < 12; ++j) entries.push_back(make(place(j), (j + j / 4) % 2 == 0));
  }

  EntryPlace place(std::size_t j) const {
    return {1 + j / 4, j % 4, &letter.credentials[j % 4],
            j < 4 ? &context.origin() : &entries[j - 4].sealed()};
  }
  Entry make(const EntryPlace& where, bool cover) {
    if (cover) {
      return make_cover_entry(letter.ops, context, where, test::secret(letter.cover_secret),
                              letter.randomness);
    }
    return make_choice_entry(
        letter.ops, context, where, test::secret(letter.credential_secrets[where.index]),
        Choice(letter.shape, std::vector<std::uint32_t>{2, 1}), letter.randomness);
  }
  std::vector<PlacedEntry> all() const {
    std::vector<PlacedEntry> out;
    for (std::size_t j = 0; j < entries.size(); ++j) out.push_back({place(j), &entries[j]});
    return out;
  }
  std::optional<Failure> verify(std::span<const PlacedEntry> placed) {
    return verify_entries(context, placed, letter.randomness, serial);
  }

  SealedLetter letter;
  EntryContext context;
  std::vector<Entry> entries;
  base::SerialExecutor serial;
};

TEST_F(EntryBatch, AcceptsGoodEntries) {
  EXPECT_FALSE(verify(all()).has_value());
  EXPECT_FALSE(verify({}).has_value());
  const auto placed = all();
  EXPECT_FALSE(verify(std::span(placed).last(4)).has_value());
}

// Copies of a previous ciphertext in place of the object itself: slower, the same answer.
TEST_F(EntryBatch, DoesNotDependOnSharedObjects) {
  std::vector<PublishedCiphertext> copies;
  copies.reserve(entries.size());
  auto placed = all();
  for (PlacedEntry& entry : placed) {
    copies.push_back(*entry.place.previous);
    entry.place.previous = &copies.back();
  }
  EXPECT_FALSE(verify(placed).has_value());
}

TEST_F(EntryBatch, FindsTheOneBadEntry) {
  for (std::size_t bad = 0; bad < entries.size(); ++bad) {
    auto placed = all();
    const Entry changed = with_response_changed(entries[bad], 0, Scalar::one());
    placed[bad].entry = &changed;
    const auto failure = verify(placed);
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->index, bad);
    EXPECT_EQ(failure->error.check, "entry.proof.cover-key");
    EXPECT_EQ(failure->error.section, "6");
  }
}

TEST_F(EntryBatch, NamesTheFirstInTheGivenOrder) {
  const Entry bad = with_response_changed(entries[1], 2, Scalar::one());
  const Entry worse = with_response_changed(entries[10], 4, Scalar::one());
  auto placed = all();
  placed[1].entry = &bad;
  placed[10].entry = &worse;
  EXPECT_EQ(verify(placed)->error.check, "entry.proof.credential");
  std::ranges::reverse(placed);
  EXPECT_EQ(verify(placed)->index, 1u);
  EXPECT_EQ(verify(placed)->error.check, "entry.proof.choice");
}

// Any mixture, in any order, with and without threads: the first that is bad by itself.
TEST_F(EntryBatch, AgreesWithOneByOne) {
  test::Threads threads(4);
  const bool agrees = rc::check("the first bad entry is named", [&] {
    const auto order = *rc::gen::container<std::vector<std::size_t>>(
        rc::gen::inRange<std::size_t>(0, entries.size()));
    const auto is_broken = rc::gen::weightedElement<bool>({{9, false}, {1, true}});
    const auto broken = *rc::gen::container<std::vector<bool>>(order.size(), is_broken);
    std::vector<Entry> made;
    made.reserve(order.size());
    std::vector<PlacedEntry> placed;
    std::optional<std::size_t> first;
    for (std::size_t j = 0; j < order.size(); ++j) {
      const Entry& good = entries[order[j]];
      made.push_back(broken[j] ? with_response_changed(good, j % 5, Scalar::one()) : good);
      placed.push_back({place(order[j]), &made.back()});
      if (broken[j]) RC_ASSERT(!verify_entry(context, placed[j].place, made[j]));
      if (broken[j] && !first) first = j;
    }
    base::Executor& executor =
        order.size() % 2 == 0 ? threads : static_cast<base::Executor&>(serial);
    const auto failure = verify_entries(context, placed, letter.randomness, executor);
    RC_ASSERT(failure.has_value() == first.has_value());
    if (failure) RC_ASSERT(failure->index == *first);
  });
  EXPECT_TRUE(agrees);
}

// More than one batch: the first bad one of the given order, though a batch of lower indices has a
// later one.
TEST_F(EntryBatch, ManyBatches) {
  std::vector<PlacedEntry> placed;
  for (std::size_t j = 0; j < 3000; ++j) placed.push_back({place(j % 12), &entries[j % 12]});
  test::Threads threads(4);
  EXPECT_FALSE(verify_entries(context, placed, letter.randomness, threads).has_value());
  const Entry of_high_index = with_response_changed(entries[3], 0, Scalar::one());
  const Entry of_low_index = with_response_changed(entries[0], 0, Scalar::one());
  placed[12 * 100 + 3].entry = &of_high_index;
  placed[12 * 200].entry = &of_low_index;
  EXPECT_EQ(verify_entries(context, placed, letter.randomness, threads)->index, 1203u);
}

// Σ over all entries of all equations, each with weight one.
Point unweighted_sum(const EntryContext& context, std::span<const PlacedEntry> placed) {
  PointSum sum;
  const ContextHandles shared(sum, context);
  for (const PlacedEntry& p : placed) {
    const EntryHandles own{
        sum.share(p.place.credential->point()), share_sealed(sum, *p.place.previous),
        share_sealed(sum, p.entry->sealed()), sum.share_all(p.entry->commitments())};
    const auto challenges = entry_challenges(context, p.place, *p.entry);
    const EntryTerms terms(context, *p.entry, challenges, shared, own);
    for (const NamedEquation& equation : kEntryEquation) equation.add(sum, terms, Scalar::one());
  }
  return sum.value_vartime();
}

TEST_F(EntryBatch, ErrorsOfTwoEntriesDoNotCancel) {
  const Entry plus = with_response_changed(entries[4], 2, Scalar::one());    // z_c + 1
  const Entry minus = with_response_changed(entries[7], 2, -Scalar::one());  // z_c − 1
  auto placed = all();
  placed[4].entry = &plus;
  placed[7].entry = &minus;
  EXPECT_TRUE(unweighted_sum(context, placed).is_identity()) << "they would not cancel anyway";
  EXPECT_EQ(verify(placed)->index, 4u);
}

TEST_F(EntryBatch, ErrorsOfTwoEquationsDoNotCancel) {
  const Entry plus = with_response_changed(entries[5], 2, Scalar::one());  // z_c + 1
  const Entry both = with_response_changed(plus, 0, -Scalar::one());       // z_p − 1
  auto placed = all();
  placed[5].entry = &both;
  EXPECT_TRUE(unweighted_sum(context, placed).is_identity()) << "they would not cancel anyway";
  EXPECT_EQ(verify(placed)->index, 5u);
}

TEST(EquationBatch, WeightsAreFreshAndOf128Bits) {
  sodium::SeededRandomness randomness({1});
  const BatchSeed seed(randomness), other_seed(randomness);
  std::vector<base::ByteArray<32>> weights;
  const std::pair<const BatchSeed*, Range> sources[] = {
      {&seed, {0, 0}}, {&seed, {0, 7}}, {&seed, {7, 0}}, {&other_seed, {0, 7}}};
  for (const auto& [from, range] : sources) {
    EquationBatch batch(*from, range);
    for (int i = 0; i < 50; ++i) {
      weights.push_back(batch.next_weight().encode());
      for (std::size_t j = 16; j < 32; ++j) EXPECT_EQ(weights.back()[j], 0);
    }
  }
  std::ranges::sort(weights);
  EXPECT_TRUE(std::ranges::adjacent_find(weights) == weights.end());
}

TEST(PointSum, AddsUpWhatIsShared) {
  sodium::SeededRandomness randomness({1});
  PointSum sum;
  const Point p = group::hash_to_group(base::as_bytes("p"), base::as_bytes("test"));
  const auto handle = sum.share(p);
  Scalar total;
  for (int i = 0; i < 10; ++i) {
    const Scalar s = Scalar::random(randomness);
    total += s;
    if (i % 2 == 0) {
      sum.add(handle, s);
    } else {
      sum.add(p, s);
    }
  }
  sum.add(PointSum::kBase, Scalar::from_u64(3));
  EXPECT_EQ(sum.value_vartime(),
            group::multiply_vartime(total, p) + Point::base() + Point::base().twice());
  sum.add(handle, -total);
  sum.add(PointSum::kBase, -Scalar::from_u64(3));
  EXPECT_TRUE(sum.is_zero_vartime());
}

TEST(Cut, CoversEverythingOnceInOrder) {
  EXPECT_TRUE(cut(0, 5).empty());
  for (std::size_t count = 1; count < 40; ++count) {
    for (std::size_t size = 1; size < 12; ++size) {
      std::size_t next = 0;
      for (const Range& range : cut(count, size)) {
        EXPECT_EQ(range.first, next);
        EXPECT_TRUE(range.last > range.first && range.last - range.first <= size);
        next = range.last;
      }
      EXPECT_EQ(next, count);
    }
  }
}

}  // namespace
}  // namespace undersigned::proof
