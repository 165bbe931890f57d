// The provers: nothing depends on the choice, the keys, the coins; what a proof shows is published
// by the prover itself (base::publish), and nothing else may be looked at.
#include "core/base/check.h"
#include "core/proof/entry.h"
#include "core/proof/linear.h"
#include "tests/support/sealed_letter.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

using group::Scalar;
using proof::EntryPlace;

// Every bit drawn is secret.
class SecretRandomness final : public base::Randomness {
 public:
  void fill(std::span<std::uint8_t> out) override {
    source_.fill(out);
    mark_secret(out.data(), out.size());
  }

 private:
  sodium::SeededRandomness source_{{7}};
};

group::SecretScalar secret_key(const Scalar& scalar) { return group::SecretScalar(secret(scalar)); }

struct Letter {
  test::SealedLetter letter{{2, proof::ItemShape::ranking(3)}};
  proof::EntryContext context = letter.context();
  SecretRandomness randomness;
};

proof::Entry choose(Letter& l, std::vector<std::uint32_t> answers, const EntryPlace& place) {
  mark_secret(answers.data(), answers.size() * sizeof(answers[0]));
  const proof::Choice choice(l.letter.shape, answers);
  return make_choice_entry(l.letter.ops, l.context, place,
                           secret_key(l.letter.credential_secrets[0]), choice, l.randomness);
}

void choice() {
  for (const std::vector<std::uint32_t>& answers :
       {std::vector<std::uint32_t>{0, 0, 0, 0}, {2, 3, 1, 2}, {1, 0, 0, 0}}) {
    Letter l;
    const EntryPlace place{1, 0, &l.letter.credentials[0], &l.context.origin()};
    const auto entry = choose(l, answers, place);
    UNDERSIGNED_CHECK(verify_entry(l.context, place, entry).has_value());
  }
}

void cover() {
  Letter l;
  const EntryPlace first{1, 0, &l.letter.credentials[0], &l.context.origin()};
  const auto chosen = choose(l, {1, 1, 2, 3}, first);
  const EntryPlace second{2, 0, &l.letter.credentials[0], &chosen.sealed()};
  const auto entry = make_cover_entry(l.letter.ops, l.context, second,
                                      secret_key(l.letter.cover_secret), l.randomness);
  UNDERSIGNED_CHECK(verify_entry(l.context, second, entry).has_value());
}

void linear() {
  sodium::initialise();
  const sodium::SodiumGroup ops;
  SecretRandomness randomness;
  const Scalar x = Scalar::from_u64(12345);
  const group::Point s = group::Point::base().twice();
  const auto relation = proof::dleq(ops.multiply_base(x), s, ops.multiply(x, s));
  const hash::SessionTag tag("timing");
  const auto witness = secret_key(x);
  const auto bytes = prove(ops, tag, relation, {&witness, 1}, randomness);
  UNDERSIGNED_CHECK(verify(tag, relation, bytes).has_value());
}

}  // namespace

std::vector<Subject> subjects() {
  return {{"proof.choice", choice}, {"proof.cover", cover}, {"proof.linear", linear}};
}

}  // namespace undersigned::timing
