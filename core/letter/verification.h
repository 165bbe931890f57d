// What the parts of the record's verifier share (docs/protocol.md 13): the checks by name, what has
// been verified so far, and where the verifier stands, so that a refusal names its leaf. Internal
// to core/letter; verifier.h is the door.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/ceremony/keys.h"
#include "core/hash/sha2.h"
#include "core/letter/cells.h"
#include "core/letter/leaf.h"
#include "core/letter/manifest.h"
#include "core/letter/roster.h"
#include "core/letter/verifier.h"
#include "core/log/merkle.h"

namespace undersigned::letter {

// The lines of section 13, in their order.
enum class Check {
  kFiles,
  kCheckpoint,
  kManifest,
  kKeys,
  kRoster,
  kHolding,
  kFingerprint,
  kEpochs,
  kEntries,
  kCount,
  kSettlement,
  kNames,
  kCells,
  kTallies,
  kBeside,
  kState,
};

// "files", "checkpoint", …
std::string_view name_of(Check check);
// The line of a check that passed, and that of one that failed.
CheckLine passed(Check check, std::string detail);
CheckLine failed(const Failure& failure);
// That of one that cannot be made, since the entries are withheld (section 16).
CheckLine unchecked(Check check, std::string detail);
// "1 credential", "2 credentials".
std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural);

// Where a refusal lies: the line it belongs to, and the first leaf that fails.
struct Blame {
  Check check = Check::kManifest;
  std::optional<std::uint64_t> leaf;
  std::string kind;  // of that leaf
};
Failure failure_at(const Blame& blame, const base::Error& error);

// The record as far as it was verified.
struct Verification {
  base::Executor& executor;
  base::Randomness& randomness;
  CheckCallback lines;
  std::optional<hash::Digest256> expected;  // the given fingerprint

  log::Frontier tree;  // over the leaves accepted so far
  std::optional<Manifest> manifest;
  std::optional<ceremony::LetterKeys> keys;
  std::optional<Roster> roster;
  std::optional<hash::Digest256> fingerprint;
  Cells cells;
  Blame blame;
  bool withheld = false;  // the entries are

  // The leaf that is being looked at: its index.
  std::uint64_t current() const { return tree.size(); }
  void pass(Check check, std::string detail) {
    if (lines) lines(passed(check, std::move(detail)));
  }
  // What rests on the entries' bytes: passed, unless they are withheld.
  void pass_entries(Check check, std::string detail) {
    if (!lines) return;
    lines(withheld ? unchecked(check, std::move(detail)) : passed(check, std::move(detail)));
  }
};

}  // namespace undersigned::letter
