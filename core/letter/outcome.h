// What a verified record says: the one value that reports, pages and exports are made from.
// Everything in it was recomputed by the verifier (docs/protocol.md 13); nothing here is secret.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/hash/sha2.h"
#include "core/letter/erasure.h"
#include "core/letter/manifest.h"
#include "core/letter/objection.h"
#include "core/letter/offer.h"
#include "core/letter/outcome_leaf.h"
#include "core/letter/withdrawal.h"

namespace undersigned::letter {

enum class LetterState {
  kInProgress,       // the record may go on; `next` says with what
  kOpenedWithNames,  // names settled; counted signatures may have settled too
  kOpenedCounted,    // no level of names held, but a level of the count did
  kFailed,           // nothing settled: nothing but the loud count is open
};

struct OpenedName {
  std::uint32_t index = 0;  // credential
  bool readable = false;    // an unreadable card counts, without a name
  std::string name, role, cohort;
};

// The opened sums of the signature item: one number a level, by name and counted.
struct SignatureCount {
  std::vector<std::uint32_t> named;
  std::vector<std::uint32_t> counted;
};

struct SettledSignature {
  std::size_t names_level = 0;    // j*, from 1; 0: no level of names holds
  std::uint32_t names = 0;        // W
  std::size_t counted_level = 0;  // j′, from 1; 0: none
  std::uint32_t signatures = 0;   // W plus the counted that settled; 0 if the letter did not open
};

// The number of a cell that is everybody, in tags and tally leaves (sections 10 and 12).
inline constexpr std::uint16_t kAllCells = 65'535;

// A cell of section 12: one cohort or several merged ones.
struct Cell {
  std::vector<std::string> cohorts;
  std::uint32_t people = 0;
};

// The tally of one choice item: counts[cell][answer]; who gave no answer is people − Σ.
struct ChoiceTally {
  std::size_t item = 0;  // index into the manifest's items
  std::vector<std::vector<std::uint32_t>> counts;

  friend bool operator==(const ChoiceTally&, const ChoiceTally&) = default;
};

// A demand or a pledge: how many chose exactly level 1, 2, …, and what that settles.
struct LadderTally {
  std::size_t item = 0;  // index into the manifest's items
  std::vector<std::uint32_t> counts;
  std::size_t level = 0;     // the greatest that holds, from 1; 0: none
  std::uint32_t people = 0;  // those with that level or a lower one; 0 if none holds
  // Of a demand that holds: how many said that they oppose it; once that is tallied.
  std::optional<std::uint32_t> opposed;

  friend bool operator==(const LadderTally&, const LadderTally&) = default;
};

// A ranking: counts[answer][place], over everybody. Every row and column adds up to those who
// ranked.
struct RankingTally {
  std::size_t item = 0;
  std::vector<std::vector<std::uint32_t>> counts;

  friend bool operator==(const RankingTally&, const RankingTally&) = default;
};

// What is tallied of an opened letter beside its signatures. Different quantities: nothing adds
// them up.
struct TalliedItems {
  std::vector<LadderTally> demands, pledges;
  std::vector<ChoiceTally> choices;
  std::vector<RankingTally> rankings;

  friend bool operator==(const TalliedItems&, const TalliedItems&) = default;
};

// What stands beside the letter (section 15), each in the order of the record.
struct Beside {
  std::vector<OfferLeaf> offers;
  std::vector<ObjectionStatement> objections;
  std::vector<ErasureStatement> erasures;  // section 16
  std::vector<WithdrawalLeaf> withdrawals;
  std::vector<OutcomeLeaf> outcomes;
};

struct Outcome {
  Manifest manifest;
  hash::Digest256 fingerprint{};
  LetterState state = LetterState::kInProgress;
  std::string next;  // in progress: what comes next, for a person
  std::uint32_t epochs_complete = 0;
  std::uint64_t closed_at = 0;  // Unix seconds, end of the last complete epoch; 0 if none
  std::uint64_t leaves = 0;     // tree size
  hash::Digest256 root{};
  std::vector<std::string> cohorts;
  std::uint32_t testifying = 0;  // credentials that testify and do not sign
  std::uint32_t amendments = 0;  // codes that were replaced
  std::optional<SignatureCount> count;
  std::optional<SettledSignature> settlement;
  std::vector<OpenedName> names;  // in the order of credentials
  std::vector<Cell> cells;        // known from the roster on
  TalliedItems tallies;
  Beside beside;
};

}  // namespace undersigned::letter
