// Proofs of linear relations: the batchable sigma protocol of draft-irtf-cfrg-sigma-protocols over
// ristretto255 and the transcript of docs/protocol.md 2.
//
// An instance has elements P_0 = B, P_1, … and equations
//     Σ_i c_i·P_{e_i} = Σ_j c_j·x_{s_j}·P_{e_j}
// with image terms (e, c) on the left and terms (s, e, c) on the right; the x are the witness. For
// m equations in w scalars the proof is m commitments T = map(nonces), then w responses
// z = nonce + challenge·x: 32·(m + w) bytes. It holds if map(z)_i = T_i + challenge·image_i for
// each i.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/hash/transcript.h"
#include "core/proof/batch.h"
#include "core/proof/published.h"

namespace undersigned::proof {

class LinearRelation {
 public:
  struct ImageTerm {
    std::uint32_t element;
    group::Scalar coefficient;
  };
  struct Term {
    std::uint32_t scalar;
    std::uint32_t element;
    group::Scalar coefficient;
  };
  struct Equation {
    std::vector<ImageTerm> image;
    std::vector<Term> terms;
  };

  LinearRelation();  // with element 0 = B

  // Adds an element and gives its number: 1, 2, … in the order of the calls.
  std::uint32_t element(const PublishedPoint& point);
  LinearRelation& equation(Equation equation);
  // P_image = x_scalar·P_element
  LinearRelation& equation(std::uint32_t image, std::uint32_t scalar, std::uint32_t element);

  std::size_t scalars() const { return scalars_; }
  const std::vector<PublishedPoint>& elements() const { return elements_; }
  const std::vector<Equation>& equations() const { return equations_; }
  std::size_t proof_size() const { return 32 * (equations_.size() + scalars_); }

  // The rules of the draft for instances: no empty equation or side, every index in range, every
  // element but B and every scalar used, no identity among elements, images and columns.
  // "proof.instance".
  base::Result<void> validate() const;
  // SerializeLinearRelation of the draft.
  base::Bytes serialize() const;

 private:
  std::vector<PublishedPoint> elements_;
  std::vector<Equation> equations_;
  std::size_t scalars_ = 0;
};

// X = x·B. Elements (X).
LinearRelation dl(const PublishedPoint& x);
// X = x·B and T = x·S. Elements (X, S, T).
LinearRelation dleq(const PublishedPoint& x, const PublishedPoint& s, const PublishedPoint& t);
// A_k = a_k·B for all k at once, one secret each (docs/protocol.md 4). Elements (A_0, A_1, …).
LinearRelation possession(std::span<const PublishedPoint> a);
// Y_k = y_k·B and D_k = y_k·S for all k, one secret each (docs/protocol.md 10).
// Elements (S, Y_1, D_1, Y_2, D_2, …); lengths equal.
LinearRelation sum_parts(const PublishedPoint& s, std::span<const PublishedPoint> y,
                         std::span<const PublishedPoint> d);
// R″ = ρ·R and Z″ = ρ·Z (docs/protocol.md 11). Elements (R, Z, R″, Z″).
LinearRelation raising(const PublishedPoint& r, const PublishedPoint& z,
                       const PublishedPoint& raised_r, const PublishedPoint& raised_z);

// The commitments, then the responses. The witness is secret; its length and everything in the
// relation are public. A relation that does not validate, or a witness of another length, is a
// programmer's error; a witness that does not fulfil the relation gives a proof that does not
// verify.
base::Bytes prove(const group::SecretGroup& ops, const hash::SessionTag& tag,
                  const LinearRelation& relation, std::span<const group::SecretScalar> witness,
                  base::Randomness& randomness);

struct LinearProof {
  std::vector<PublishedPoint> commitments;  // one an equation
  std::vector<group::Scalar> responses;     // one a scalar

  // "proof.length", "proof.point" (not canonical, or the identity), "proof.scalar".
  static base::Result<LinearProof> parse(base::ByteView bytes, std::size_t equations,
                                         std::size_t scalars);
};

// The challenge of the commitments' encodings, joined (DeriveChallenge of the draft).
group::Scalar linear_challenge(const hash::SessionTag& tag, const LinearRelation& relation,
                               base::ByteView commitments);

// Validates, parses and checks each equation: the errors above, or "proof.equation" with its
// number.
base::Result<void> verify(const hash::SessionTag& tag, const LinearRelation& relation,
                          base::ByteView proof);
// Validates and parses like verify and adds each equation to the batch, with a weight of its own.
// The proof is good if this succeeds and the batch holds.
base::Result<void> add_to_batch(EquationBatch& batch, const hash::SessionTag& tag,
                                const LinearRelation& relation, base::ByteView proof);

struct LinearClaim {
  hash::SessionTag tag;
  LinearRelation relation;
  base::ByteView proof;  // must outlive the call
};

struct Failure {
  std::size_t index;  // of the first that fails, in the given order
  base::Error error;
};

// Verifies many in batches; nothing means that all are good. Claims are made on demand, perhaps
// from several threads of the executor at once and more than once.
std::optional<Failure> verify_all(std::size_t count,
                                  const std::function<LinearClaim(std::size_t)>& claim,
                                  base::Randomness& randomness, base::Executor& executor);

}  // namespace undersigned::proof
