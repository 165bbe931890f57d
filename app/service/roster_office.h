// The office of issuer and registrar (docs/protocol.md 5), one party in this version: codes,
// credentials, cards; then the first leaves of the record and with them the letter's fingerprint.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/service/letter_folder.h"
#include "app/service/people.h"
#include "app/service/runtime.h"
#include "core/hash/sha2.h"

namespace undersigned::service {

struct IssueReport {
  std::uint32_t people = 0;
  std::uint32_t cohorts = 0;
  std::vector<std::string> notes;
};

// Gives every person a fresh code, in a uniformly random order, and writes the private list. May be
// repeated (new codes for all) until the roster is frozen; then refused ("roster.frozen"). Refuses
// "roster.size" if the list has another number of people than the manifest.
base::Result<IssueReport> issue_codes(LetterFolder& folder, const std::filesystem::path& csv,
                                      const Runtime& runtime);

struct FreezeReport {
  hash::Digest256 fingerprint{};
  std::uint32_t people = 0;
  std::uint64_t leaves = 0;
};

// Makes credentials and cards, appends the manifest, keys and roster leaves in one step, writes the
// record and the invitations. Repeating it after a crash completes what is missing and changes
// nothing. Refuses "keys.missing" before the trustees' key ceremony is complete.
base::Result<FreezeReport> freeze_roster(LetterFolder& folder, const Runtime& runtime);

}  // namespace undersigned::service
