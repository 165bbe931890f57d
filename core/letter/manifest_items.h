// The items of a manifest (docs/protocol.md 3): read from JSON, with every rule that is about them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

// 1…64 items, the first and no other of kind signature, ids unique, M ≤ 128; ladders up to
// `people`. The options are numbered. Refusals as Manifest::parse has them.
base::Result<std::vector<Item>> read_items(const base::Json& list, std::uint32_t people);

}  // namespace undersigned::letter
