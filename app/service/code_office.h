// The first issuer's codes (docs/protocol.md 5): who gets one, who has it, until the roster is
// frozen (roster_office.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/service/letter_folder.h"
#include "app/service/people.h"
#include "app/service/runtime.h"
#include "core/base/result.h"

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

}  // namespace undersigned::service
