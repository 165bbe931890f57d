// The office of first issuer and registrar (docs/protocol.md 5), one party in this version: codes,
// credentials, cards; then the first leaves of the record and with them the letter's fingerprint.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/service/letter_folder.h"
#include "app/service/people.h"
#include "app/service/runtime.h"
#include "app/service/second_issuer.h"
#include "core/hash/sha2.h"

namespace undersigned::service {

enum class Codes {
  kFresh,  // everybody gets a new one
  kKept,   // whoever had one in the version before keeps it, by name; the others get new ones
};

struct IssueReport {
  std::uint32_t people = 0;      // who sign
  std::uint32_t testifying = 0;  // and those who do not
  std::uint32_t cohorts = 0;
  std::uint32_t kept = 0;  // codes of the version before
  std::vector<std::string> notes;
};

// Gives every person a fresh code, in a uniformly random order, and a salt to everybody who signs
// where names are committed to, always a fresh one; writes the private list. May be repeated (new
// codes for all) until the roster is frozen; then refused ("roster.frozen"). Refuses
// "roster.size" if another number of people sign than the manifest says.
base::Result<IssueReport> issue_codes(LetterFolder& folder, const std::filesystem::path& csv,
                                      const Runtime& runtime, Codes codes = Codes::kFresh);

// Takes the codes back that were issued last: nobody has one afterwards, and the list may be issued
// anew. Refuses "roster.missing" where none were issued, "roster.frozen" after freezing.
base::Result<void> undo_codes(LetterFolder& folder);

struct FreezeReport {
  hash::Digest256 fingerprint{};
  std::uint32_t people = 0;
  std::uint64_t leaves = 0;
  std::filesystem::path to_sign;  // not empty: the second issuer must sign this file first
};

// What a second issuer has given (app/service/second_issuer.h).
struct FromSecondIssuer {
  std::optional<Halves> halves;
  std::optional<group::Signature> signature;
};

// Makes credentials and cards, appends the manifest, keys and roster leaves in one step, writes the
// record and the invitations. Repeating it after a crash completes what is missing and changes
// nothing. With two issuers in two steps: given the halves, it writes the roster's draft for the
// second one to sign (again, with other halves, as long as nothing is frozen); given the signature,
// it freezes that draft. Refuses "roster.list" for halves of another list than the one that was
// issued, "keys.missing" before the trustees' key ceremony is complete, "roster.halves" and
// "roster.signature" for what a second issuer has still to give.
base::Result<FreezeReport> freeze_roster(LetterFolder& folder, const Runtime& runtime,
                                         const FromSecondIssuer& given = {});

}  // namespace undersigned::service
