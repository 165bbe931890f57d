// Mistakes made elsewhere and in drafts of this protocol, each as an attacker who wins against a
// verifier with the mistake. The project's verifier must refuse what that one accepts.
#include <gtest/gtest.h>

#include <functional>

#include "tests/support/entry_attacker.h"

namespace undersigned::proof {
namespace {

using group::Point;
using group::Scalar;
using test::FiatShamir;
using test::Flaws;
using test::Real;
using test::SealedLetter;

// A transcript whose user does something as soon as a challenge is known, and before the next.
struct Adaptive {
  const FiatShamir& flawed;
  std::function<void(const Scalar& beta)> after_beta = [](const Scalar&) {};
  std::function<void(const Scalar& total)> after_total = [](const Scalar&) {};

  Scalar beta(const Real::Proof& proof) const {
    const Scalar challenge = flawed.beta(proof);
    after_beta(challenge);
    return challenge;
  }
  Scalar total(const Real::Proof& proof) const {
    const Scalar challenge = flawed.total(proof);
    after_total(challenge);
    return challenge;
  }
};

// Two items of one option each: an attacker who signs in the first epoch as credential 0, to move
// 1,000 votes with one entry.
class EntryAttack : public testing::Test {
 protected:
  EntryAttack()
      : letter({1, 1}, 8),
        context(letter.context()),
        place{1, 0, &letter.credentials[0], &context.origin()},
        statement(test::statement_of(context, place)),
        r(Scalar::random(letter.randomness)),
        coins(test::draw_choice_coins(letter.randomness, statement)),
        cover_coins(test::draw_cover_coins(letter.randomness, statement)) {
    proof.r = times_base(r);
    proof.e = test::encrypt(statement.keys, {zero, zero}, r);
  }

  static Point times_base(const Scalar& scalar) { return group::multiply_base_vartime(scalar); }
  static Point times(const Scalar& scalar, const Point& point) {
    return group::multiply_vartime(scalar, point);
  }
  FiatShamir transcript(Flaws flaws) const {
    return {letter.fingerprint, place.epoch, place.index, letter.shape, statement, flaws};
  }

  // The statement as it has become, to the project's verifier.
  std::string verdict() const {
    const EntryContext changed(letter.fingerprint, letter.shape, statement.keys,
                               statement.cover_key);
    const PublishedPoint credential(statement.credential);
    const auto previous = PublishedCiphertext::of({statement.previous_r, statement.previous_e});
    const EntryPlace there{place.epoch, place.index, &credential, &previous};
    return test::verdict(changed, there, test::encode(proof));
  }

  void expect_only_the_flawed_accepts(Flaws flaws) const {
    EXPECT_TRUE(transcript(flaws).accepts(proof)) << "the attack is not real";
    EXPECT_FALSE(transcript({}).accepts(proof));
    EXPECT_TRUE(verdict().starts_with("entry.proof.")) << verdict();
  }

