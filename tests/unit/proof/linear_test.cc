// Proofs of linear relations: the instances of the protocol, those of the draft, and what is
// refused.
#include "core/proof/linear.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/codec.h"
#include "core/group/multiscalar.h"
#include "tests/support/sealed_letter.h"
#include "tests/support/vectors.h"

namespace undersigned::proof {
namespace {

using group::Point;
using group::Scalar;
using group::SecretScalar;

const hash::SessionTag kTag = hash::SessionTag("test").number(7);

Point times_base(const Scalar& scalar) { return group::multiply_base_vartime(scalar); }

class Linear : public testing::Test {
 protected:
  Linear() { sodium::initialise(); }

  Scalar draw() { return Scalar::random_nonzero(randomness); }
  Point draw_point() { return times_base(draw()); }
  base::Bytes prove(const LinearRelation& relation, const std::vector<Scalar>& witness) {
    std::vector<SecretScalar> secrets;
    for (const Scalar& scalar : witness) secrets.emplace_back(scalar);
    return proof::prove(ops, kTag, relation, secrets, randomness);
  }
  // The check that refuses, or "good"; a batch must say the same.
  std::string verdict(const LinearRelation& relation, base::ByteView proof,
                      const hash::SessionTag& tag = kTag) {
    const auto outcome = verify(tag, relation, proof);
    EquationBatch batch(randomness);
    const bool batched = add_to_batch(batch, tag, relation, proof) && batch.holds();
    EXPECT_EQ(outcome.has_value(), batched);
    return outcome ? "good" : outcome.error().check;
  }
  void expect_complete(const LinearRelation& relation, const std::vector<Scalar>& witness) {
    const base::Bytes proof = prove(relation, witness);
    EXPECT_EQ(proof.size(), relation.proof_size());
    EXPECT_EQ(verdict(relation, proof), "good");
    // No witness but this one.
    for (std::size_t j = 0; j < witness.size(); ++j) {
      auto wrong = witness;
      wrong[j] += Scalar::one();
      EXPECT_EQ(verdict(relation, prove(relation, wrong)), "proof.equation") << j;
    }
  }

