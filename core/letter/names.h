// Opening the names (docs/protocol.md 11): of every credential it becomes known whether it signed
// by name with a condition that is met, and of those alone the card.
//
// The mathematics. (R_i, Z_i), Z_i = Σ_{k ∈ N*} E_i,k − B, encrypts 0 exactly for those. t trustees
// in turn raise each pair to a secret non-zero power; then the same t decrypt: zero stays zero,
// anything else becomes a uniform point as long as one of them is honest. Each raised pair carries
// its proof, each trustee's decryptions one proof for all, of a random weighted sum.
//
// These are the steps that a trustee takes and that others check one by one; opening.h is how they
// stand in a record.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/point.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"
#include "core/letter/card.h"
#include "core/letter/kept_entries.h"
#include "core/letter/manifest.h"
#include "core/proof/published.h"

namespace undersigned::letter {

// What every proof of an opening binds.
struct OpeningPlace {
  hash::Digest256 fingerprint{};
  std::uint32_t epoch = 0;  // the closing epoch
};

// (R, Z); neither is the identity.
struct OpeningPair {
  proof::PublishedPoint r, z;
};

// Σ_{k ∈ N*} of a value a coded option, N* being the options *by name* of levels 1…names_level:
// Y_{τ,N*} from a trustee's keys of all M options, and y_{τ,N*} from its shares.
group::Point named_key(std::span<const group::Point> per_option, const Item& signature,
                       std::size_t names_level);
group::SecretScalar named_share(std::span<const group::SecretScalar> per_option,
                                const Item& signature, std::size_t names_level);

// (R_i, Σ_{k ∈ N*} E_i,k − B) of each of these credentials' entries that stand at the close.
// Refuses
// ("names.pair", naming the credential) an identity, which takes a sum of the sealing keys to make.
base::Result<std::vector<OpeningPair>> opening_pairs(const KeptEntries& entries,
                                                     std::span<const std::uint32_t> credentials,
                                                     const Item& signature, std::size_t names_level,
                                                     base::Executor& executor);

// One pair of a trustee's round: (ρ·R, ρ·Z), and the proof that one ρ made both.
struct RaisedPair {
  static constexpr std::size_t kSize = 160;
  OpeningPair pair;
  base::ByteArray<96> proof{};

  // R″ ‖ Z″ ‖ proof.
  base::ByteArray<kSize> encode() const;
  // Refuses ("names.encoding") a wrong length and points that are not canonical or the identity: a
  // zero power would open everybody.
  static base::Result<RaisedPair> parse(base::ByteView bytes);
};

// A round as a trustee sends it: kSize bytes a pair. parse takes exactly `count` of them and
// refuses the first that is none.
base::Bytes encode_round(std::span<const RaisedPair> round);
base::Result<std::vector<RaisedPair>> parse_round(base::ByteView bytes, std::size_t count,
                                                  base::Executor& executor);
// The pairs that the next trustee raises, or that are decrypted.
std::vector<OpeningPair> raised_pairs(std::span<const RaisedPair> round);

// Where a round stands: the round-th, from 1, by trustee τ.
struct RaisingPlace {
  OpeningPlace opening;
  std::uint8_t round = 0;
  std::uint8_t trustee = 0;
};

// A trustee's round over all pairs, a fresh secret ρ_i ≠ 0 for each, erased at once.
std::vector<RaisedPair> raise(const group::SecretGroup& ops, base::Randomness& randomness,
                              base::Executor& executor, const RaisingPlace& place,
                              std::span<const OpeningPair> pairs);

// Verifies a round, or a run of it that starts with pair `first`; lengths equal. Refuses
// ("names.raise") naming the trustee and the first pair whose proof fails.
base::Result<void> verify_raise(base::Randomness& randomness, base::Executor& executor,
                                const RaisingPlace& place, std::uint32_t first,
                                std::span<const OpeningPair> pairs,
                                std::span<const RaisedPair> raised);

// What is decrypted with one proof for all: the raised pairs, or the keys of the opened cards.
enum class PartKind { kPairs, kCards };

struct PartPlace {
  OpeningPlace opening;
  PartKind kind = PartKind::kPairs;
  std::uint8_t trustee = 0;
};

// Trustee τ's part: D_i = y·X_i for every X_i, and the weighted proof.
struct OpeningPart {
  std::uint8_t trustee = 0;
  std::vector<proof::PublishedPoint> d;
  base::ByteArray<96> proof{};

  // As a trustee sends it: u8 τ ‖ each D_i ‖ proof. Refuses ("names.encoding").
  base::Bytes encode() const;
  static base::Result<OpeningPart> parse(base::ByteView bytes, std::size_t count);
};

// The X_i that are decrypted: the first components of the pairs.
std::vector<proof::PublishedPoint> first_components(std::span<const OpeningPair> pairs);

// `share` is y, secret; `key` = y·B the trustee's public share; X_i at least one, none the
// identity.
OpeningPart make_part(const group::SecretGroup& ops, base::Randomness& randomness,
                      base::Executor& executor, const PartPlace& place, const group::Point& key,
                      const group::SecretScalar& share,
                      std::span<const proof::PublishedPoint> points);

// Refuses ("names.part" or "names.card_part", naming the trustee); lengths equal.
base::Result<void> verify_part(const PartPlace& place, const group::Point& key,
                               std::span<const proof::PublishedPoint> points,
                               const OpeningPart& part);

// What all t parts make of one point, Σ λ_τ·D_τ,i, added up part by part in any order.
class PartSum {
 public:
  // The t distinct trustees whose parts will come, for `count` points.
  PartSum(std::span<const std::uint8_t> trustees, std::size_t count);
  // The verified part of one of them; each once.
  void add(std::uint8_t trustee, std::span<const proof::PublishedPoint> d,
           base::Executor& executor);
  const std::vector<group::Point>& sums() const { return sums_; }

 private:
  std::vector<std::uint8_t> trustees_;
  std::vector<group::Scalar> lambda_;
  std::vector<group::Point> sums_;
};

// Σ λ_τ·D_τ,i for every i, from verified parts of exactly t distinct trustees.
std::vector<group::Point> combine_opening(std::span<const OpeningPart> parts,
                                          base::Executor& executor);

// The opened ones of these credentials, ascending: those with Z_i = Σ λ_τ·D_τ,i. Lengths equal.
std::vector<std::uint32_t> opened_set(std::span<const std::uint32_t> credentials,
                                      std::span<const OpeningPair> pairs,
                                      std::span<const group::Point> decrypted);

struct OpenedCard {
  std::uint32_t index = 0;  // credential
  CardBody body{};
};

// S_i of the opened cards whose S is readable, in their order: what card parts are made of.
std::vector<proof::PublishedPoint> card_points(std::span<const OpenedCard> cards);

// A whole opening: what t trustees gave, in the order of the record.
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
