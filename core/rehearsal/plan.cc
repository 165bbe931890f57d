#include "core/rehearsal/plan.h"

#include <algorithm>
#include <initializer_list>

namespace undersigned::rehearsal {
namespace {

using base::Json;

constexpr std::string_view kModes[] = {"public-list", "public-count", "sealed",
                                       "sealed-conditions"};
constexpr std::string_view kOrigins[] = {"assumption", "article", "data"};
constexpr std::string_view kKinds[] = {"departments", "small-world", "random", "lattice", "given"};

template <std::size_t N>
int place_of(const std::string_view (&names)[N], std::string_view name) {
  const auto* found = std::find(std::begin(names), std::end(names), name);
  return found == std::end(names) ? -1 : static_cast<int>(found - std::begin(names));
}

class Loader {
 public:
  Loader(const Where& where, const ReadFile& read_file) : where_(where), read_file_(read_file) {}

  base::Result<Plan> load(const Json& root) {
    if (!root.is_object()) return refuse(root, "scenario.type", "a scenario is a table.");
    UNDERSIGNED_TRY_VOID(
        only(root, {"name", "seed", "scenario", "replicas", "people", "demands", "ladder",
                    "tick_minutes", "hours", "network", "parameters", "group", "variant"}));
    for (const auto& [key, node] : root.items()) places_[key] = &node;
    places_[""] = &root;
    UNDERSIGNED_TRY_VOID(load_heading(root));
    UNDERSIGNED_TRY_VOID(load_network(root));
    if (const auto found = root.find("parameters"); found != root.end()) {
      UNDERSIGNED_TRY_VOID(load_parameters(*found, "", scenario_rules()));
    }
    UNDERSIGNED_TRY_VOID(load_list(root, "group", kMostGroups, &Loader::load_group));
    UNDERSIGNED_TRY_VOID(load_list(root, "variant", kMostVariants, &Loader::load_variant));
    if (plan_.variants.empty()) plan_.variants.emplace_back().name = "public list";
    if (const auto fault = find_fault(plan_.scenario)) return refuse_fault(*fault);
    UNDERSIGNED_TRY_VOID(check_ladders(root));
    return std::move(plan_);
  }

 private:
  std::unexpected<base::Error> refuse(const Json& at, const char* check,
                                      const std::string& reason) const {
    return base::fail(check, "", where_(at) + reason);
  }

  // At the place of its key, or of the nearest table around it.
  std::unexpected<base::Error> refuse_fault(const Fault& fault) const {
    std::string key = fault.key;
    while (!places_.contains(key)) {
      const std::size_t point = key.rfind('.');
      key = point == key.npos ? "" : key.substr(0, point);
    }
    return base::fail(fault.error.check.c_str(), "",
                      where_(*places_.at(key)) + fault.error.message);
  }

