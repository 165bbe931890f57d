#include "app/rehearsal/scenario_file.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>
#include <algorithm>
#include <initializer_list>

namespace undersigned::rehearsal {
namespace {

std::unexpected<base::Error> refuse(const toml::node& at, const char* check, std::string reason) {
  return base::fail(check, "",
                    "line " + std::to_string(at.source().begin.line) + ": " + std::move(reason));
}

base::Result<void> only(const toml::table& table, std::initializer_list<std::string_view> keys) {
  for (const auto& [key, node] : table) {
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
      return refuse(node, "scenario.unknown",
                    "\"" + std::string(key.str()) + "\" is not a key of this place.");
    }
  }
  return {};
}

// Reads table[key] into `value` if it is there.
template <class T>
base::Result<void> read(const toml::table& table, std::string_view key, T& value) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  const auto found = node->value<T>();
  if (!found) {
    return refuse(*node, "scenario.type", "\"" + std::string(key) + "\" is of another type.");
  }
  value = *found;
  return {};
}

base::Result<void> read_number(const toml::table& table, std::string_view key, std::int64_t least,
                               std::int64_t most, std::int64_t& value) {
  UNDERSIGNED_TRY_VOID(read(table, key, value));
  if (value >= least && value <= most) return {};
  return refuse(*table.get(key), "scenario.range",
                "\"" + std::string(key) + "\" must be " + std::to_string(least) + " to " +
                    std::to_string(most) + ".");
}

base::Result<std::vector<std::uint64_t>> read_ladder(const toml::table& table) {
  std::vector<std::uint64_t> ladder;
  const toml::node* node = table.get("ladder");
  if (node == nullptr) return ladder;
  if (!node->is_array()) return refuse(*node, "scenario.type", "a ladder is a list of numbers.");
  for (const toml::node& step : *node->as_array()) {
    const auto number = step.value_exact<std::int64_t>();
    if (!number || *number < 1) {
      return refuse(step, "scenario.range", "a ladder's levels are numbers of people from 1.");
    }
    ladder.push_back(static_cast<std::uint64_t>(*number));
  }
  return ladder;
}

class Loader {
 public:
  explicit Loader(const ReadFile& read_file) : read_file_(read_file) {}

  base::Result<ScenarioFile> load(const toml::table& root) {
    UNDERSIGNED_TRY_VOID(
        only(root, {"name", "seed", "scenario", "replicas", "people", "demands", "ladder",
                    "tick_minutes", "hours", "network", "parameters", "group", "variant"}));
    UNDERSIGNED_TRY_VOID(load_heading(root));
    UNDERSIGNED_TRY_VOID(load_network(root));
    if (const toml::table* parameters = root["parameters"].as_table()) {
      UNDERSIGNED_TRY_VOID(load_parameters(*parameters, "", scenario_rules()));
    }
    UNDERSIGNED_TRY_VOID(load_groups(root));
    UNDERSIGNED_TRY_VOID(load_variants(root));
    UNDERSIGNED_TRY_VOID(complete(file_.scenario));
    return std::move(file_);
  }

