// Opening the names (docs/protocol.md 11): of every credential it becomes known whether it signed
// by name with a condition that is met, and of those alone the card.
//
// The mathematics. (R_i, Z_i), Z_i = Σ_{k ∈ N*} E_i,k − B, encrypts 0 exactly for those. t trustees
// in turn raise each pair to a secret non-zero power; then they decrypt: zero stays zero, anything
// else becomes a uniform point as long as one of them is honest. Each raising carries its proof;
// each trustee's decryptions carry one proof for all, of a random weighted sum.
//
// A trustee's agent uses raise, open_points and their verifications; the record's verifier reads
// the same from leaves through OpeningVerifier (opening.h).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/elgamal/ciphertext.h"
#include "core/group/point.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

// What every proof of an opening binds.
struct OpeningPlace {
  hash::Digest256 fingerprint{};
  std::uint32_t epoch = 0;  // the closing epoch
};

// The coded options *by name* of levels 1…names_level (0-based, of the letter's M): N*.
std::span<const group::Point> named_options(std::span<const group::Point> per_option,
                                            const Item& signature, std::size_t names_level);

// (R_i, Σ_{k ∈ N*} E_i,k − B) of each credential. Refuses ("names.pair", naming the credential) an
// identity, which only someone who holds a sum of sealing keys can make.
base::Result<std::vector<elgamal::Ciphertext>> opening_pairs(
    std::span<const elgamal::VectorCiphertext> entries, const Item& signature,
    std::size_t names_level);

// One pair of a trustee's round: R″ = ρ·R, Z″ = ρ·Z, with its proof.
struct RaisedPair {
  static constexpr std::size_t kSize = 160;
  elgamal::Ciphertext pair;
  base::ByteArray<96> proof{};

  void encode(std::span<std::uint8_t> out) const;  // kSize bytes
  static base::Result<RaisedPair> parse(base::ByteView bytes);
};

// Where a round stands: round 1…t, by trustee τ.
struct RaisingPlace {
  OpeningPlace opening;
  std::uint8_t round = 0;
  std::uint8_t trustee = 0;
};

// A trustee's round over all pairs: a fresh secret ρ_i ≠ 0 for each, erased afterwards.
std::vector<RaisedPair> raise(const group::SecretGroup& ops, base::Randomness& randomness,
                              base::Executor& executor, const RaisingPlace& place,
                              std::span<const elgamal::Ciphertext> pairs);

// Verifies a round, or a run of it that starts with credential `first`. Refuses ("names.raise")
// naming the trustee and the first credential whose proof fails.
base::Result<void> verify_raise(base::Randomness& randomness, base::Executor& executor,
                                const RaisingPlace& place, std::uint32_t first,
                                std::span<const elgamal::Ciphertext> pairs,
                                std::span<const RaisedPair> raised);

// What is decrypted with one proof for all: the raised pairs, or the keys of the opened cards.
enum class PartKind { kPairs, kCards };

// Trustee τ's part: D_i = y·X_i for every X_i, and the weighted proof.
struct OpeningPart {
  std::uint8_t trustee = 0;
  std::vector<group::Point> d;
  base::ByteArray<96> proof{};
};

struct PartPlace {
  OpeningPlace opening;
  PartKind kind = PartKind::kPairs;
  std::uint8_t trustee = 0;
};

// Σ_{k ∈ N*} of a trustee's shares: the secret of its decryption of pairs; and of its share keys,
// or of the sealing keys.
group::SecretScalar named_share(std::span<const group::SecretScalar> sealing_shares,
                                const Item& signature, std::size_t names_level);
group::Point named_key(std::span<const group::Point> sealing_keys, const Item& signature,
                       std::size_t names_level);

// `key` = y·B is the trustee's public share, `points` the X_i, none the identity.
OpeningPart make_part(const group::SecretGroup& ops, base::Randomness& randomness,
                      base::Executor& executor, const PartPlace& place, const group::Point& key,
                      const group::SecretScalar& share, std::span<const group::Point> points);

// Refuses ("names.part" or "names.card_part", naming the trustee).
base::Result<void> verify_part(const PartPlace& place, const group::Point& key,
                               std::span<const group::Point> points, const OpeningPart& part);

// Σ λ_τ·D_τ,i for every i, from exactly t parts of distinct trustees.
std::vector<group::Point> combine_opening(std::span<const OpeningPart> parts,
                                          base::Executor& executor);

// The opened credentials, ascending: those with Z_i = Σ λ_τ·D_τ,i.
std::vector<std::uint32_t> opened_set(std::span<const elgamal::Ciphertext> pairs,
                                      std::span<const group::Point> decrypted);

struct OpenedCard {
  std::uint32_t index = 0;  // credential
  base::Bytes body;         // kCardBodySize bytes, as the roster's hash says
};

// A whole opening, in the order of the record.
struct Opening {
  struct Round {
    std::uint8_t trustee = 0;
    std::vector<RaisedPair> pairs;
  };
  std::vector<Round> rounds;            // t, in the order in which they came
  std::vector<OpeningPart> parts;       // the same t, τ ascending
  std::vector<OpenedCard> cards;        // ascending
  std::vector<OpeningPart> card_parts;  // the same t, τ ascending; empty if no S is readable
};

}  // namespace undersigned::letter
