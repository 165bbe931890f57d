#include "core/rehearsal/scenario.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace undersigned::rehearsal {
namespace {

constexpr ParameterRule kScenarioRules[] = {
    {"pressure.residual", 0, 1000, "points"},
    {"pressure.haste", 0, 1000, "points"},
    {"pressure.haste_hours", 0, 240, "hours"},
    {"success.points", 0, 2000, "points"},
    {"success.from", 0, 1, "share"},
    {"success.until", 0, 1, "share"},
    {"cover.points", 0, 1500, "points"},
    {"count.exposure", 0, 1, "share"},
    {"offer.safety", 0, 1000, "points"},
    {"offer.pay", 0, 1000, "points"},
    {"destination.stay", -20, 20, "utility"},
    {"destination.respect", -20, 20, "utility"},
    {"destination.relocation", 0, 20, "utility"},
    {"destination.bureaucracy", 0, 20, "utility"},
    {"destination.wage_gap", 0, 20, "utility"},
    {"destination.other", -20, 20, "utility"},
    {"destination.none", -20, 20, "utility"},
    {"counterparty.firmness", 0, 2, "share"},
    {"counterparty.spread", 0.001, 2, "share"},
    {"counterparty.deadline_hours", 0, 1000, "hours"},
    {"host.base", 0, 200, "points"},
    {"host.layoffs", 0, 200, "points"},
    {"host.pay_freeze", 0, 200, "points"},
    {"host.bonus_cuts", 0, 200, "points"},
    {"host.long_hours", 0, 200, "points"},
    {"host.arrivals", 0, 200, "points"},
    {"host.contagion", 0, 200, "points"},
    {"host.people", 1, 65535, "people"},
    {"host.spread", 1, 200, "points"},
    {"host.firmness", 0, 1, "share"},
    {"host.firmness_spread", 0.001, 1, "share"},
    {"night.awake", 0, 1, "share"},
    {"night.delay_hours", 0.05, 48, "hours"},
    {"morning.hours", 0, 240, "hours"},
    {"morning.spread_hours", 0.1, 48, "hours"},
    {"away", 0, 1, "share"},
    {"network.departments", 1, 2000, "departments"},
    {"network.inside", 0, 1000, "colleagues"},
    {"network.across", 0, 1000, "colleagues"},
    {"network.rewired", 0, 1, "share"},
};

constexpr ParameterRule kGroupRules[] = {
    {"share", 0, 1, "share"},          {"conviction", -2000, 2000, "points"},
    {"exposure", 0, 2000, "points"},   {"spread", 1, 1000, "points"},
    {"reputation", 0, 2000, "points"}, {"seniority", 1, 100, "weight"},
    {"leave", 0, 1, "share"},          {"coupling", 0, 1, "share"},
    {"wave_hours", 0, 240, "hours"},
};

std::optional<Fault> fault_of(std::string key, const char* check, std::string message) {
  return Fault{std::move(key), {check, "", std::move(message)}};
}

// A bound as people write it.
std::string bound(double value) {
  std::string text = std::to_string(value);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::optional<Fault> fault_in_one(const Scenario& scenario, const std::string& key,
                                  const ParameterRule& rule) {
  const auto found = scenario.parameters.find(key);
  if (found == scenario.parameters.end()) {
    return fault_of(
        key, "scenario.missing",
        "The parameter " + key + " is missing; write what it is and where it comes " + "from.");
  }
  const Parameter& parameter = found->second;
  for (const double value : {parameter.value, parameter.low, parameter.high}) {
    if (!(value >= rule.least && value <= rule.most)) {
      return fault_of(key, "scenario.range",
                      "The parameter " + key + " must be in " + bound(rule.least) + " to " +
                          bound(rule.most) + " (" + std::string(rule.unit) + ").");
    }
  }
  if (parameter.low > parameter.value || parameter.high < parameter.value) {
    return fault_of(key, "scenario.range", "The range of " + key + " must contain its value.");
  }
  return {};
}

std::optional<Fault> fault_in_group(const Scenario& scenario, const std::string& group) {
  for (const ParameterRule& rule : kGroupRules) {
    if (auto f = fault_in_one(scenario, Scenario::group_key(group, rule.key), rule)) return f;
  }
  for (std::size_t d = 0; d < scenario.demands.size(); ++d) {
    const std::string key = Scenario::group_key(group, "demand." + std::to_string(d + 1));
    if (auto f = fault_in_one(scenario, key, {"demand", 0, 1, "share"})) return f;
  }
  return {};
}

std::optional<Fault> fault_in_parameters(const Scenario& scenario) {
  for (const ParameterRule& rule : kScenarioRules) {
    if (auto f = fault_in_one(scenario, std::string(rule.key), rule)) return f;
  }
  double shares = 0;
  for (const std::string& group : scenario.groups) {
    if (auto f = fault_in_group(scenario, group)) return f;
    shares += scenario.of(group, "share");
    if (shares > 1 + 1e-9) {
      return fault_of(Scenario::group_key(group, "share"), "scenario.shares",
                      "The groups' shares add up to more than 1 with that of " + group + ".");
    }
  }
  if (scenario.at("success.from") >= scenario.at("success.until")) {
    return fault_of("success.from", "scenario.range", "success.from must be below success.until.");
  }
  if (scenario.at("night.awake") + scenario.at("away") > 1) {
    return fault_of("night.awake", "scenario.range", "night.awake and away add up to more than 1.");
  }
  return {};
}

// The side of a square lattice of so many people; 0 if there is none.
std::uint32_t lattice_width(std::uint32_t people) {
  const auto width = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(people)));
  return width >= 3 && width * width == people ? width : 0;
}

