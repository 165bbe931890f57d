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

base::Result<void> check_one(const Scenario& scenario, const std::string& key,
                             const ParameterRule& rule) {
  const auto found = scenario.parameters.find(key);
  if (found == scenario.parameters.end()) {
    return base::fail("scenario.missing", "", "The parameter " + key + " is missing.");
  }
  const Parameter& parameter = found->second;
  for (const double value : {parameter.value, parameter.low, parameter.high}) {
    if (!(value >= rule.least && value <= rule.most)) {
      return base::fail("scenario.range", "",
                        "The parameter " + key + " must be in " + std::to_string(rule.least) +
                            " to " + std::to_string(rule.most) + " (" + std::string(rule.unit) +
                            ").");
    }
  }
  if (parameter.low > parameter.value || parameter.high < parameter.value) {
    return base::fail("scenario.range", "", "The range of " + key + " must contain its value.");
  }
  return {};
}

base::Result<void> check_parameters(const Scenario& scenario) {
  for (const ParameterRule& rule : kScenarioRules) {
    UNDERSIGNED_TRY_VOID(check_one(scenario, std::string(rule.key), rule));
  }
  double shares = 0;
  for (const std::string& group : scenario.groups) {
    for (const ParameterRule& rule : kGroupRules) {
      UNDERSIGNED_TRY_VOID(check_one(scenario, Scenario::group_key(group, rule.key), rule));
    }
    for (std::size_t d = 0; d < scenario.demands.size(); ++d) {
      const std::string key = Scenario::group_key(group, "demand." + std::to_string(d + 1));
      UNDERSIGNED_TRY_VOID(check_one(scenario, key, {"demand", 0, 1, "share"}));
    }
    shares += scenario.of(group, "share");
  }
  if (shares > 1 + 1e-9) {
    return base::fail("scenario.shares", "", "The groups' shares add up to more than 1.");
  }
  if (scenario.at("success.from") >= scenario.at("success.until")) {
    return base::fail("scenario.range", "", "success.from must be below success.until.");
  }
  if (scenario.at("night.awake") + scenario.at("away") > 1) {
    return base::fail("scenario.range", "", "night.awake and away add up to more than 1.");
  }
  return {};
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

base::Result<void> complete(const Scenario& scenario) {
  if (scenario.people < 2 || scenario.people > kMostPeople) {
    return base::fail("scenario.people", "", "A scenario has 2 to 65535 people.");
  }
  if (scenario.groups.empty() || scenario.groups.size() > kMostGroups) {
    return base::fail("scenario.groups", "", "A scenario has 1 to 128 groups of people.");
  }
  if (scenario.demands.size() > kMostDemands) {
    return base::fail("scenario.demands", "", "A scenario has at most 8 demands.");
  }
  const double ticks = scenario.hours * 60 / scenario.tick_minutes;
  if (!(scenario.tick_minutes > 0) || !(ticks >= 1) || !(ticks <= kMostTicks)) {
    return base::fail("scenario.time", "", "A scenario lasts 1 to 1024 ticks.");
  }
  if (scenario.network == NetworkKind::kGiven && scenario.given.people() != scenario.people) {
    return base::fail("scenario.network", "", "The network given is of another number of people.");
  }
  UNDERSIGNED_TRY_VOID(check_parameters(scenario));
  const auto ladder = settlement::Ladder::parse(scenario.ladder, scenario.people);
  if (!ladder) return std::unexpected(ladder.error());
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

base::Result<Network> make_network(const Scenario& scenario) {
  const std::uint32_t n = scenario.people;
  const double degree = scenario.at("network.inside") + scenario.at("network.across");
  const auto even = static_cast<std::uint32_t>(std::min(degree, n - 2.0) / 2) * 2;
  switch (scenario.network) {
    case NetworkKind::kGiven:
      return scenario.given;
    case NetworkKind::kSmallWorld:
      return small_world(n, even, scenario.at("network.rewired"), scenario.stream);
    case NetworkKind::kRandom:
      return random_network(n, std::min(degree, n - 1.0), scenario.stream);
    case NetworkKind::kLattice: {
      const auto width = static_cast<std::uint32_t>(std::sqrt(n));
      if (width < 3 || width * width != n) {
        return base::fail("scenario.network", "",
                          "A lattice needs a square number of people, 9 or more.");
      }
      return lattice(width, width, degree >= 6);
    }
    case NetworkKind::kDepartments:
      break;
  }
  Departments departments;
  departments.inside = scenario.at("network.inside");
  departments.across = scenario.at("network.across");
  const auto number = std::clamp<std::uint32_t>(
      static_cast<std::uint32_t>(scenario.at("network.departments")), 1, n);
  // The first of a department leads it and reports to the first of all.
  for (std::uint32_t i = 0; i < n; ++i) {
    departments.department.push_back(i % number);
    departments.reports_to.push_back(i < number ? 0 : i % number);
  }
  return department_network(departments, scenario.stream);
}

std::uint16_t tick_of(const Scenario& scenario, double hour) {
  return static_cast<std::uint16_t>(
      std::clamp(std::floor(hour * 60 / scenario.tick_minutes + 1e-9), 0.0, kMostTicks + 0.0));
}

}  // namespace undersigned::rehearsal
