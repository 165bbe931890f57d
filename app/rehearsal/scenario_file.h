// Scenario files (TOML, docs/guides/rehearsal.md): people's words for an organisation and a letter,
// every number with the place it comes from. A refusal names the line and the reason.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/rehearsal/scenario.h"

namespace undersigned::rehearsal {

inline constexpr std::size_t kMostScenarioBytes = 1 << 20;

struct ScenarioFile {
  Scenario scenario;
  std::vector<Variant> variants;  // at least one
  std::uint32_t replicas = 2048;
};

// Reads another file that a scenario names, by the name that it gives.
using ReadFile = std::function<base::Result<std::string>(const std::string& name)>;

// Refuses "scenario.syntax", "scenario.unknown" (a key nobody reads), "scenario.type",
// "scenario.origin" (a number without its label), "scenario.range" and whatever complete() refuses.
base::Result<ScenarioFile> parse_scenario(std::string_view text, const ReadFile& read);

// Two numbers a line, people counted from 0; a first line that is not numbers is a heading. With
// `both_ways` an edge joins in both directions. Refuses "edges.syntax" with the line.
base::Result<std::vector<Edge>> parse_edges(std::string_view text, bool both_ways);

}  // namespace undersigned::rehearsal