// Everybody's lead: the first of their department, or a later one that is `above` the lead so far.
template <class Above>
std::vector<std::uint32_t> leads(const std::vector<std::uint32_t>& department, Above above) {
  std::map<std::uint32_t, std::uint32_t> lead;
  for (std::uint32_t i = 0; i < department.size(); ++i) {
    const auto [place, fresh] = lead.emplace(department[i], i);
    if (!fresh && above(i, place->second)) place->second = i;
  }
  std::vector<std::uint32_t> of;
  for (const std::uint32_t d : department) of.push_back(lead.at(d));
  return of;
}

// The edges given; with departments also the reporting lines: whom most people see leads a
// department, is seen by everybody in it and sees them.
Network given_network(const Scenario& scenario) {
  if (scenario.departments.empty()) return scenario.given;
  const std::uint32_t n = scenario.people;
  std::vector<Edge> edges;
  std::vector<std::uint32_t> seen(n, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (const std::uint32_t j : scenario.given.sees(i)) {
      edges.emplace_back(i, j);
      ++seen[j];
    }
  }
  const auto lead = leads(scenario.departments,
                          [&](std::uint32_t a, std::uint32_t b) { return seen[a] > seen[b]; });
  for (std::uint32_t i = 0; i < n; ++i) {
    edges.emplace_back(i, lead[i]);
    edges.emplace_back(lead[i], i);
  }
  auto network = Network::from_edges(n, std::move(edges));
  UNDERSIGNED_CHECK(network.has_value());
  return *std::move(network);
}

}  // namespace

std::span<const ParameterRule> scenario_rules() { return kScenarioRules; }
std::span<const ParameterRule> group_rules() { return kGroupRules; }

double Scenario::at(std::string_view key) const {
  const auto found = parameters.find(key);
  UNDERSIGNED_CHECK(found != parameters.end());
  return found->second.value;
}

double Scenario::of(std::string_view group, std::string_view key) const {
  return at(group_key(group, key));
}

double Scenario::opinion(std::string_view group, std::size_t demand) const {
  return of(group, "demand." + std::to_string(demand + 1));
}

std::string Scenario::group_key(std::string_view group, std::string_view key) {
  return "group." + std::string(group) + "." + std::string(key);
}

