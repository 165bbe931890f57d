// Both branches prove, epoch after epoch, and the ciphertexts hold what was chosen. The prover and
// the verifier agree with the reference to the byte.
#include "core/proof/entry.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/entry_attacker.h"
#include "tests/support/vectors.h"

namespace undersigned::proof {
namespace {

using group::Scalar;
using test::Real;
using test::SealedLetter;
using test::verdict;

const std::vector<std::vector<ItemShape>> kShapes = {
    {1}, {1, 1}, {3}, {2, 1, 5}, {1, ItemShape::ranking(2)}, {2, ItemShape::ranking(3), 1}};

void expect_opened(const SealedLetter& letter, const elgamal::VectorCiphertext& sealed,
                   std::span<const Scalar> values) {
  for (std::size_t k = 0; k < values.size(); ++k) {
    EXPECT_EQ(letter.opened(sealed, k), letter.ops.multiply_base(values[k])) << k;
  }
}

TEST(Entry, BothBranchesProveEpochAfterEpoch) {
  for (const auto& shape : kShapes) {
    SealedLetter letter(shape);
    const EntryContext context = letter.context();
    const auto key = test::secret(letter.credential_secrets[0]);
    const auto cover_key = test::secret(letter.cover_secret);
    const Choice none = Choice::none(letter.shape);
    const Choice some(letter.shape, test::last_options(shape));
    std::vector<Entry> entries;
    entries.reserve(8);
    // Cover of nothing, a choice, its cover, a withdrawal, its cover, another, a choice, its cover.
    const Choice* choices[] = {nullptr, &some, nullptr, &none, nullptr, &none, &some, nullptr};
    const Choice* held = &none;
    for (std::uint64_t epoch = 1; epoch <= 8; ++epoch) {
      const EntryPlace place{epoch, 0, &letter.credentials[0],
                             epoch == 1 ? &context.origin() : &entries.back().sealed()};
      if (const Choice* choice = choices[epoch - 1]; choice != nullptr) {
        held = choice;
        entries.push_back(
            make_choice_entry(letter.ops, context, place, key, *choice, letter.randomness));
      } else {
        entries.push_back(
            make_cover_entry(letter.ops, context, place, cover_key, letter.randomness));
      }
      EXPECT_EQ(verdict(context, place, entries.back().encode()), "good") << epoch;
      expect_opened(letter, entries.back().ciphertext(), held->values());
    }
  }
}

TEST(Entry, HasTheSizeOfTheText) {
  SealedLetter letter({4, 4});
  const EntryContext context = letter.context();
  const EntryPlace place{1, 0, &letter.credentials[0], &context.origin()};
  const Entry entry =
      make_choice_entry(letter.ops, context, place, test::secret(letter.credential_secrets[0]),
                        Choice::none(letter.shape), letter.randomness);
  EXPECT_EQ(entry.encode().size(), 992u);
  EXPECT_EQ(Entry::size(8), 992u);
}

// The same coins, the same bytes.
TEST(Entry, ChoiceAgreesWithTheReference) {
  for (const auto& shape : kShapes) {
    SealedLetter letter(shape);
    const EntryContext context = letter.context();
    const auto previous = PublishedCiphertext::of(
        {group::Point::base(), Real::Points(context.shape().options(), group::Point::base())});
    const EntryPlace place{7, 1, &letter.credentials[1], &previous};
    const Choice choice(letter.shape, test::last_options(shape));
    sodium::SeededRandomness coins({9}), same_coins({9});
    const Entry entry = make_choice_entry(
        letter.ops, context, place, test::secret(letter.credential_secrets[1]), choice, coins);

    const auto statement = test::statement_of(context, place);
    const test::FiatShamir oracle(letter.fingerprint, 7, 1, letter.shape, statement);
    const Scalar r = Scalar::random(same_coins);
    const Real::Scalars v(choice.values().begin(), choice.values().end());
    Real::Proof proof;
    proof.r = group::multiply_base_vartime(r);
    proof.e = test::encrypt(statement.keys, v, r);
    Real::prove_choice(statement, proof, v, r, letter.credential_secrets[1],
                       test::draw_choice_coins(same_coins, statement), oracle);
    EXPECT_EQ(entry.encode(), test::encode(proof));
    EXPECT_TRUE(oracle.accepts(proof));
  }
}

TEST(Entry, CoverAgreesWithTheReference) {
  for (const auto& shape : kShapes) {
    SealedLetter letter(shape);
    const EntryContext context = letter.context();
    const EntryPlace place{1, 2, &letter.credentials[2], &context.origin()};
    sodium::SeededRandomness coins({9}), same_coins({9});
    const Entry entry =
        make_cover_entry(letter.ops, context, place, test::secret(letter.cover_secret), coins);

    const auto statement = test::statement_of(context, place);
    const test::FiatShamir oracle(letter.fingerprint, 1, 2, letter.shape, statement);
    const Scalar delta = Scalar::random(same_coins);
    Real::Proof proof;
    proof.r = group::multiply_base_vartime(delta);
    for (const group::Point& key : statement.keys) {
      proof.e.push_back(group::multiply_vartime(delta, key));
    }
    Real::prove_cover(statement, proof, delta, letter.cover_secret,
                      test::draw_cover_coins(same_coins, statement), oracle);
    EXPECT_EQ(entry.encode(), test::encode(proof));
    EXPECT_TRUE(oracle.accepts(proof));
  }
}

TEST(Choice, IsOneOptionAtMostForEachItem) {
  const EntryShape shape({2, 1, 3});
  const Choice choice(shape, std::vector<std::uint32_t>{2, 0, 1});
  std::vector<Scalar> expected(6);
  expected[1] = expected[3] = Scalar::one();
  EXPECT_TRUE(std::ranges::equal(choice.values(), expected));
  EXPECT_TRUE(std::ranges::all_of(Choice::none(shape).values(), &Scalar::is_zero));
  EXPECT_DEATH(Choice(shape, std::vector<std::uint32_t>{3, 0, 0}), "");
  EXPECT_DEATH(Choice(shape, std::vector<std::uint32_t>{0, 0}), "");
}

TEST(Choice, IsAWholeRanking) {
  const EntryShape shape({1, ItemShape::ranking(3)});
  const Choice choice(shape, std::vector<std::uint32_t>{0, 2, 3, 1});
  std::vector<Scalar> expected(10);
  expected[2] = expected[6] = expected[7] = Scalar::one();
  EXPECT_TRUE(std::ranges::equal(choice.values(), expected));
  EXPECT_DEATH(Choice(shape, std::vector<std::uint32_t>{0, 2, 3, 4}), "");
  EXPECT_DEATH(Choice(shape, std::vector<std::uint32_t>{0, 1}), "");
}

TEST(EntryShape, BoundsItemsAndOptions) {
  EXPECT_EQ(EntryShape({100, 28}).options(), kMaxOptions);
  EXPECT_DEATH(EntryShape({}), "");
  EXPECT_DEATH(EntryShape({1, 0}), "");
  EXPECT_DEATH(EntryShape({128, 1}), "");
  EXPECT_DEATH(EntryShape({0xffffffff}), "");
  EXPECT_EQ(EntryShape({7, ItemShape::ranking(11)}).options(), kMaxOptions);
  EXPECT_DEATH(EntryShape({8, ItemShape::ranking(11)}), "");
}

// Different hashes, none the identity or B.
TEST(Generators, AreAllDifferent) {
  const Generators generators(128, 64);
  std::vector<group::EncodedPoint> all = group::Point::encode_all(generators.all());
  all.push_back(group::Point().encode());
  all.push_back(group::Point::base().encode());
  std::ranges::sort(all);
  EXPECT_TRUE(std::ranges::adjacent_find(all) == all.end());
  EXPECT_EQ(all.size(), 2 * 128 + 64 + 1 + 2u);
}

TEST(Generators, DoNotDependOnTheShape) {
  const Generators small(1, 1), large(5, 3);
  EXPECT_EQ(small.g()[0], large.g()[0]);
  EXPECT_EQ(small.h()[0], large.h()[0]);
  EXPECT_EQ(small.i()[0], large.i()[0]);
  EXPECT_EQ(small.k(), large.k());
  const group::Point g1 =
      group::hash_to_group(test::unhex("4701000000"), base::as_bytes("undersigned-v1-generators"));
  EXPECT_EQ(small.g()[0], g1);
}

}  // namespace
}  // namespace undersigned::proof
