// Plans: a scenario and its variants as people write them, read from a JSON value. The program
// reads TOML files into the same value (app/rehearsal), a browser page makes it itself; this is the
// one door for both (docs/guides/rehearsal.md has the keys). Every number comes with its origin,
//   {"is": 0.4, "from": "assumption" | "article" | "data", "low": 0.2, "high": 0.6},
// and whatever is missing, unknown, of another type or impossible is refused with its place and the
// reason. Nothing here is secret.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/rehearsal/scenario.h"

namespace undersigned::rehearsal {

inline constexpr std::uint32_t kMostReplicas = 1'000'000;
inline constexpr std::size_t kMostVariants = 64;
// Of an edge list that a scenario names.
inline constexpr std::size_t kMostListedEdges = 8'000'000;

struct Plan {
  Scenario scenario;
  std::vector<Variant> variants;  // at least one
  std::uint32_t replicas = 2048;
};

// Where a node of the value stands, to begin a refusal with: "line 7: ", or nothing.
using Where = std::function<std::string(const base::Json& node)>;
// Reads another file that the scenario names, by the name that it gives.
using ReadFile = std::function<base::Result<std::string>(const std::string& name)>;

// Refuses "scenario.unknown" (a key nobody reads), "scenario.type", "scenario.origin" (a number
// without its label), "scenario.range", whatever complete() refuses, and what the files that it
// names are refused for.
base::Result<Plan> parse_plan(const base::Json& root, const Where& where, const ReadFile& read);

// Two numbers a line, people counted from 0; a first line that is not numbers is a heading. With
// `both_ways` an edge joins in both directions. Refuses "edges.syntax" with the line.
base::Result<std::vector<Edge>> parse_edges(std::string_view text, bool both_ways);
// A person and their department's number a line, as above; everybody once. Refuses
// "departments.syntax", "departments.person" (stranger, twice, missing) with the line.
base::Result<std::vector<std::uint32_t>> parse_departments(std::string_view text,
                                                           std::uint32_t people);

}  // namespace undersigned::rehearsal