 private:
  base::Result<void> load_heading(const toml::table& root) {
    Scenario& s = file_.scenario;
    std::int64_t seed = 1, number = 0, replicas = file_.replicas, people = 0;
    UNDERSIGNED_TRY_VOID(read(root, "name", s.name));
    UNDERSIGNED_TRY_VOID(read_number(root, "seed", 0, INT64_MAX, seed));
    UNDERSIGNED_TRY_VOID(read_number(root, "scenario", 0, 0x7fff'ffff, number));
    UNDERSIGNED_TRY_VOID(read_number(root, "replicas", 2, 1'000'000, replicas));
    UNDERSIGNED_TRY_VOID(read_number(root, "people", 0, kMostPeople, people));
    UNDERSIGNED_TRY_VOID(read(root, "tick_minutes", s.tick_minutes));
    UNDERSIGNED_TRY_VOID(read(root, "hours", s.hours));
    s.stream = {static_cast<std::uint64_t>(seed), static_cast<std::uint32_t>(number)};
    s.people = static_cast<std::uint32_t>(people);
    file_.replicas = static_cast<std::uint32_t>(replicas);
    UNDERSIGNED_TRY(s.ladder, read_ladder(root));
    if (const toml::array* demands = root["demands"].as_array()) {
      for (const toml::node& demand : *demands) {
        const auto text = demand.value<std::string>();
        if (!text) return refuse(demand, "scenario.type", "a demand is a text.");
        s.demands.push_back(*text);
      }
    }
    return {};
  }

  base::Result<void> load_network(const toml::table& root) {
    const toml::table* network = root["network"].as_table();
    if (network == nullptr) return {};
    UNDERSIGNED_TRY_VOID(only(*network, {"kind", "edges"}));
    std::string kind = "departments", edges;
    UNDERSIGNED_TRY_VOID(read(*network, "kind", kind));
    UNDERSIGNED_TRY_VOID(read(*network, "edges", edges));
    constexpr std::string_view kKinds[] = {"departments", "small-world", "random", "lattice",
                                           "given"};
    const auto* found = std::find(std::begin(kKinds), std::end(kKinds), kind);
    if (found == std::end(kKinds)) {
      return refuse(*network, "scenario.network",
                    "a network is departments, small-world, random, lattice or given.");
    }
    file_.scenario.network = static_cast<NetworkKind>(found - std::begin(kKinds));
    if (file_.scenario.network != NetworkKind::kGiven) return {};
    UNDERSIGNED_TRY(const std::string text, read_file_(edges));
    UNDERSIGNED_TRY(auto list, parse_edges(text, true));
    UNDERSIGNED_TRY(file_.scenario.given,
                    Network::from_edges(file_.scenario.people, std::move(list)));
    return {};
  }

  // Tables within tables are joined by points until one says what a parameter is.
  base::Result<void> load_parameters(const toml::table& table, const std::string& prefix,
                                     std::span<const ParameterRule> rules) {
    for (const auto& [key, node] : table) {
      const std::string name = prefix + std::string(key.str());
      const toml::table* inner = node.as_table();
      if (inner == nullptr) {
        return refuse(node, "scenario.origin",
                      name +
                          " must say what it is and where it comes from: { is = …, from = "
                          "\"assumption\", \"article\" or \"data\" }.");
      }
      if (inner->contains("is")) {
        UNDERSIGNED_TRY_VOID(load_parameter(*inner, name, rules, name));
      } else {
        UNDERSIGNED_TRY_VOID(load_parameters(*inner, name + ".", rules));
      }
    }
    return {};
  }

  base::Result<void> load_parameter(const toml::table& table, const std::string& name,
                                    std::span<const ParameterRule> rules,
                                    const std::string& stored) {
    UNDERSIGNED_TRY_VOID(only(table, {"is", "from", "low", "high"}));
    Parameter parameter;
    std::string from;
    UNDERSIGNED_TRY_VOID(read(table, "is", parameter.value));
    parameter.low = parameter.high = parameter.value;
    UNDERSIGNED_TRY_VOID(read(table, "low", parameter.low));
    UNDERSIGNED_TRY_VOID(read(table, "high", parameter.high));
    UNDERSIGNED_TRY_VOID(read(table, "from", from));
    constexpr std::string_view kOrigins[] = {"assumption", "article", "data"};
    const auto* origin = std::find(std::begin(kOrigins), std::end(kOrigins), from);
    if (origin == std::end(kOrigins)) {
      return refuse(table, "scenario.origin",
                    name + " must come from \"assumption\", \"article\" or \"data\".");
    }
    parameter.origin = static_cast<Origin>(origin - std::begin(kOrigins));
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const ParameterRule& r) { return r.key == name; });
    if (rule == rules.end()) {
      return refuse(table, "scenario.unknown", name + " is no parameter.");
    }
    for (const double value : {parameter.value, parameter.low, parameter.high}) {
      if (!(value >= rule->least && value <= rule->most)) {
        return refuse(table, "scenario.range",
                      name + " must be in " + std::to_string(rule->least) + " to " +
                          std::to_string(rule->most) + " (" + std::string(rule->unit) + ").");
      }
    }
    if (parameter.low > parameter.value || parameter.high < parameter.value) {
      return refuse(table, "scenario.range", "the range of " + name + " must contain its value.");
    }
    file_.scenario.parameters[stored] = parameter;
    return {};
  }