  base::Result<void> only(const Json& table, std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, node] : table.items()) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        return refuse(node, "scenario.unknown", "\"" + key + "\" is not a key of this place.");
      }
    }
    return {};
  }

  // Reads table[key] into `value` if it is there.
  template <class T>
  base::Result<void> read(const Json& table, const char* key, T& value) const {
    const auto node = table.find(key);
    if (node == table.end()) return {};
    bool fits = false;
    if constexpr (std::is_same_v<T, bool>) fits = node->is_boolean();
    if constexpr (std::is_same_v<T, double>) fits = node->is_number();
    if constexpr (std::is_same_v<T, std::string>) fits = node->is_string();
    if (!fits) {
      return refuse(*node, "scenario.type", "\"" + std::string(key) + "\" is of another type.");
    }
    value = node->template get<T>();
    return {};
  }

  base::Result<void> read_number(const Json& table, const char* key, std::int64_t least,
                                 std::int64_t most, std::int64_t& value) const {
    const auto node = table.find(key);
    if (node == table.end()) return {};
    if (!node->is_number_integer()) {
      return refuse(*node, "scenario.type", "\"" + std::string(key) + "\" is a whole number.");
    }
    value = node->get<std::int64_t>();
    if (value >= least && value <= most) return {};
    return refuse(*node, "scenario.range",
                  "\"" + std::string(key) + "\" must be " + std::to_string(least) + " to " +
                      std::to_string(most) + ".");
  }

  base::Result<std::vector<std::uint64_t>> read_ladder(const Json& table) const {
    std::vector<std::uint64_t> ladder;
    const auto node = table.find("ladder");
    if (node == table.end()) return ladder;
    if (!node->is_array()) return refuse(*node, "scenario.type", "a ladder is a list of numbers.");
    for (const Json& step : *node) {
      if (!step.is_number_integer() || step.get<std::int64_t>() < 1) {
        return refuse(step, "scenario.range", "a ladder's levels are numbers of people from 1.");
      }
      ladder.push_back(step.get<std::uint64_t>());
    }
    return ladder;
  }

  base::Result<void> load_heading(const Json& root) {
    Scenario& s = plan_.scenario;
    std::int64_t seed = 1, number = 0, replicas = plan_.replicas, people = 0;
    UNDERSIGNED_TRY_VOID(read(root, "name", s.name));
    UNDERSIGNED_TRY_VOID(read_number(root, "seed", 0, INT64_MAX, seed));
    UNDERSIGNED_TRY_VOID(read_number(root, "scenario", 0, 0x7fff'ffff, number));
    UNDERSIGNED_TRY_VOID(read_number(root, "replicas", 2, kMostReplicas, replicas));
    UNDERSIGNED_TRY_VOID(read_number(root, "people", 2, kMostPeople, people));
    UNDERSIGNED_TRY_VOID(read(root, "tick_minutes", s.tick_minutes));
    UNDERSIGNED_TRY_VOID(read(root, "hours", s.hours));
    s.stream = {static_cast<std::uint64_t>(seed), static_cast<std::uint32_t>(number)};
    s.people = static_cast<std::uint32_t>(people);
    plan_.replicas = static_cast<std::uint32_t>(replicas);
    UNDERSIGNED_TRY(s.ladder, read_ladder(root));
    const auto demands = root.find("demands");
    if (demands == root.end()) return {};
    if (!demands->is_array()) return refuse(*demands, "scenario.type", "demands are a list.");
    for (const Json& demand : *demands) {
      if (!demand.is_string()) return refuse(demand, "scenario.type", "a demand is a text.");
      s.demands.push_back(demand.get<std::string>());
    }
    return {};
  }

  base::Result<void> load_network(const Json& root) {
    const auto found = root.find("network");
    if (found == root.end()) return {};
    const Json& network = *found;
    if (!network.is_object()) return refuse(network, "scenario.type", "a network is a table.");
    UNDERSIGNED_TRY_VOID(only(network, {"kind", "edges", "directed", "departments"}));
    std::string kind = "departments", edges, departments;
    bool directed = false;
    UNDERSIGNED_TRY_VOID(read(network, "kind", kind));
    UNDERSIGNED_TRY_VOID(read(network, "edges", edges));
    UNDERSIGNED_TRY_VOID(read(network, "directed", directed));
    UNDERSIGNED_TRY_VOID(read(network, "departments", departments));
    Scenario& s = plan_.scenario;
    const int place = place_of(kKinds, kind);
    if (place < 0) {
      return refuse(network, "scenario.network",
                    "a network is departments, small-world, random, lattice or given.");
    }
    s.network = static_cast<NetworkKind>(place);
    if (s.network == NetworkKind::kGiven) {
      UNDERSIGNED_TRY(const std::string text, named_file(network, edges));
      auto list = parse_edges(text, !directed);
      if (!list) return in_file(network, edges, list.error());
      auto given = Network::from_edges(s.people, *std::move(list));
      if (!given) return in_file(network, edges, given.error());
      s.given = *std::move(given);
    }
    if (departments.empty()) return {};
    if (s.network != NetworkKind::kGiven && s.network != NetworkKind::kDepartments) {
      return refuse(network, "scenario.network",
                    "only a network of departments or a given one has a list of departments.");
    }
    UNDERSIGNED_TRY(const std::string text, named_file(network, departments));
    auto list = parse_departments(text, s.people);
    if (!list) return in_file(network, departments, list.error());
    s.departments = *std::move(list);
    return {};
  }

  base::Result<std::string> named_file(const Json& network, const std::string& name) const {
    auto text = read_file_(name);
    if (!text) return in_file(network, name, text.error());
    return text;
  }
  std::unexpected<base::Error> in_file(const Json& network, const std::string& name,
                                       const base::Error& error) const {
    return refuse(network, error.check.c_str(), "the file \"" + name + "\": " + error.message);
  }

  // Tables within tables are joined by points until one says what a parameter is.
  base::Result<void> load_parameters(const Json& table, const std::string& prefix,
                                     std::span<const ParameterRule> rules) {
    if (!table.is_object()) return refuse(table, "scenario.type", "parameters are tables.");
    for (const auto& [key, node] : table.items()) {
      const std::string name = prefix + key;
      if (!node.is_object()) {
        return refuse(node, "scenario.origin",
                      name +
                          " must say what it is and where it comes from: { is = …, from = "
                          "\"assumption\", \"article\" or \"data\" }.");
      }
      if (node.contains("is")) {
        UNDERSIGNED_TRY_VOID(load_parameter(node, name, rules, name));
      } else {
        UNDERSIGNED_TRY_VOID(load_parameters(node, name + ".", rules));
      }
    }
    return {};
  }

  base::Result<void> load_parameter(const Json& table, const std::string& name,
                                    std::span<const ParameterRule> rules,
                                    const std::string& stored) {
    UNDERSIGNED_TRY_VOID(only(table, {"is", "from", "low", "high"}));
    Parameter parameter;
    std::string from;
    if (!table.contains("is")) return refuse(table, "scenario.missing", name + " is what?");
    UNDERSIGNED_TRY_VOID(read(table, "is", parameter.value));
    parameter.low = parameter.high = parameter.value;
    UNDERSIGNED_TRY_VOID(read(table, "low", parameter.low));
    UNDERSIGNED_TRY_VOID(read(table, "high", parameter.high));
    UNDERSIGNED_TRY_VOID(read(table, "from", from));
    const int origin = place_of(kOrigins, from);
    if (origin < 0) {
      return refuse(table, "scenario.origin",
                    name + " must come from \"assumption\", \"article\" or \"data\".");
    }
    parameter.origin = static_cast<Origin>(origin);
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const ParameterRule& r) { return r.key == name; });
    if (rule == rules.end()) {
      return refuse(table, "scenario.unknown", name + " is no parameter.");
    }
    plan_.scenario.parameters[stored] = parameter;
    places_[stored] = &table;
    return {};
  }

  base::Result<void> load_list(const Json& root, const char* key, std::size_t most,
                               base::Result<void> (Loader::*load_one)(const Json&)) {
    const auto list = root.find(key);
    if (list == root.end()) return {};
    if (!list->is_array() || list->size() > most) {
      return refuse(
          *list, "scenario.type",
          "[[" + std::string(key) + "]] is a list of at most " + std::to_string(most) + " tables.");
    }
    for (const Json& node : *list) {
      if (!node.is_object()) {
        return refuse(node, "scenario.type", "a " + std::string(key) + " is a table.");
      }
      UNDERSIGNED_TRY_VOID((this->*load_one)(node));
    }
    return {};
  }

  base::Result<void> load_group(const Json& group) {
    static constexpr ParameterRule kOpinion[] = {{"demand", 0, 1, "share"}};
    std::string name;
    UNDERSIGNED_TRY_VOID(read(group, "name", name));
    auto& known = plan_.scenario.groups;
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) {
      return refuse(group, "scenario.groups", "a group has a name of its own.");
    }
    known.push_back(name);
    places_["group." + name] = &group;
    for (const auto& [key, node] : group.items()) {
      if (key == "name") continue;
      if (key == "demands" && node.is_array()) {
        for (std::size_t d = 0; d < node.size(); ++d) {
          if (!node[d].is_object()) {
            return refuse(node[d], "scenario.type", "an opinion is { is = …, from = … }.");
          }
          UNDERSIGNED_TRY_VOID(
              load_parameter(node[d], "demand", kOpinion,
                             Scenario::group_key(name, "demand." + std::to_string(d + 1))));
        }
        continue;
      }
      if (!node.is_object()) {
        return refuse(node, "scenario.origin", key + " must be { is = …, from = \"…\" }.");
      }
      UNDERSIGNED_TRY_VOID(
          load_parameter(node, key, group_rules(), Scenario::group_key(name, key)));
    }
    return {};
  }

  base::Result<void> load_variant(const Json& table) {
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
    const int place = place_of(kModes, mode);
    if (place < 0) {
      return refuse(table, "scenario.mode",
                    "a mode is public-list, public-count, sealed or sealed-conditions.");
    }
    if (!(variant.pressure >= 0 && variant.pressure <= 2) ||
        !(variant.wait_hours >= 0 && variant.wait_hours <= 10000)) {
      return refuse(table, "scenario.range", "pressure is 0 to 2, wait_hours 0 to 10000.");
    }
    variant.mode = static_cast<Mode>(place);
    plan_.variants.push_back(std::move(variant));
    return {};
  }

  // Those of the variants; the scenario's own is among what complete() looks at.
  base::Result<void> check_ladders(const Json& root) const {
    for (std::size_t v = 0; v < plan_.variants.size(); ++v) {
      const auto& levels = plan_.variants[v].ladder;
      if (levels.empty()) continue;
      const auto ladder = settlement::Ladder::parse(levels, plan_.scenario.people);
      if (!ladder) {
        return refuse(root["variant"][v]["ladder"], ladder.error().check.c_str(),
                      ladder.error().message);
      }
    }
    return {};
  }

  const Where& where_;
  const ReadFile& read_file_;
  Plan plan_;
  std::map<std::string, const Json*, std::less<>> places_;  // of keys and parameters
};

}  // namespace

base::Result<Plan> parse_plan(const Json& root, const Where& where, const ReadFile& read) {
  return Loader(where, read).load(root);
}

}  // namespace undersigned::rehearsal