std::optional<Fault> find_fault(const Scenario& scenario) {
  if (scenario.people < 2 || scenario.people > kMostPeople) {
    return fault_of("people", "scenario.people", "A scenario has 2 to 10000000 people.");
  }
  if (scenario.groups.empty() || scenario.groups.size() > kMostGroups) {
    return fault_of("group", "scenario.groups", "A scenario has 1 to 128 groups of people.");
  }
  if (scenario.demands.size() > kMostDemands) {
    return fault_of("demands", "scenario.demands", "A scenario has at most 8 demands.");
  }
  const double ticks = scenario.hours * 60 / scenario.tick_minutes;
  if (!(scenario.tick_minutes > 0) || !(ticks >= 1) || !(ticks <= kMostTicks)) {
    return fault_of("hours", "scenario.time",
                    "A scenario lasts 1 to 1024 ticks; change hours or tick_minutes.");
  }
  if (scenario.network == NetworkKind::kGiven && scenario.given.people() != scenario.people) {
    return fault_of("network", "scenario.network",
                    "The network given is of another number of people.");
  }
  if (scenario.network == NetworkKind::kLattice && lattice_width(scenario.people) == 0) {
    return fault_of("people", "scenario.network",
                    "A lattice needs a square number of people, 9 or more.");
  }
  if (auto f = fault_in_parameters(scenario)) return f;
  const auto ladder = settlement::Ladder::parse(scenario.ladder, scenario.people);
  if (!ladder) return Fault{"ladder", ladder.error()};
  return {};
}

base::Result<void> complete(const Scenario& scenario) {
  if (auto fault = find_fault(scenario)) return std::unexpected(fault->error);
  return {};
}

std::vector<std::uint16_t> deal_groups(const Scenario& scenario) {
  std::vector<std::uint16_t> dealt;
  double until = 0;
  for (std::size_t g = 0; g < scenario.groups.size(); ++g) {
    until += scenario.of(scenario.groups[g], "share");
    const bool last = g + 1 == scenario.groups.size();
    const auto end = last ? scenario.people
                          : static_cast<std::uint32_t>(std::floor(until * scenario.people + 0.5));
    while (dealt.size() < std::min(end, scenario.people)) {
      dealt.push_back(static_cast<std::uint16_t>(g));
    }
  }
  // Groups are mixed over the departments, the same way in every variant.
  for (std::uint32_t i = scenario.people - 1; i > 0; --i) {
    const std::uint64_t draw = scenario.stream.block(kOnce, i, 0xffff'ffff)[0];
    std::swap(dealt[i], dealt[(draw * (i + 1)) >> 32]);
  }
  return dealt;
}

Network make_network(const Scenario& scenario) {
  const std::uint32_t n = scenario.people;
  const double degree = scenario.at("network.inside") + scenario.at("network.across");
  const auto even = static_cast<std::uint32_t>(std::min(degree, n - 2.0) / 2) * 2;
  switch (scenario.network) {
    case NetworkKind::kGiven:
      return given_network(scenario);
    case NetworkKind::kSmallWorld:
      return small_world(n, even, scenario.at("network.rewired"), scenario.stream);
    case NetworkKind::kRandom:
      return random_network(n, std::min(degree, n - 1.0), scenario.stream);
    case NetworkKind::kLattice:
      return lattice(lattice_width(n), lattice_width(n), degree >= 6);
    case NetworkKind::kDepartments:
      break;
  }
  Departments departments;
  departments.inside = scenario.at("network.inside");
  departments.across = scenario.at("network.across");
  departments.department = scenario.departments;
  const auto number = std::clamp<std::uint32_t>(
      static_cast<std::uint32_t>(scenario.at("network.departments")), 1, n);
  if (scenario.departments.empty()) {
    for (std::uint32_t i = 0; i < n; ++i) departments.department.push_back(i % number);
  }
  // The first of a department leads it; the leads report to the first of all.
  departments.reports_to =
      leads(departments.department, [](std::uint32_t, std::uint32_t) { return false; });
  for (std::uint32_t i = 0; i < n; ++i) {
    if (departments.reports_to[i] == i) departments.reports_to[i] = 0;
  }
  return department_network(departments, scenario.stream);
}

std::uint16_t tick_of(const Scenario& scenario, double hour) {
  return static_cast<std::uint16_t>(
      std::clamp(std::floor(hour * 60 / scenario.tick_minutes + 1e-9), 0.0, kMostTicks + 0.0));
}

}  // namespace undersigned::rehearsal