  base::Result<void> load_groups(const toml::table& root) {
    const toml::array* groups = root["group"].as_array();
    if (groups == nullptr) return {};
    for (const toml::node& node : *groups) {
      const toml::table* group = node.as_table();
      if (group == nullptr) return refuse(node, "scenario.type", "a group is a [[group]] table.");
      std::string name;
      UNDERSIGNED_TRY_VOID(read(*group, "name", name));
      const auto& known = file_.scenario.groups;
      if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) {
        return refuse(node, "scenario.groups", "a group has a name of its own.");
      }
      file_.scenario.groups.push_back(name);
      UNDERSIGNED_TRY_VOID(load_group(*group, name));
    }
    return {};
  }

  base::Result<void> load_group(const toml::table& group, const std::string& name) {
    static constexpr ParameterRule kOpinion[] = {{"demand", 0, 1, "share"}};
    for (const auto& [key, node] : group) {
      const std::string parameter(key.str());
      if (parameter == "name") continue;
      if (parameter == "demands" && node.is_array()) {
        std::size_t number = 0;
        for (const toml::node& demand : *node.as_array()) {
          ++number;
          if (!demand.is_table()) return refuse(demand, "scenario.type", "{ is = …, from = … }");
          UNDERSIGNED_TRY_VOID(
              load_parameter(*demand.as_table(), "demand", kOpinion,
                             Scenario::group_key(name, "demand." + std::to_string(number))));
        }
        continue;
      }
      if (!node.is_table()) {
        return refuse(node, "scenario.origin", parameter + " must be { is = …, from = \"…\" }.");
      }
      UNDERSIGNED_TRY_VOID(load_parameter(*node.as_table(), parameter, group_rules(),
                                          Scenario::group_key(name, parameter)));
    }
    return {};
  }

  base::Result<void> load_variants(const toml::table& root) {
    if (const toml::array* variants = root["variant"].as_array()) {
      for (const toml::node& node : *variants) {
        if (!node.is_table()) return refuse(node, "scenario.type", "a variant is a table.");
        UNDERSIGNED_TRY_VOID(load_variant(*node.as_table()));
      }
    }
    if (file_.variants.empty()) file_.variants.emplace_back().name = "public list";
    return {};
  }

  base::Result<void> load_variant(const toml::table& table) {
    UNDERSIGNED_TRY_VOID(
        only(table, {"name", "mode", "pressure", "offer", "matched_pay", "wait_hours", "ladder"}));
    Variant variant;
    std::string mode = "public-list";
    UNDERSIGNED_TRY_VOID(read(table, "name", variant.name));
    UNDERSIGNED_TRY_VOID(read(table, "mode", mode));
    UNDERSIGNED_TRY_VOID(read(table, "pressure", variant.pressure));
    UNDERSIGNED_TRY_VOID(read(table, "offer", variant.offer));
    UNDERSIGNED_TRY_VOID(read(table, "matched_pay", variant.matched_pay));
    UNDERSIGNED_TRY_VOID(read(table, "wait_hours", variant.wait_hours));
    UNDERSIGNED_TRY(variant.ladder, read_ladder(table));
    constexpr std::string_view kModes[] = {"public-list", "public-count", "sealed",
                                           "sealed-conditions"};
    const auto* found = std::find(std::begin(kModes), std::end(kModes), mode);
    if (found == std::end(kModes)) {
      return refuse(table, "scenario.mode",
                    "a mode is public-list, public-count, sealed or sealed-conditions.");
    }
    if (!(variant.pressure >= 0 && variant.pressure <= 2) ||
        !(variant.wait_hours >= 0 && variant.wait_hours <= 10000)) {
      return refuse(table, "scenario.range", "pressure is 0 to 2, wait_hours 0 to 10000.");
    }
    variant.mode = static_cast<Mode>(found - std::begin(kModes));
    file_.variants.push_back(std::move(variant));
    return {};
  }

  const ReadFile& read_file_;
  ScenarioFile file_;
};

}  // namespace

base::Result<ScenarioFile> parse_scenario(std::string_view text, const ReadFile& read) {
  if (text.size() > kMostScenarioBytes) {
    return base::fail("scenario.size", "", "A scenario has at most 1 MiB.");
  }
  const toml::parse_result result = toml::parse(text);
  if (!result) {
    return base::fail("scenario.syntax", "",
                      "line " + std::to_string(result.error().source().begin.line) + ": " +
                          std::string(result.error().description()) + ".");
  }
  return Loader(read).load(result.table());
}

}  // namespace undersigned::rehearsal
