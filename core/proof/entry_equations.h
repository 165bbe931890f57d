// What prover and verifier of entries share: the transcript with its two challenges, and the
// equations (a) to (g) of docs/protocol.md 6. Internal to core/proof.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/proof/batch.h"
#include "core/proof/entry.h"

namespace undersigned::proof {

// The transcript of one entry up to its challenges.
class EntryTranscript {
 public:
  EntryTranscript(const EntryContext& context, const EntryPlace& place);
  // β, after R ‖ E_1…E_M and P0 ‖ P1.
  group::Scalar absorb_first(base::ByteView sealed, base::ByteView commitments);
  // X, after T_E ‖ T_R ‖ T_C ‖ U_R ‖ U_E ‖ U_P.
  group::Scalar absorb_second(base::ByteView commitments);

 private:
  hash::Transcript transcript_;
};

struct EntryChallenges {
  group::Scalar beta;
  group::Scalar total;  // X = x + x′
};

EntryChallenges entry_challenges(const EntryContext& context, const EntryPlace& place,
                                 const Entry& entry);

// β_k = β^(k−1) for k = 1…count.
std::vector<group::Scalar> powers(const group::Scalar& beta, std::size_t count);

// Where the points of a context are in a sum: first handles of runs.
struct ContextHandles {
  ContextHandles(PointSum& sum, const EntryContext& context);
  PointSum::Handle g, h, i, k, keys, cover_key;
};

// Where the points of one entry and its place are. Two of them may share handles.
struct EntryHandles {
  PointSum::Handle credential;
  PointSum::Handle previous;     // R′, then E′_1…E′_M
  PointSum::Handle sealed;       // R, then E_1…E_M
  PointSum::Handle commitments;  // in the order of Entry::Commitment
};
PointSum::Handle share_sealed(PointSum& sum, const PublishedCiphertext& ciphertext);

// All that the terms of the equations of one entry are made of.
struct EntryTerms {
  EntryTerms(const EntryContext& context, const Entry& entry, const EntryChallenges& challenges,
             const ContextHandles& context_handles, const EntryHandles& handles);
  const EntryContext& context;
  const Entry& entry;
  const ContextHandles& shared;
  const EntryHandles& own;
  group::Scalar x;        // of the choice branch, X − x′
  group::Scalar x_cover;  // x′
  std::vector<group::Scalar> beta;
};

// Adds weight·(left side − right side) of one equation to the sum.
using EntryEquation = void (*)(PointSum& sum, const EntryTerms& terms, const group::Scalar& weight);

struct NamedEquation {
  EntryEquation add;
  const char* check;
  const char* message;
};
inline constexpr std::size_t kEntryEquations = 7;
// (a) to (g), in this order.
extern const std::array<NamedEquation, kEntryEquations> kEntryEquation;

}  // namespace undersigned::proof
