// A share of the roster as a number of people: authors say *half of us*, the manifest says how many
// (docs/protocol.md 3: ladders are numbers).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/result.h"

namespace undersigned::letter {

// ⌈people · percent / 100⌉, exactly. `percent` is a decimal above 0 and at most 100 with at most
// six digits after the point, with or without a percent sign: "50", "33.3%". people: 1…kMaxPeople.
base::Result<std::uint32_t> share_of(std::string_view percent, std::uint32_t people);

}  // namespace undersigned::letter
