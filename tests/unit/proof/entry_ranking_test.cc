// Rankings in entries (docs/protocol.md 6): a full ranking or none. Every other matrix of zeros and
// ones passes all seven equations, so that it is the sums alone that refuse it.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "core/base/executor.h"
#include "tests/support/entry_attacker.h"

namespace undersigned::proof {
namespace {

using group::Scalar;
using test::Real;

class EntryRanking : public testing::Test {
 protected:
  EntryRanking()
      : letter({ItemShape::ranking(3), 1}, 12),
        context(letter.context()),
        place{1, 0, &letter.credentials[0], &context.origin()},
        statement(test::statement_of(context, place)) {}

  // Nine bits and the option of the other item, as the reference's prover of the choice branch
  // proves them.
  Real::Proof proof_of(const Real::Scalars& v) {
    const Scalar r = Scalar::random(letter.randomness);
    Real::Proof proof;
    proof.r = group::multiply_base_vartime(r);
    proof.e = test::encrypt(statement.keys, v, r);
    Real::prove_choice(statement, proof, v, r, letter.credential_secrets[0],
                       test::draw_choice_coins(letter.randomness, statement), oracle());
    return proof;
  }
  test::FiatShamir oracle() const { return {letter.fingerprint, 1, 0, letter.shape, statement}; }
  std::string verdict(const Real::Proof& proof) const {
    return test::verdict(context, place, test::encode(proof));
  }

  static Real::Scalars bits(unsigned number, std::size_t count) {
    Real::Scalars v;
    for (std::size_t k = 0; k < count; ++k) v.push_back(Scalar::from_u64(number >> k & 1));
    return v;
  }

  test::SealedLetter letter;
  EntryContext context;
  EntryPlace place;
  Real::Statement statement;
};

TEST_F(EntryRanking, EveryOrderAndNone) {
  std::vector<std::uint32_t> order = {1, 2, 3};
  do {
    std::vector<std::uint32_t> answers = order;
    answers.push_back(1);
    const Entry entry =
        make_choice_entry(letter.ops, context, place, test::secret(letter.credential_secrets[0]),
                          Choice(letter.shape, answers), letter.randomness);
    EXPECT_EQ(test::verdict(context, place, entry.encode()), "good");
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(letter.opened(entry.ciphertext(), 3 * i + order[i] - 1), group::Point::base());
    }
  } while (std::ranges::next_permutation(order).found);
}

// All matrices of zeros and ones with at most a single one in their first row, of which (a) has
// nothing to say: the six rankings and none are good.
TEST_F(EntryRanking, NothingElseOfZerosAndOnes) {
  std::size_t good = 0;
  for (unsigned number = 0; number < 512; ++number) {
    if (std::popcount(number & 0b111u) > 1) continue;
    const Real::Scalars v = bits(number, 10);
    const Real::Proof proof = proof_of(v);
    const Scalar beta = oracle().beta(proof), total = oracle().total(proof);
    EXPECT_TRUE(
        std::ranges::all_of(Real::equations(statement, proof, beta, total), &Real::Sides::equal))
        << "the attack is not real";
    const bool ranking = Real::sums_agree(statement, v);
    EXPECT_EQ(verdict(proof), ranking ? "good" : "entry.proof.ranking") << number;
    if (ranking) ++good;
  }
  EXPECT_EQ(good, 7u);
}

// Whoever draws the masks so that the sums of f agree for the x that comes does not know x yet.
TEST_F(EntryRanking, MasksOutsideTheSpace) {
  const Real::Scalars v = bits(0, 10);
  const Scalar r = Scalar::random(letter.randomness);
  Real::Proof proof;
  proof.r = group::multiply_base_vartime(r);
  proof.e = test::encrypt(statement.keys, v, r);
  auto coins = test::draw_choice_coins(letter.randomness, statement);
  coins.a[4] += Scalar::one();
  Real::prove_choice(statement, proof, v, r, letter.credential_secrets[0], coins, oracle());
  EXPECT_EQ(verdict(proof), "entry.proof.ranking");
}

TEST_F(EntryRanking, CoverOutsideTheSpace) {
  const Scalar delta = Scalar::random(letter.randomness);
  Real::Proof proof;
  proof.r = group::multiply_base_vartime(delta);
  proof.e = test::encrypt(statement.keys, Real::Scalars(10), delta);
  auto coins = test::draw_cover_coins(letter.randomness, statement);
  Real::prove_cover(statement, proof, delta, letter.cover_secret, coins, oracle());
  EXPECT_EQ(verdict(proof), "good");
  coins.f[8] += Scalar::one();
  Real::prove_cover(statement, proof, delta, letter.cover_secret, coins, oracle());
  EXPECT_EQ(verdict(proof), "entry.proof.ranking");
}

// A list of as many options, or a ranking beside another list, has other challenges.
TEST_F(EntryRanking, IsNoListOfAsManyOptions) {
  const std::string bytes_of_list = verdict(proof_of(bits(0, 10)));
  ASSERT_EQ(bytes_of_list, "good");
  const base::Bytes bytes = test::encode(proof_of(bits(0, 10)));
  for (const std::vector<ItemShape>& items :
       {std::vector<ItemShape>{9, 1}, {1, ItemShape::ranking(3)}}) {
    const EntryContext other(letter.fingerprint, EntryShape(items), letter.sealing_keys,
                             letter.cover_key);
    EXPECT_NE(test::verdict(other, place, bytes), "good");
  }
}

TEST_F(EntryRanking, ABatchNamesTheFirstThatIsNone) {
  std::vector<Entry> entries;
  for (const unsigned number : {0u, 0b100'010'001u, 0b000'000'001u, 0b000'000'010u}) {
    entries.push_back(*Entry::parse(test::encode(proof_of(bits(number, 10))), 10));
  }
  std::vector<PlacedEntry> placed;
  for (const Entry& entry : entries) placed.push_back({place, &entry});
  base::SerialExecutor executor;
  const auto failure = verify_entries(context, placed, letter.randomness, executor);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->index, 2u);
  EXPECT_EQ(failure->error.check, "entry.proof.ranking");
}

}  // namespace
}  // namespace undersigned::proof
