// Entries that must be refused, each with the check that refuses it.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/entry_attacker.h"

namespace undersigned::proof {
namespace {

using group::Point;
using group::Scalar;
using test::Real;
using test::SealedLetter;
using test::verdict;

Point times_base(const Scalar& scalar) { return group::multiply_base_vartime(scalar); }

// A letter in its second epoch: credential 0 chose in the first, the attacker acts in the second.
class EntryReject : public testing::Test {
 protected:
  explicit EntryReject(std::vector<ItemShape> shape = {2, 1}, std::uint8_t seed = 5)
      : letter(std::move(shape), seed),
        context(letter.context()),
        first(make_choice_entry(letter.ops, context, first_place(), key(0),
                                Choice(letter.shape, ones()), letter.randomness)),
        place{2, 0, &letter.credentials[0], &first.sealed()},
        statement(test::statement_of(context, place)) {}

  // The first option of every item; of a ranking, its answers in order.
  std::vector<std::uint32_t> ones() const {
    std::vector<std::uint32_t> answers;
    for (const ItemShape& item : letter.shape.shapes()) {
      for (std::uint32_t row = 1; row <= item.rows; ++row) answers.push_back(row);
    }
    return answers;
  }
  EntryPlace first_place() const { return {1, 0, &letter.credentials[0], &context.origin()}; }
  group::SecretScalar key(std::size_t i) const {
    return test::secret(letter.credential_secrets[i]);
  }
  Entry honest_choice() {
    return make_choice_entry(letter.ops, context, place, key(0), Choice(letter.shape, ones()),
                             letter.randomness);
  }
  Entry honest_cover() {
    return make_cover_entry(letter.ops, context, place, test::secret(letter.cover_secret),
                            letter.randomness);
  }

  // What the prover of the choice branch says of values v, whatever they are, with the ciphertext
  // of `sealed` and the credential's key c.
  std::string verdict_of_choice(const Real::Scalars& v, const Real::Scalars& sealed,
                                const Scalar& c) {
    const Scalar r = Scalar::random(letter.randomness);
    Real::Proof proof;
    proof.r = times_base(r);
    proof.e = test::encrypt(statement.keys, sealed, r);
    Real::prove_choice(statement, proof, v, r, c,
                       test::draw_choice_coins(letter.randomness, statement), oracle());
    return verdict(context, place, test::encode(proof));
  }
  std::string verdict_of_values(const Real::Scalars& v) {
    return verdict_of_choice(v, v, letter.credential_secrets[0]);
  }

  // What the prover of the cover branch says of (R, E) = previous + δ·(B, Y) + (r_extra,
  // e_extra)·B.
  std::string verdict_of_cover(const Scalar& r_extra, const Real::Scalars& e_extra,
                               const Scalar& cover_secret) {
    const Scalar delta = Scalar::random(letter.randomness);
    Real::Proof proof;
    proof.r = statement.previous_r + times_base(delta + r_extra);
    proof.e = test::encrypt(statement.keys, e_extra, delta);
    for (std::size_t k = 0; k < proof.e.size(); ++k) proof.e[k] += statement.previous_e[k];
    Real::prove_cover(statement, proof, delta, cover_secret,
                      test::draw_cover_coins(letter.randomness, statement), oracle());
    return verdict(context, place, test::encode(proof));
  }

  test::FiatShamir oracle() const {
    return {letter.fingerprint, place.epoch, place.index, letter.shape, statement};
  }

  static Scalar number(std::uint64_t value) { return Scalar::from_u64(value); }

