// A verified letter's result as JSON (docs/guides/result.md): the numbers of an Outcome, none
// added, none left out. What is not open is null or an empty list, never 0.
#pragma once

#include <string_view>

#include "core/base/json.h"
#include "core/letter/outcome.h"

namespace undersigned::letter {

// "in-progress", "opened", "opened-counted" or "failed".
std::string_view state_name(LetterState state);

// The whole result as one object with "undersigned-result": 1, keys always in the same order.
base::Json result_json(const Outcome& outcome);

}  // namespace undersigned::letter
