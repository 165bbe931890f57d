// The entries of a letter that failed, left out of what is published (docs/protocol.md 16).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/service/letter_folder.h"
#include "app/service/runtime.h"

namespace undersigned::service {

struct WithholdReport {
  std::uint64_t entries = 0;
  // Trustees that have not said that their shares are erased; fewer than t.
  std::vector<std::string> not_erased;
};

// Verifies the whole record, decides for good that its entries are withheld, and writes its files
// without them; whoever is stopped on the way runs it again. Refuses "withhold.state" of a letter
// that has not failed, "withhold.erasures" while t trustees may still have their shares.
base::Result<WithholdReport> withhold_entries(LetterFolder& folder, const Runtime& runtime);

}  // namespace undersigned::service