  SealedLetter letter;
  EntryContext context;
  Entry first;
  EntryPlace place;
  Real::Statement statement;
  const Scalar zero, one = Scalar::one();
};

class EntryRejectOneOption : public EntryReject {
 protected:
  EntryRejectOneOption() : EntryReject({1}) {}
};

// The reference prover itself is good, so that what follows fails for its own reason.
TEST_F(EntryReject, NotTheHonest) {
  EXPECT_EQ(verdict_of_values({zero, one, one}), "good");
  EXPECT_EQ(verdict_of_values({zero, zero, zero}), "good");
  EXPECT_EQ(verdict_of_cover(zero, {zero, zero, zero}, letter.cover_secret), "good");
}

TEST_F(EntryReject, TwoOptionsOfAnItem) {
  EXPECT_EQ(verdict_of_values({one, one, zero}), "entry.proof.choice");
}

TEST_F(EntryReject, WeightTwo) {
  EXPECT_EQ(verdict_of_values({number(2), zero, zero}), "entry.proof.choice");
  EXPECT_EQ(verdict_of_values({zero, zero, number(2)}), "entry.proof.choice");
}

TEST_F(EntryReject, WeightMinusOne) {
  EXPECT_EQ(verdict_of_values({-one, zero, zero}), "entry.proof.choice");
  EXPECT_EQ(verdict_of_values({one, zero, -one}), "entry.proof.choice");
}

TEST_F(EntryReject, TwoHalves) {
  const Scalar half = number(2).invert();
  EXPECT_EQ(verdict_of_values({half, half, zero}), "entry.proof.choice");
}

// 2 + (−1) = 1: the item's sum alone is right.
TEST_F(EntryReject, WeightsThatAddUpToOne) {
  EXPECT_EQ(verdict_of_values({number(2), -one, zero}), "entry.proof.choice");
}

TEST_F(EntryReject, CiphertextOfAnotherChoice) {
  const Scalar& c = letter.credential_secrets[0];
  EXPECT_EQ(verdict_of_choice({one, zero, zero}, {zero, one, zero}, c), "entry.proof.ciphertext");
  EXPECT_EQ(verdict_of_choice({one, zero, zero}, {number(1000), zero, zero}, c),
            "entry.proof.ciphertext");
}

TEST_F(EntryReject, AnotherPersonsKey) {
  EXPECT_EQ(verdict_of_choice({one, zero, zero}, {one, zero, zero}, letter.credential_secrets[1]),
            "entry.proof.credential");
  const Entry entry = make_choice_entry(letter.ops, context, place, key(1),
                                        Choice::none(letter.shape), letter.randomness);
  EXPECT_EQ(verdict(context, place, entry.encode()), "entry.proof.credential");
}

TEST_F(EntryReject, CoverAgentWhoChangesTheChoice) {
  EXPECT_EQ(verdict_of_cover(zero, {-one, one, zero}, letter.cover_secret),
            "entry.proof.cover-ciphertext");
  EXPECT_EQ(verdict_of_cover(one, {zero, zero, zero}, letter.cover_secret),
            "entry.proof.cover-randomness");
}

TEST_F(EntryReject, CoverByWhoeverLacksTheCoverKey) {
  EXPECT_EQ(verdict_of_cover(zero, {zero, zero, zero}, letter.credential_secrets[0]),
            "entry.proof.cover-key");
}

// Neither branch: x and x′ drawn apart do not add up to X.
TEST_F(EntryReject, BothBranchesSimulated) {
  Real::Proof proof;
  proof.r = times_base(number(3));
  proof.e = Real::Points(3, times_base(number(4)));
  auto coins = test::draw_cover_coins(letter.randomness, statement);
  Real::prove_cover(statement, proof, zero, zero, coins, oracle());
  // Solve U as the prover of the choice branch does, for an x′ of its own.
  const Scalar beta = oracle().beta(proof), x_cover = Scalar::random(letter.randomness);
  proof.zdelta = Scalar::random(letter.randomness);
  proof.zcover = Scalar::random(letter.randomness);
  const auto step = Real::fold(beta, proof.e) - Real::fold(beta, statement.previous_e);
  proof.ur =
      times_base(proof.zdelta) - group::multiply_vartime(x_cover, proof.r - statement.previous_r);
  proof.ue = group::multiply_vartime(proof.zdelta, Real::fold(beta, statement.keys)) -
             group::multiply_vartime(x_cover, step);
  proof.up = times_base(proof.zcover) - group::multiply_vartime(x_cover, statement.cover_key);
  proof.x_cover = x_cover;
  EXPECT_NE(verdict(context, place, test::encode(proof)), "good");
  // The branches each hold for their own challenge, so it is the sum alone that is wrong.
  EXPECT_TRUE(Real::holds(statement, proof, beta, coins.x + x_cover));
}

TEST_F(EntryReject, ReplayInAnotherPlace) {
  for (const Entry& entry : {honest_choice(), honest_cover()}) {
    ASSERT_EQ(verdict(context, place, entry.encode()), "good");
    EntryPlace other = place;
    other.epoch = 3;
    EXPECT_EQ(verdict(context, other, entry.encode()), "entry.proof.choice");
    other = place;
    other.index = 1;
    EXPECT_EQ(verdict(context, other, entry.encode()), "entry.proof.choice");
    other = place;
    other.credential = &letter.credentials[1];
    EXPECT_EQ(verdict(context, other, entry.encode()), "entry.proof.choice");
    hash::Digest256 fingerprint = letter.fingerprint;
    fingerprint[31] ^= 1;
    const EntryContext letter_with_other_roster(fingerprint, letter.shape, letter.sealing_keys,
                                                letter.cover_key);
    EXPECT_EQ(verdict(letter_with_other_roster, place, entry.encode()), "entry.proof.choice");
  }
}

// Another voter's entry under one's own name, in the first epoch, where both start from nothing.
TEST_F(EntryReject, CopyOfAnothersEntry) {
  const EntryPlace own{1, 1, &letter.credentials[1], &context.origin()};
  EXPECT_EQ(verdict(context, first_place(), first.encode()), "good");
  EXPECT_EQ(verdict(context, own, first.encode()), "entry.proof.choice");
}

TEST_F(EntryReject, PreviousEntrySwapped) {
  const Entry other = honest_cover();
  for (const Entry& entry : {honest_choice(), honest_cover()}) {
    EntryPlace after_other = place;
    after_other.previous = &other.sealed();
    EXPECT_EQ(verdict(context, after_other, entry.encode()), "entry.proof.choice");
    after_other.previous = &context.origin();
    EXPECT_EQ(verdict(context, after_other, entry.encode()), "entry.proof.choice");
  }
}

TEST_F(EntryReject, AnotherShapeOfAsManyOptions) {
  for (const std::vector<ItemShape>& shape : {std::vector<ItemShape>{1, 2}, {3}, {1, 1, 1}}) {
    const EntryContext other(letter.fingerprint, EntryShape(shape), letter.sealing_keys,
                             letter.cover_key);
    EXPECT_EQ(verdict(other, place, honest_choice().encode()), "entry.proof.choice");
    EXPECT_EQ(verdict(other, place, honest_cover().encode()), "entry.proof.choice");
  }
}

// Every point of the statement enters the challenges.
void expect_every_public_value_counts(const SealedLetter& letter, const EntryPlace& place,
                                      const Entry& entry) {
  const Point& extra = Point::base();
  const auto with = [&](std::span<const Point> keys, const Point& cover_key) {
    return EntryContext(letter.fingerprint, letter.shape, keys, cover_key);
  };
  EXPECT_NE(verdict(with(letter.sealing_keys, letter.cover_key + extra), place, entry.encode()),
            "good");
  for (std::size_t k = 0; k < letter.shape.options(); ++k) {
    auto keys = letter.sealing_keys;
    keys[k] += extra;
    EXPECT_NE(verdict(with(keys, letter.cover_key), place, entry.encode()), "good") << "Y " << k;
    elgamal::VectorCiphertext previous = place.previous->points();
    previous.e[k] += extra;
    const auto published = PublishedCiphertext::of(previous);
    EntryPlace other = place;
    other.previous = &published;
    EXPECT_NE(verdict(letter.context(), other, entry.encode()), "good") << "E' " << k;
  }
  elgamal::VectorCiphertext previous = place.previous->points();
  previous.r += extra;
  const auto published = PublishedCiphertext::of(previous);
  EntryPlace other = place;
  other.previous = &published;
  EXPECT_NE(verdict(letter.context(), other, entry.encode()), "good") << "R'";
}

TEST_F(EntryReject, AnyPublicValueChanged) {
  expect_every_public_value_counts(letter, place, honest_choice());
  expect_every_public_value_counts(letter, place, honest_cover());
}

// With one option β folds nothing; the statement must enter X all the same.
TEST_F(EntryRejectOneOption, AnyPublicValueChanged) {
  expect_every_public_value_counts(letter, place, honest_choice());
  expect_every_public_value_counts(letter, place, honest_cover());
}

// Each point replaced by another, each scalar by its successor: still well-formed, never good.
TEST_F(EntryReject, AnyPointOrScalarReplaced) {
  const std::size_t options = letter.shape.options(), points = 9 + options;
  for (const Entry& entry : {honest_choice(), honest_cover()}) {
    for (std::size_t i = 0; i < entry.encode().size() / 32; ++i) {
      base::Bytes bytes = entry.encode();
      const auto field = std::span(bytes).subspan(32 * i, 32);
      const auto replacement = i < points ? (*Point::parse(field) + Point::base()).encode()
                                          : (*Scalar::parse(field) + Scalar::one()).encode();
      std::ranges::copy(replacement, field.begin());
      const std::string check = verdict(context, place, bytes);
      EXPECT_TRUE(check.starts_with("entry.proof.")) << "field " << i << ": " << check;
    }
  }
}

TEST_F(EntryReject, AnyByteFlipped) {
  for (const Entry& entry : {honest_choice(), honest_cover()}) {
    for (std::size_t i = 0; i < entry.encode().size(); i += 5) {
      base::Bytes bytes = entry.encode();
      bytes[i] ^= static_cast<std::uint8_t>(1 << (i % 8));
      EXPECT_NE(verdict(context, place, bytes), "good") << "byte " << i;
    }
  }
}

TEST_F(EntryReject, ResponsesNamedByTheirEquation) {
  // z_P, z_r, z_c, z_δ, z_p; z_r and z_δ enter two equations.
  const char* checks[] = {"entry.proof.choice", "entry.proof.ciphertext", "entry.proof.credential",
                          "entry.proof.cover-randomness", "entry.proof.cover-key"};
  const base::Bytes good = honest_choice().encode();
  for (std::size_t i = 0; i < 5; ++i) {
    base::Bytes bytes = good;
    const auto field = std::span(bytes).last(32 * (5 - i)).first(32);
    std::ranges::copy((*Scalar::parse(field) + one).encode(), field.begin());
    EXPECT_EQ(verdict(context, place, bytes), checks[i]);
  }
}

TEST_F(EntryReject, WrongLength) {
  base::Bytes bytes = honest_choice().encode();
  bytes.push_back(0);
  EXPECT_EQ(verdict(context, place, bytes), "entry.length");
  bytes.resize(bytes.size() - 2);
  EXPECT_EQ(verdict(context, place, bytes), "entry.length");
  EXPECT_EQ(verdict(context, place, {}), "entry.length");
  const SealedLetter other({2, 2});
  const auto entry = Entry::parse(honest_choice().encode(), 3);
  const auto origin = PublishedCiphertext::identity(4);
  const EntryPlace elsewhere{1, 0, &letter.credentials[0], &origin};
  EXPECT_EQ(verify_entry(other.context(), elsewhere, *entry).error().check, "entry.length");
}

// Every field, with the two ways in which a point and the one in which a scalar is refused.
TEST_F(EntryReject, MalformedFields) {
  const std::size_t points = 9 + letter.shape.options();
  const base::Bytes good = honest_cover().encode();
  base::ByteArray<32> order = (-one).encode();  // ℓ − 1, then ℓ
  order[0] += 1;
  base::ByteArray<32> not_a_point{};
  not_a_point.fill(0xff);
  for (std::size_t i = 0; i < good.size() / 32; ++i) {
    for (const auto& bad : {base::ByteArray<32>{}, not_a_point, order}) {
      const bool is_scalar = i >= points;
      if (is_scalar && bad == base::ByteArray<32>{}) continue;  // zero is a scalar
      base::Bytes bytes = good;
      std::ranges::copy(bad, bytes.begin() + static_cast<std::ptrdiff_t>(32 * i));
      EXPECT_EQ(verdict(context, place, bytes), is_scalar ? "entry.scalar" : "entry.point") << i;
    }
  }
}

TEST_F(EntryReject, MalformedFieldsAreNamed) {
  base::Bytes bytes = honest_cover().encode();
  std::fill_n(bytes.begin() + 64, 32, std::uint8_t{0});
  EXPECT_NE(Entry::parse(bytes, 3).error().message.find("E_2"), std::string::npos);
  bytes = honest_cover().encode();
  std::fill(bytes.end() - 32, bytes.end(), std::uint8_t{0xff});
  EXPECT_NE(Entry::parse(bytes, 3).error().message.find("z_p"), std::string::npos);
}

}  // namespace
}  // namespace undersigned::proof
