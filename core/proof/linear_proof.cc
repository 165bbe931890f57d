#include <algorithm>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/base/declassify.h"
#include "core/proof/linear.h"

namespace undersigned::proof {
namespace {

using group::Point;
using group::Scalar;

// Claims of one batch: enough for Pippenger to gain, few enough to be shared among threads.
constexpr std::size_t kBatch = 512;

// map(instance, secrets): Σ coefficient·secret·element for each equation.
std::vector<Point> map_secret(const group::SecretGroup& ops, const LinearRelation& relation,
                              const base::SecretVector<Scalar>& secrets) {
  std::vector<Point> out;
  for (const auto& equation : relation.equations()) {
    Point sum;
    for (const auto& [scalar, element, coefficient] : equation.terms) {
      const group::SecretScalar factor(coefficient * secrets[scalar]);
      sum += element == 0 ? ops.multiply_base(factor.reveal())
                          : ops.multiply(factor.reveal(), relation.elements()[element].point());
    }
    out.push_back(sum);
  }
  base::publish_all(std::span<const Point>(out));
  return out;
}

// weight·(map(responses)_i − T_i − challenge·image_i) for equation i.
void add_equation(PointSum& sum, std::span<const PointSum::Handle> elements,
                  const LinearRelation& relation, const LinearProof& proof, const Scalar& challenge,
                  std::size_t i, const Scalar& weight) {
  const auto& equation = relation.equations()[i];
  for (const auto& [scalar, element, coefficient] : equation.terms) {
    sum.add(elements[element], weight * coefficient * proof.responses[scalar]);
  }
  sum.add(proof.commitments[i].point(), -weight);
  for (const auto& [element, coefficient] : equation.image) {
    sum.add(elements[element], -(weight * challenge * coefficient));
  }
}

std::vector<PointSum::Handle> share_elements(PointSum& sum, const LinearRelation& relation) {
  std::vector<PointSum::Handle> handles{PointSum::kBase};
  for (std::size_t i = 1; i < relation.elements().size(); ++i) {
    handles.push_back(sum.share(relation.elements()[i].point()));
  }
  return handles;
}

// A proof of a valid instance, read, with its challenge.
struct Challenged {
  LinearProof proof;
  Scalar challenge;
};

base::Result<Challenged> read(const hash::SessionTag& tag, const LinearRelation& relation,
                              base::ByteView proof) {
  UNDERSIGNED_TRY_VOID(relation.validate());
  const std::size_t equations = relation.equations().size();
  UNDERSIGNED_TRY(LinearProof parsed, LinearProof::parse(proof, equations, relation.scalars()));
  const auto commitments = proof.first(Point::kSize * equations);
  return Challenged{std::move(parsed), linear_challenge(tag, relation, commitments)};
}

}  // namespace

base::Result<LinearProof> LinearProof::parse(base::ByteView bytes, std::size_t equations,
                                             std::size_t scalars) {
  if (bytes.size() != 32 * (equations + scalars)) {
    return base::fail("proof.length", "2", "The proof has the wrong length.");
  }
  LinearProof proof;
  for (std::size_t i = 0; i < equations; ++i) {
    auto point = PublishedPoint::parse(bytes.subspan(32 * i, 32));
    if (!point) {
      return base::fail("proof.point", "2",
                        "Commitment " + std::to_string(i + 1) + ": " + point.error().message);
    }
    proof.commitments.push_back(*point);
  }
  for (std::size_t j = 0; j < scalars; ++j) {
    auto scalar = Scalar::parse(bytes.subspan(32 * (equations + j), 32));
    if (!scalar) {
      return base::fail("proof.scalar", "2",
                        "Response " + std::to_string(j + 1) + ": " + scalar.error().message);
    }
    proof.responses.push_back(*scalar);
  }
  return proof;
}

Scalar linear_challenge(const hash::SessionTag& tag, const LinearRelation& relation,
                        base::ByteView commitments) {
  hash::Transcript transcript(tag.id());
  transcript.absorb(relation.serialize());
  transcript.absorb(commitments);
  return group::challenge_scalar(transcript);
}

base::Bytes prove(const group::SecretGroup& ops, const hash::SessionTag& tag,
                  const LinearRelation& relation, std::span<const group::SecretScalar> witness,
                  base::Randomness& randomness) {
  UNDERSIGNED_CHECK(relation.validate().has_value() && witness.size() == relation.scalars());
  base::SecretVector<Scalar> nonces(witness.size());
  for (std::size_t j = 0; j < nonces.size(); ++j) nonces[j] = Scalar::random(randomness);
  base::Writer out;
  for (const Point& commitment : map_secret(ops, relation, nonces)) {
    // Only a broken source of randomness makes a commitment that the verifier would refuse.
    UNDERSIGNED_CHECK(!commitment.is_identity());
    out.raw(commitment.encode());
  }
  const Scalar challenge = linear_challenge(tag, relation, out.bytes());
  for (std::size_t j = 0; j < nonces.size(); ++j) {
    const Scalar response = nonces[j] + challenge * witness[j].reveal();
    base::publish(response);
    out.raw(response.encode());
  }
  return out.take();
}

base::Result<void> verify(const hash::SessionTag& tag, const LinearRelation& relation,
                          base::ByteView proof) {
  UNDERSIGNED_TRY(const Challenged read_proof, read(tag, relation, proof));
  for (std::size_t i = 0; i < relation.equations().size(); ++i) {
    PointSum sum;
    add_equation(sum, share_elements(sum, relation), relation, read_proof.proof,
                 read_proof.challenge, i, Scalar::one());
    if (!sum.is_zero_vartime()) {
      return base::fail("proof.equation", "2",
                        "Equation " + std::to_string(i + 1) + " of the proof is false.");
    }
  }
  return {};
}

base::Result<void> add_to_batch(EquationBatch& batch, const hash::SessionTag& tag,
                                const LinearRelation& relation, base::ByteView proof) {
  UNDERSIGNED_TRY(const Challenged read_proof, read(tag, relation, proof));
  const auto elements = share_elements(batch.sum(), relation);
  for (std::size_t i = 0; i < relation.equations().size(); ++i) {
    add_equation(batch.sum(), elements, relation, read_proof.proof, read_proof.challenge, i,
                 batch.next_weight());
  }
  return {};
}

std::optional<Failure> verify_all(std::size_t count,
                                  const std::function<LinearClaim(std::size_t)>& claim,
                                  base::Randomness& randomness, base::Executor& executor) {
  const BatchSeed seed(randomness);
  const auto holds = [&](Range range) {
    EquationBatch batch(seed, range);
    for (std::size_t i = range.first; i < range.last; ++i) {
      const LinearClaim made = claim(i);
      if (!add_to_batch(batch, made.tag, made.relation, made.proof)) return false;
    }
    return batch.holds();
  };
  // The ranges are in order, so the first failure of them is the first of all.
  for (const auto& failure : first_failures(cut(count, kBatch), holds, executor)) {
    if (!failure) continue;
    const LinearClaim made = claim(*failure);
    auto outcome = verify(made.tag, made.relation, made.proof);
    UNDERSIGNED_CHECK(!outcome);  // a good proof never makes its batch fail
    return Failure{*failure, std::move(outcome).error()};
  }
  return std::nullopt;
}

}  // namespace undersigned::proof