  SealedLetter letter;
  EntryContext context;
  EntryPlace place;
  Real::Statement statement;
  Real::Proof proof;
  const Scalar zero, one = Scalar::one(), thousand = Scalar::from_u64(1000);
  Scalar r;
  Real::ChoiceCoins coins;
  Real::CoverCoins cover_coins;
};

TEST_F(EntryAttack, HonestProofsAreAccepted) {
  Real::prove_choice(statement, proof, {zero, zero}, r, letter.credential_secrets[0], coins,
                     transcript({}));
  EXPECT_EQ(verdict(), "good");
}

// Option keys left out of the transcript: E is fixed, then β known, then the keys are chosen so
// that option 1 decrypts to 1,000 and the folded sum is right all the same.
TEST_F(EntryAttack, KeysChosenAfterwards) {
  const Flaws flaws{.no_keys = true};
  const Scalar e1 = Scalar::random(letter.randomness), e2 = Scalar::random(letter.randomness);
  proof.e = {times_base(e1), times_base(e2)};
  const FiatShamir flawed = transcript(flaws);
  Adaptive attacker{flawed};
  attacker.after_beta = [&](const Scalar& beta) {
    const Scalar y1 = (e1 - thousand) * r.invert();
    const Scalar y2 = (e2 + thousand * beta.invert()) * r.invert();
    statement.keys = {times_base(y1), times_base(y2)};
  };
  Real::prove_choice(statement, proof, {zero, zero}, r, letter.credential_secrets[0], coins,
                     attacker);
  expect_only_the_flawed_accepts(flaws);
}

// The ciphertext left out of β: what it holds beyond the choice is made to cancel in the fold.
TEST_F(EntryAttack, CiphertextChosenAfterTheFold) {
  const Flaws flaws{.no_sealed = true};
  const FiatShamir flawed = transcript(flaws);
  Adaptive attacker{flawed};
  attacker.after_beta = [&](const Scalar& beta) {
    proof.e = test::encrypt(statement.keys, {thousand, -(thousand * beta.invert())}, r);
  };
  Real::prove_choice(statement, proof, {zero, zero}, r, letter.credential_secrets[0], coins,
                     attacker);
  expect_only_the_flawed_accepts(flaws);
}

// Equations (b) and (c) merged into one, the last power of β being R's. Then R does not fix r:
// whoever holds the sealing keys finds an r for every ciphertext.
TEST_F(EntryAttack, RandomnessNotFixedWhenEquationsAreMerged) {
  proof.e = test::encrypt(statement.keys, {thousand, zero}, r);
  const FiatShamir transcript_of_text = transcript({});
  const auto& y = letter.sealing_secrets;
  Scalar r_of_proof;
  Adaptive attacker{transcript_of_text};
  attacker.after_beta = [&](const Scalar& beta) {
    const Scalar of_r = beta * beta;
    const Scalar sealed = thousand + r * y[0] + beta * (r * y[1]) + of_r * r;
    r_of_proof = sealed * (y[0] + beta * y[1] + of_r).invert();
  };
  Real::prove_choice(statement, proof, {zero, zero}, r_of_proof, letter.credential_secrets[0],
                     coins, attacker);
  const Scalar beta = transcript_of_text.beta(proof);
  const auto sides = Real::equations(statement, proof, beta, transcript_of_text.total(proof));
  const Scalar of_r = beta * beta;
  EXPECT_EQ(sides[1].left + times(of_r, sides[2].left),
            sides[1].right + times(of_r, sides[2].right))
      << "the attack is not real";
  for (const std::size_t i : {0u, 3u, 4u, 5u, 6u}) EXPECT_TRUE(sides[i].equal()) << i;
  EXPECT_EQ(verdict(), "entry.proof.ciphertext");
}

// Commitments of the choice branch left out of X: they are solved once X is known, for a ciphertext
// of 1,000 and a credential of which nothing is known.
TEST_F(EntryAttack, ChoiceCommitmentsChosenAfterwards) {
  const Flaws flaws{.no_choice_commitments = true};
  proof.e = test::encrypt(statement.keys, {thousand, zero}, r);
  const FiatShamir flawed = transcript(flaws);
  Adaptive attacker{flawed};
  attacker.after_total = [&](const Scalar& total) {
    const Scalar x = total - coins.x_cover, beta = flawed.beta(proof);
    const Scalar zr = coins.s + x * r;
    proof.te = times_base(Real::fold_scalars(beta, coins.a)) +
               times(zr, Real::fold(beta, statement.keys)) - times(x, Real::fold(beta, proof.e));
    proof.tc = times_base(coins.u) - times(x, statement.credential);
  };
  Real::prove_choice(statement, proof, {zero, zero}, r, zero, coins, attacker);
  expect_only_the_flawed_accepts(flaws);
}

// Commitments of the cover branch left out of X: anybody replaces anybody's entry.
TEST_F(EntryAttack, CoverCommitmentsChosenAfterwards) {
  const Flaws flaws{.no_cover_commitments = true};
  proof.e = test::encrypt(statement.keys, {thousand, zero}, r);
  const FiatShamir flawed = transcript(flaws);
  Adaptive attacker{flawed};
  attacker.after_total = [&](const Scalar& total) {
    const Scalar x_cover = total - cover_coins.x, beta = flawed.beta(proof);
    const Scalar zdelta = cover_coins.d + x_cover * r;
    const Point step = Real::fold(beta, proof.e) - Real::fold(beta, statement.previous_e);
    proof.ue = times(zdelta, Real::fold(beta, statement.keys)) - times(x_cover, step);
    proof.up = times_base(cover_coins.e) - times(x_cover, statement.cover_key);
  };
  Real::prove_cover(statement, proof, r, zero, cover_coins, attacker);
  expect_only_the_flawed_accepts(flaws);
}

// The cover key left out: a key is made up once x′ is known, without its logarithm being used.
TEST_F(EntryAttack, CoverKeyChosenAfterwards) {
  const Flaws flaws{.no_cover_key = true};
  const FiatShamir flawed = transcript(flaws);
  Adaptive attacker{flawed};
  const Scalar zcover = Scalar::random(letter.randomness);
  attacker.after_total = [&](const Scalar& total) {
    const Scalar x_cover = total - cover_coins.x;
    statement.cover_key = times(x_cover.invert(), times_base(zcover) - proof.up);
  };
  Real::prove_cover(statement, proof, r, zero, cover_coins, attacker);
  proof.zcover = zcover;
  expect_only_the_flawed_accepts(flaws);
}

TEST_F(EntryAttack, CredentialChosenAfterwards) {
  const Flaws flaws{.no_credential = true};
  const FiatShamir flawed = transcript(flaws);
  Adaptive attacker{flawed};
  const Scalar zc = Scalar::random(letter.randomness);
  attacker.after_total = [&](const Scalar& total) {
    const Scalar x = total - coins.x_cover;
    statement.credential = times(x.invert(), times_base(zc) - proof.tc);
  };
  Real::prove_choice(statement, proof, {zero, zero}, r, zero, coins, attacker);
  proof.zc = zc;
  expect_only_the_flawed_accepts(flaws);
}

// The previous entry left out: the cover agent makes it up after the proof, by taking δ off.
TEST_F(EntryAttack, PreviousEntryChosenAfterwards) {
  const Flaws flaws{.no_previous = true};
  const FiatShamir flawed = transcript(flaws);
  const Scalar e1 = Scalar::random(letter.randomness), e2 = Scalar::random(letter.randomness);
  const Scalar delta = Scalar::random(letter.randomness);
  proof.r = times_base(r);
  proof.e = {times_base(e1), times_base(e2)};
  Real::prove_cover(statement, proof, delta, letter.cover_secret, cover_coins, flawed);
  statement.previous_r = proof.r - times_base(delta);
  statement.previous_e = proof.e;
  for (std::size_t k = 0; k < 2; ++k) {
    statement.previous_e[k] -= times(delta, statement.keys[k]);
  }
  expect_only_the_flawed_accepts(flaws);
}

// A verifier that takes the previous entry from the prover and not from the record.
TEST_F(EntryAttack, PreviousEntryOfTheProversOwn) {
  const Real::Statement of_record = statement;
  statement.previous_r = times_base(r);
  statement.previous_e = test::encrypt(statement.keys, {thousand, zero}, r);
  const Scalar delta = Scalar::random(letter.randomness);
  proof.r = statement.previous_r + times_base(delta);
  proof.e = test::encrypt(statement.keys, {thousand, zero}, r + delta);
  Real::prove_cover(statement, proof, delta, letter.cover_secret, cover_coins, transcript({}));
  EXPECT_EQ(verdict(), "good");
  statement = of_record;
  EXPECT_EQ(verdict(), "entry.proof.choice");
}

// Whoever leaves out anything of the statement, without an attack of its own, makes other
// challenges.
TEST_F(EntryAttack, AnythingLeftOutOfTheTranscript) {
  for (const Flaws& flaws :
       {Flaws{.no_shape = true}, Flaws{.no_cover_key = true}, Flaws{.no_keys = true},
        Flaws{.no_credential = true}, Flaws{.no_previous = true}, Flaws{.no_sealed = true},
        Flaws{.no_first_commitments = true}, Flaws{.no_choice_commitments = true},
        Flaws{.no_cover_commitments = true}}) {
    Real::prove_choice(statement, proof, {zero, one}, r, letter.credential_secrets[0], coins,
                       transcript(flaws));
    EXPECT_NE(verdict(), "good");
    proof.e = test::encrypt(statement.keys, {zero, zero}, r);
    Real::prove_cover(statement, proof, r, letter.cover_secret, cover_coins, transcript(flaws));
    expect_only_the_flawed_accepts(flaws);
  }
}

}  // namespace
}  // namespace undersigned::proof
