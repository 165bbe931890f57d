// The items of an author's draft (docs/protocol.md 3): what the manifest says of them, and ladders
// that may be shares of the roster ("40%") until the manifest is fixed.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/letter/manifest.h"

namespace undersigned::service {

// The list "items" of a draft; what else is wrong with them the manifest's own rules say. Refuses
// "draft.…", naming the path.
base::Result<std::vector<letter::Item>> read_draft_items(const base::JsonObject& draft,
                                                         std::uint32_t people);

}  // namespace undersigned::service
