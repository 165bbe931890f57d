// The verifier of a whole record (docs/protocol.md 13): a state machine that is fed the leaves in
// their order and refuses the first one that breaks a rule. Of the entries it holds the ciphertexts
// of the last epoch and the running chunk; it stays usable while a record grows (a trustee before
// it contributes, a page leaf by leaf).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/ceremony/keys.h"
#include "core/hash/sha2.h"
#include "core/letter/count.h"
#include "core/letter/kept_entries.h"
#include "core/letter/manifest.h"
#include "core/letter/outcome.h"
#include "core/letter/record_files.h"
#include "core/letter/roster.h"
#include "core/letter/tally_plan.h"
#include "core/proof/published.h"

namespace undersigned::letter {

// One line of a verification, in the order of section 13.
struct CheckLine {
  std::string name;     // "files", "checkpoint", "manifest", … "state"
  std::string section;  // of docs/protocol.md
  bool ok = false;
  std::string detail;  // one sentence for a person
  // Could not be checked, since the entries are withheld (section 16); `ok` is false then.
  bool withheld = false;
};
using CheckCallback = std::function<void(const CheckLine&)>;

// Why a record was refused.
struct Failure {
  std::string line;   // the check of section 13 it belongs to: "entries"
  std::string check;  // the precise check: "entry.proof"
  std::string section;
  std::optional<std::uint64_t>
      leaf;          // the first leaf that fails; none where a file or an absence does
  std::string kind;  // of that leaf: "entry"; or the path of a file; or ""
  std::string message;
};

// What comes next in a record that has been read so far.
enum class NextKind {
  kFoundation,      // manifest, keys, roster
  kHolding,         // a holding statement, of `trustee`
  kEpoch,           // the entries and the leaf of `epoch`
  kDraw,            // the draw whether `epoch`, which is complete, closes the letter
  kSignatureTally,  // the tally of the signature item
  kOpening,         // the opening of names
  kTally,           // a tally of another item
  kComplete,        // nothing
};
struct NextStep {
  NextKind kind = NextKind::kFoundation;
  std::uint8_t trustee = 0;
  std::uint32_t epoch = 0;
  TallyPlace tally;  // kSignatureTally, kTally
};

// How much a verifier may hold.
struct VerifierMemory {
  // Entries that are held and verified together: enough for batches on several threads, few enough
  // for a browser's memory (about 14 KB each for 32 options).
  std::size_t entries_at_once = 1'024;
  // Of the last epoch's ciphertexts, ready for use (kept_entries.h).
  std::size_t ready_bytes = KeptEntries::kMostReadyBytes;
  // entries() of the closing epoch are there after the count too: trustees need them, who verifies
  // does not.
  bool entries_after_count = true;
};

class RecordVerifier {
 public:
  // `fingerprint`: the one from the invitation; without it the record is *self-consistent only*.
  // executor and randomness must outlive the verifier; `lines` may be empty; at least one entry at
  // once.
  RecordVerifier(base::Executor& executor, base::Randomness& randomness, CheckCallback lines = {},
                 std::optional<hash::Digest256> fingerprint = {}, VerifierMemory memory = {});
  ~RecordVerifier();
  RecordVerifier(RecordVerifier&&) noexcept;
  RecordVerifier& operator=(RecordVerifier&&) noexcept;

  // The next leaf, header and all. An error is final: failure() says where, and every later call
  // repeats it. Entries are verified in chunks: a bad one is named when its chunk is full, or by
  // the next leaf of another kind.
  base::Result<void> add_leaf(base::ByteView leaf);
  // The next leaf is an entry that is withheld, of which the hash is all that is known (section
  // 16). Of a record all entries are withheld or none ("withheld.partly").
  base::Result<void> add_withheld(const hash::Digest256& leaf_hash);
  // For a reader that follows one credential and not every entry, in place of add_leaf once the
  // holding statements are there: an amendment that stands before the entries of `epoch`. Refuses
  // "leaf.order" and what AmendmentLeaf refuses, and then changes nothing.
  base::Result<void> amend(base::ByteView leaf, std::uint32_t epoch);
  // The next leaf comes from outside and may be anything; it is taken if it stands beside the
  // letter (section 15). Refuses "beside.place" (nothing stands there now, or it is no such leaf)
  // and what such a leaf refuses, and then changes nothing.
  base::Result<void> add_beside(base::ByteView leaf);
  // The record ends here: refuses an end in the middle of something; gives the remaining lines.
  // With entries withheld refuses all but a letter that failed and whose shares are said to be
  // erased ("withheld.state", "withheld.erasures"); what it gives is not a valid record's.
  // A record that goes on afterwards may be added to, and finished again.
  base::Result<Outcome> finish();

  const Failure* failure() const;  // null: none so far
  std::uint64_t leaves() const;    // accepted so far
  hash::Digest256 root() const;    // of the tree over them
  NextStep next() const;

  // What has been read and verified so far; null or empty before.
  const Manifest* manifest() const;
  const ceremony::LetterKeys* keys() const;
  const Roster* roster() const;
  const Cells& cells() const;  // empty before
  std::optional<hash::Digest256> fingerprint() const;
  std::uint32_t epochs_complete() const;
  std::uint64_t last_epoch_end() const;    // Unix seconds; 0 before the first one's
  std::uint64_t entry_count() const;       // of all epochs so far
  std::uint32_t last_entry_count() const;  // of the last complete epoch
  // The ciphertexts of the last complete epoch, in the roster's order; null while the next epoch's
  // entries are being read, and after the count if VerifierMemory says so.
  const KeptEntries* entries() const;
  // Sections 10 and 12, of the closing epoch: the sum that a tally opens, and its place. Only once
  // the closing epoch is complete, and of an item and a cell that exist.
  ItemSum sum(const TallyPlace& place) const;
  SumPlace sum_place(const TallyPlace& place) const;
  // The tallies that trustees may answer now (TallyPlan::due): the signature's, or, once the letter
  // has opened and every name is there, those of the other items.
  std::vector<TallyPlace> due_tallies() const;
  const std::optional<SettledSignature>& settlement() const;
  // Section 15, so far.
  const Beside& beside() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

struct VerifyReport {
  std::vector<CheckLine> lines;
  std::optional<Failure> failure;
  std::optional<Outcome> outcome;  // exactly if there is no failure
  // Entries withheld after failure, and all that can be checked without them is as it should be
  // (section 16): what the record says. `failure` says so too ("entries.withheld"), since such a
  // record is never valid.
  std::optional<Outcome> withheld;
};

// Is given the verifier of a record that is valid, before it goes: for what an outcome does not
// hold.
using ValidCallback = std::function<void(const RecordVerifier&)>;

// Verifies a record folder: files, checkpoint, then every leaf. The one function behind
// undersigned-verify, the app and the page.
VerifyReport verify_record(RecordFiles& files, std::optional<hash::Digest256> fingerprint,
                           base::Executor& executor, base::Randomness& randomness,
                           const CheckCallback& lines = {}, const ValidCallback& valid = {});

}  // namespace undersigned::letter
