// Everybody's invitation, from the frozen roster and the private list of who has which code
// (docs/protocol.md 5). Secret, all of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/service/invited.h"
#include "app/service/letter_folder.h"

namespace undersigned::service {

// The first leaves of the record: manifest, keys, roster.
struct Foundation {
  hash::Digest256 fingerprint{};
  std::uint64_t leaves = 0;
};
base::Result<Foundation> read_foundation(const LetterFolder& folder);

// In the order of names, once the roster is frozen ("roster.draft" before).
base::Result<std::vector<Invited>> invitations_of(const LetterFolder& folder);

// All of them into private/invitations, and the table for a mail merge beside it.
base::Result<void> write_invitations(const LetterFolder& folder,
                                     const std::vector<Invited>& invited);

}  // namespace undersigned::service
