// Scenario files: TOML for people, read into the value that core/rehearsal/plan.h loads, with the
// line of every node, so that a refusal names the line and the reason.
#pragma once

#include <string_view>

#include "core/rehearsal/plan.h"

namespace undersigned::rehearsal {

inline constexpr std::size_t kMostScenarioBytes = 1 << 20;

// Refuses "scenario.size", "scenario.syntax" and whatever parse_plan() refuses.
base::Result<Plan> parse_scenario(std::string_view text, const ReadFile& read);
// The value alone, as a page hands it to the C interface.
base::Result<base::Json> scenario_value(std::string_view text);

}  // namespace undersigned::rehearsal
