// The sealed entry and its proof of two branches (docs/protocol.md 6). An entry says: either I hold
// the credential's key c and (R, E) is a well-formed choice v under the sealing keys, or I hold the
// cover key p and (R, E) re-encrypts the entry of the epoch before. Nobody can tell which.
//
// Commitments P0, P1; challenge β folds the options; commitments T (choice) and U (cover);
// challenge X = x + x′, x for the choice branch and x′ for the cover branch. Equations (a) to (g)
// stand beside their code in entry_equations.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/elgamal/ciphertext.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"
#include "core/hash/transcript.h"
#include "core/proof/entry_shape.h"
#include "core/proof/generators.h"
#include "core/proof/linear.h"
#include "core/proof/published.h"

namespace undersigned::proof {

// All that is fixed for one letter once its roster is frozen.
class EntryContext {
 public:
  // keys are Y_1…Y_M, cover_key is P; none of them the identity (checked where they are read).
  EntryContext(const hash::Digest256& fingerprint, EntryShape shape,
               std::span<const group::Point> keys, const group::Point& cover_key);

  const hash::Digest256& fingerprint() const { return fingerprint_; }
  const EntryShape& shape() const { return shape_; }
  const Generators& generators() const { return generators_; }
  std::span<const group::Point> keys() const { return keys_; }
  const group::Point& cover_key() const { return cover_key_; }
  // The ciphertext of every credential in epoch 0.
  const PublishedCiphertext& origin() const { return origin_; }
  // What every transcript absorbs first:
  // u32 M ‖ u32 items ‖ (u32 rows ‖ u32 columns) of each ‖ P ‖ Y_1…Y_M.
  base::ByteView preamble() const { return preamble_; }

 private:
  hash::Digest256 fingerprint_;
  EntryShape shape_;
  Generators generators_;
  std::vector<group::Point> keys_;
  group::Point cover_key_;
  PublishedCiphertext origin_;
  base::Bytes preamble_;
};

// Where an entry stands. Refers to the credential's key and to the previous ciphertext, which must
// outlive it. Places of one credential in successive epochs that refer to the very object inside
// the earlier entry, Entry::sealed(), are verified faster in one batch.
struct EntryPlace {
  std::uint64_t epoch;                  // from 1
  std::uint64_t index;                  // of the credential, from 0
  const PublishedPoint* credential;     // C
  const PublishedCiphertext* previous;  // (R′, E′): of epoch − 1; context.origin() in epoch 1
};

// An entry whose encoding was accepted: every point is canonical and not the identity, every scalar
// canonical. Its proof may still be false.
class Entry {
 public:
  static constexpr std::size_t size(std::size_t options) { return 32 * (2 * options + 15); }
  // Exactly size(options) bytes. "entry.length", "entry.point", "entry.scalar", section 6; the
  // message names the field.
  static base::Result<Entry> parse(base::ByteView bytes, std::size_t options);

  // (R, E): what sums and the next epoch use.
  const PublishedCiphertext& sealed() const { return sealed_; }
  const elgamal::VectorCiphertext& ciphertext() const { return sealed_.points(); }
  std::size_t options() const { return sealed_.options(); }
  const base::Bytes& encode() const { return bytes_; }

  // P0, P1, T_E, T_R, T_C, U_R, U_E, U_P.
  enum Commitment : std::size_t { kP0, kP1, kTE, kTR, kTC, kUR, kUE, kUP, kCommitments };
  std::span<const group::Point> commitments() const { return commitments_; }
  // x′, f_1…f_M, z_P, z_r, z_c, z_δ, z_p.
  const group::Scalar& cover_challenge() const { return scalars_.front(); }
  std::span<const group::Scalar> f() const { return std::span(scalars_).subspan(1, options()); }
  enum Response : std::size_t { kZP, kZR, kZC, kZDelta, kZCover, kResponses };
  const group::Scalar& response(Response which) const { return scalars_[1 + options() + which]; }
  // P0 ‖ P1, and T_E ‖ … ‖ U_P, as the transcript absorbs them.
  base::ByteView first_commitments() const;
  base::ByteView second_commitments() const;

 private:
  using Commitments = std::array<group::Point, kCommitments>;
  Entry(PublishedCiphertext sealed, const Commitments& commitments,
        std::vector<group::Scalar> scalars, base::Bytes bytes)
      : sealed_(std::move(sealed)),
        commitments_(commitments),
        scalars_(std::move(scalars)),
        bytes_(std::move(bytes)) {}
  PublishedCiphertext sealed_;
  Commitments commitments_;
  std::vector<group::Scalar> scalars_;
  base::Bytes bytes_;
};

// The signer's choice v, secret: for each item at most one coded option, or a whole ranking.
class Choice {
 public:
  // One answer for each row of each item: 0 for none (no, or no answer), else j for the row's j-th
  // option. Constant time in the answers; one beyond the row's options is a programmer's error. A
  // ranking's rows name each place once, or are all 0: otherwise the entry does not verify.
  Choice(const EntryShape& shape, std::span<const std::uint32_t> answers);
  // Nothing anywhere: to withdraw is to choose this.
  static Choice none(const EntryShape& shape);

  // v_1…v_M, each 0 or 1.
  std::span<const group::Scalar> values() const { return values_.view(); }

 private:
  base::SecretVector<group::Scalar> values_;
};

// The choice branch. `key` is c with C = c·B, secret like the choice; with another key the entry
// does not verify. Aborts only if the randomness is broken.
Entry make_choice_entry(const group::SecretGroup& ops, const EntryContext& context,
                        const EntryPlace& place, const group::SecretScalar& key,
                        const Choice& choice, base::Randomness& randomness);
// The cover branch: re-encrypts place.previous. `cover_key` is p with P = p·B, secret.
Entry make_cover_entry(const group::SecretGroup& ops, const EntryContext& context,
                       const EntryPlace& place, const group::SecretScalar& cover_key,
                       base::Randomness& randomness);

// Checks the sums of rankings, then (a) to (g), one after the other, and names the first that
// fails, section 6: "entry.proof.ranking", "entry.proof.choice" (a), "entry.proof.ciphertext" (b),
// "entry.proof.randomness" (c), "entry.proof.credential" (d), "entry.proof.cover-randomness" (e),
// "entry.proof.cover-ciphertext" (f), "entry.proof.cover-key" (g). The entry has the context's
// number of options, else "entry.length".
base::Result<void> verify_entry(const EntryContext& context, const EntryPlace& place,
                                const Entry& entry);

struct PlacedEntry {
  EntryPlace place;
  const Entry* entry;  // must outlive the call
};

// Verifies many in batches (docs/protocol.md 13); nothing means that all are good, otherwise the
// first bad one of the given order, with the error of verify_entry.
std::optional<Failure> verify_entries(const EntryContext& context,
                                      std::span<const PlacedEntry> entries,
                                      base::Randomness& randomness, base::Executor& executor);

}  // namespace undersigned::proof