  sodium::SodiumGroup ops;
  sodium::SeededRandomness randomness{{4}};
};

TEST_F(Linear, KnowledgeOfALogarithm) {
  const Scalar x = draw();
  expect_complete(dl(times_base(x)), {x});
}

TEST_F(Linear, EqualLogarithms) {
  const Scalar x = draw();
  const Point s = draw_point();
  expect_complete(dleq(times_base(x), s, group::multiply_vartime(x, s)), {x});
}

TEST_F(Linear, PossessionOfManyKeys) {
  for (const std::size_t slots : {1u, 2u, 10u}) {
    std::vector<Scalar> a;
    std::vector<PublishedPoint> points;
    for (std::size_t k = 0; k < slots; ++k) {
      a.push_back(draw());
      points.emplace_back(times_base(a.back()));
    }
    const auto relation = possession(points);
    EXPECT_EQ(relation.proof_size(), 64 * slots);
    expect_complete(relation, a);
  }
}

TEST_F(Linear, PartsOfASum) {
  std::vector<Scalar> y;
  std::vector<PublishedPoint> keys, parts;
  const Point sum = draw_point();
  for (int k = 0; k < 4; ++k) {
    y.push_back(draw());
    keys.emplace_back(times_base(y.back()));
    parts.emplace_back(group::multiply_vartime(y.back(), sum));
  }
  const auto relation = sum_parts(sum, keys, parts);
  EXPECT_EQ(relation.proof_size(), 96u * 4);
  expect_complete(relation, y);
}

TEST_F(Linear, Raising) {
  const Scalar rho = draw();
  const Point r = draw_point(), z = draw_point();
  const auto raised = [&](const Point& p) { return group::multiply_vartime(rho, p); };
  expect_complete(raising(r, z, raised(r), raised(z)), {rho});
  // Another power for the second component, or both exchanged.
  const auto wrong = raising(r, z, raised(r), raised(z) + Point::base());
  EXPECT_EQ(verdict(wrong, prove(wrong, {rho})), "proof.equation");
  const auto exchanged = raising(r, z, raised(z), raised(r));
  EXPECT_EQ(verdict(exchanged, prove(exchanged, {rho})), "proof.equation");
  EXPECT_EQ(verdict(exchanged, prove(raising(r, z, raised(r), raised(z)), {rho})),
            "proof.equation");
}

// A raiser with power zero: every pair would open.
TEST_F(Linear, RaisingToThePowerZeroIsRefused) {
  const auto relation = raising(draw_point(), draw_point(), Point(), Point());
  EXPECT_EQ(relation.validate().error().check, "proof.instance");
  EXPECT_EQ(verdict(relation, base::Bytes(96, 0)), "proof.instance");
}

// Several terms, coefficients, an element twice: C = 5·m·B + r·H − 2·r·B and C + 3·H = m·C + s·H.
TEST_F(Linear, GeneralRelations) {
  const Scalar m = draw(), r = draw();
  const Scalar two = Scalar::from_u64(2), three = Scalar::from_u64(3), five = Scalar::from_u64(5);
  const Scalar one = Scalar::one(), h_log = draw();
  const Scalar c_log = five * m + r * h_log - two * r;
  LinearRelation relation;
  const auto h = relation.element(times_base(h_log)), c = relation.element(times_base(c_log));
  relation.equation({{{c, one}}, {{0, 0, five}, {1, h, one}, {1, 0, -two}}});
  relation.equation({{{c, one}, {h, three}}, {{0, c, one}, {2, h, one}}});
  const Scalar s = (c_log + three * h_log - m * c_log) * h_log.invert();
  expect_complete(relation, {m, r, s});
}

// The draft's own example: Chaum and Pedersen's relation (H, X, Y).
TEST_F(Linear, SerialisesAsTheDraftSays) {
  const Point h = draw_point(), x = draw_point(), y = draw_point();
  LinearRelation relation;
  relation.element(h);
  relation.element(x);
  relation.element(y);
  relation.equation(2, 0, 0).equation(3, 0, 1);
  base::Writer expected;
  const auto one = Scalar::one().encode();
  expected.u32(2);
  expected.u32(1).u32(2).raw(one).u32(1).u32(0).u32(0).raw(one);
  expected.u32(1).u32(3).raw(one).u32(1).u32(0).u32(1).raw(one);
  for (const Point& point : {h, x, y}) expected.raw(point.encode());
  EXPECT_EQ(relation.serialize(), expected.bytes());
}

TEST_F(Linear, ChallengeIsThatOfTheDraft) {
  const Scalar x = draw();
  const auto relation = dl(times_base(x));
  const base::Bytes proof = prove(relation, {x});
  hash::Transcript transcript(hash::derive_session_id(kTag.tag()));
  transcript.absorb(relation.serialize());
  transcript.absorb(base::ByteView(proof).first(32));
  const Scalar challenge = group::challenge_scalar(transcript);
  const auto commitment = Point::parse(base::ByteView(proof).first(32));
  const auto response = Scalar::parse(base::ByteView(proof).last(32));
  EXPECT_EQ(times_base(*response), *commitment + times_base(challenge * x));
}

TEST_F(Linear, AProofIsForItsTagAndInstance) {
  const Scalar x = draw();
  const Point s = draw_point(), t = group::multiply_vartime(x, s);
  const auto relation = dleq(times_base(x), s, t);
  const base::Bytes proof = prove(relation, {x});
  EXPECT_EQ(verdict(relation, proof, hash::SessionTag("test").number(8)), "proof.equation");
  EXPECT_EQ(verdict(relation, proof, hash::SessionTag("tost").number(7)), "proof.equation");
  const Point& b = Point::base();
  EXPECT_EQ(verdict(dleq(times_base(x) + b, s, t), proof), "proof.equation");
  EXPECT_EQ(verdict(dleq(times_base(x), s + b, t), proof), "proof.equation");
  EXPECT_EQ(verdict(dleq(times_base(x), s, t + b), proof), "proof.equation");
  EXPECT_EQ(verdict(dleq(times_base(x), t, s), proof), "proof.equation");
  // The same equations in another order are another instance.
  LinearRelation reordered;
  const auto first = reordered.element(times_base(x)), second = reordered.element(s);
  const auto third = reordered.element(t);
  reordered.equation(third, 0, second).equation(first, 0, 0);
  EXPECT_EQ(verdict(reordered, proof), "proof.equation");
}

// A challenge that ignores the statement: X is solved from a proof that was there before it.
TEST_F(Linear, StatementChosenAfterwards) {
  const Scalar response = draw(), nonce = draw();
  const auto before = dl(draw_point());
  const auto commitment = times_base(nonce).encode();
  const Scalar challenge = linear_challenge(kTag, before, commitment);
  const Point x = group::multiply_vartime(challenge.invert(), times_base(response - nonce));
  base::Writer proof;
  proof.raw(commitment).raw(response.encode());
  EXPECT_TRUE(times_base(response) == times_base(nonce) + group::multiply_vartime(challenge, x));
  EXPECT_EQ(verdict(dl(x), proof.bytes()), "proof.equation");
}

// A key that cancels another's, X = Z − Y with Y's proof at hand: the proof is for Y alone.
TEST_F(Linear, ProofsOfOthersDoNotServeForACancellingKey) {
  const Scalar y = draw(), z = draw();
  const auto theirs = dl(times_base(y));
  const base::Bytes their_proof = prove(theirs, {y});
  const auto rogue = dl(times_base(z) - times_base(y));
  EXPECT_EQ(verdict(rogue, their_proof), "proof.equation");
  EXPECT_EQ(verdict(rogue, prove(rogue, {z})), "proof.equation");
}

TEST_F(Linear, MalformedProofs) {
  const Scalar x = draw();
  const Point s = draw_point();
  const auto relation = dleq(times_base(x), s, group::multiply_vartime(x, s));
  const base::Bytes good = prove(relation, {x});
  base::Bytes bytes = good;
  bytes.push_back(0);
  EXPECT_EQ(verdict(relation, bytes), "proof.length");
  EXPECT_EQ(verdict(relation, base::ByteView(good).first(95)), "proof.length");
  EXPECT_EQ(verdict(relation, {}), "proof.length");
  base::ByteArray<32> order = (-Scalar::one()).encode();
  order[0] += 1;
  for (std::size_t i = 0; i < 3; ++i) {
    bytes = good;
    std::ranges::copy(order, bytes.begin() + static_cast<std::ptrdiff_t>(32 * i));
    EXPECT_EQ(verdict(relation, bytes), i < 2 ? "proof.point" : "proof.scalar");
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(32 * i), 32, std::uint8_t{0});
    EXPECT_EQ(verdict(relation, bytes), i < 2 ? "proof.point" : "proof.equation");
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    bytes = good;
    bytes[i] ^= static_cast<std::uint8_t>(1 << (i % 8));
    EXPECT_NE(verdict(relation, bytes), "good") << i;
  }
}

TEST_F(Linear, InvalidInstances) {
  const Scalar one = Scalar::one(), zero;
  const Point p = draw_point();
  const auto check = [](const LinearRelation& relation) {
    const auto outcome = relation.validate();
    return outcome ? "good" : outcome.error().check;
  };
  EXPECT_EQ(check(LinearRelation()), "proof.instance");  // no equation
  using Equation = LinearRelation::Equation;
  const auto with = [&](std::vector<Point> elements, std::vector<Equation> equations) {
    LinearRelation relation;
    for (const Point& element : elements) relation.element(element);
    for (Equation& equation : equations) relation.equation(std::move(equation));
    return check(relation);
  };
  const Equation x_is_xb{{{1, one}}, {{0, 0, one}}};
  EXPECT_EQ(with({p}, {x_is_xb}), "good");
  EXPECT_EQ(with({p}, {{{}, {{0, 0, one}}}}), "proof.instance");           // no image
  EXPECT_EQ(with({p}, {{{{1, one}}, {}}}), "proof.instance");              // no terms
  EXPECT_EQ(with({p}, {{{{2, one}}, {{0, 0, one}}}}), "proof.instance");   // no such image
  EXPECT_EQ(with({p}, {{{{1, one}}, {{0, 2, one}}}}), "proof.instance");   // no such element
  EXPECT_EQ(with({p, p}, {x_is_xb}), "proof.instance");                    // an idle element
  EXPECT_EQ(with({p}, {{{{1, one}}, {{1, 0, one}}}}), "proof.instance");   // an idle scalar
  EXPECT_EQ(with({Point()}, {x_is_xb}), "proof.instance");                 // the identity
  EXPECT_EQ(with({p}, {{{{1, zero}}, {{0, 0, one}}}}), "proof.instance");  // a zero image
  EXPECT_EQ(with({p}, {{{{1, one}}, {{0, 0, zero}}}}), "proof.instance");  // a zero column
  EXPECT_EQ(with({p, -p}, {{{{1, one}, {2, one}}, {{0, 0, one}}}}), "proof.instance");
  EXPECT_EQ(with({p, p}, {{{{1, one}}, {{0, 2, one}, {0, 1, -one}}}}), "proof.instance");
  // A column that vanishes in one equation and not in another is bound.
  EXPECT_EQ(with({p, p}, {{{{1, one}}, {{0, 2, one}, {0, 1, -one}}}, x_is_xb}), "good");
}

TEST_F(Linear, ProvingWithTheWrongNumberOfSecretsAborts) {
  const auto relation = dl(draw_point());
  EXPECT_DEATH(prove(relation, {}), "");
  EXPECT_DEATH(prove(relation, {draw(), draw()}), "");
  EXPECT_DEATH(prove(LinearRelation(), {}), "");
}

class LinearBatch : public Linear {
 protected:
  LinearBatch() {
    for (std::size_t i = 0; i < 20; ++i) {
      const Scalar x = draw();
      relations.push_back(dl(times_base(x)));
      proofs.push_back(prove(relations.back(), {x}));
    }
  }
  // The first twenty over and over: more than one batch.
  std::optional<Failure> verify_many(std::size_t count, std::size_t bad) {
    const auto claim = [&](std::size_t i) -> LinearClaim {
      const std::size_t other = i == bad ? i + 1 : i;
      return {kTag, relations[i % 20], proofs[other % 20]};
    };
    base::SerialExecutor executor;
    return verify_all(count, claim, randomness, executor);
  }
  std::vector<LinearRelation> relations;
  std::vector<base::Bytes> proofs;
};

TEST_F(LinearBatch, NamesTheFirstBadOne) {
  EXPECT_FALSE(verify_many(0, 1).has_value());
  EXPECT_FALSE(verify_many(1300, 5000).has_value());
  for (const std::size_t bad : {0u, 1u, 519u, 520u, 777u, 1299u}) {
    const auto failure = verify_many(1300, bad);
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->index, bad);
    EXPECT_EQ(failure->error.check, "proof.equation");
  }
}

TEST_F(LinearBatch, NamesAMalformedOne) {
  proofs[7].pop_back();
  const auto failure = verify_many(20, 5000);
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->index, 7u);
  EXPECT_EQ(failure->error.check, "proof.length");
}

// z + 1 in one proof, z − 1 in another: each is refused, and so are both together.
TEST_F(LinearBatch, ErrorsDoNotCancel) {
  const auto change = [&](std::size_t i, const Scalar& difference) {
    const auto response = std::span(proofs[i]).last(32);
    std::ranges::copy((*Scalar::parse(response) + difference).encode(), response.begin());
  };
  change(3, Scalar::one());
  change(9, -Scalar::one());
  const auto failure = verify_many(20, 5000);
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->index, 3u);
}

}  // namespace
}  // namespace undersigned::proof
