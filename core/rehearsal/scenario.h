// A scenario: an organisation, a letter and its circumstances in the words of people who know them,
// each number with the place it comes from; and the variants of it that are compared. compile()
// turns one variant into the whole numbers that the engines run (design.h).
//
// The mathematics, in points (one point is what it is worth to the people of the scenario; only
// ratios matter). For a person of group g, with x the share of staff who have signed:
//   resistance    u ~ Normal(exposure_g - conviction_g, spread_g)
//   instrumental  success.points · clamp((x - success.from)/(success.until - success.from), 0, 1)
//   cover         cover.points · x
//   offer         offer.safety, and offer.pay if pay is matched; 0 without an offer
//   reputational  reputation_g shared out among colleagues by seniority (design.h),
//   pressure.residual unlisted      exposure_g · (1 - count.exposure) where only numbers are
//   published
// Behind a seal x is the level T_j / n that a signer asks for: the cost is paid only if it opens.
// Destinations are a multinomial logit of
//   stay, offering company = destination.respect - relocation - bureaucracy - wage_gap · [not
//   matched], another company, none of these.
// Strain on the host's staff: host.base + [matched] (layoffs + pay_freeze + bonus_cuts +
// long_hours), arrivals and contagion as design.h says; patience ~ Normal(100, host.spread). Of the
// host's staff host.people are simulated. Nothing here is secret.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/rehearsal/design.h"

namespace undersigned::rehearsal {

// Where a number comes from.
enum class Origin { kAssumption, kArticle, kData };

struct Parameter {
  double value = 0;
  double low = 0, high = 0;  // the range over which conclusions should hold; equal: none
  Origin origin = Origin::kAssumption;

  bool varies() const { return low < high; }
};

// What a parameter is called, its bounds and its unit. Group parameters are named without their
// group.
struct ParameterRule {
  std::string_view key;
  double least, most;
  std::string_view unit;
};
// Of the scenario, and of each group ("group.NAME.KEY").
std::span<const ParameterRule> scenario_rules();
std::span<const ParameterRule> group_rules();

enum class NetworkKind { kDepartments, kSmallWorld, kRandom, kLattice, kGiven };

struct Scenario {
  std::string name;
  Stream stream;
  std::uint32_t people = 0;
  std::vector<std::string> groups;   // in the order of people: the first are the authors
  std::vector<std::string> demands;  // names, at most kMostDemands
  std::map<std::string, Parameter, std::less<>> parameters;
  NetworkKind network = NetworkKind::kDepartments;
  Network given;                           // kGiven
  std::vector<std::uint32_t> departments;  // a person's, below `people`; may be empty
  std::vector<std::uint64_t> ladder;       // numbers of people
  double tick_minutes = 15;
  double hours = 48;

  // The value of a parameter; it must exist (complete()).
  double at(std::string_view key) const;
  double of(std::string_view group, std::string_view key) const;
  double opinion(std::string_view group, std::size_t demand) const;
  // "group.NAME.KEY", "group.NAME.demand.N" with N from 1.
  static std::string group_key(std::string_view group, std::string_view key);
};

// One way to do it, of several that are compared on the same people.
struct Variant {
  std::string name;
  Mode mode = Mode::kPublicList;
  double pressure = 1;  // factor of reputation and residual
  bool offer = true;
  bool matched_pay = true;
  double wait_hours = 0;              // nothing is seen, nothing opens before
  std::vector<std::uint64_t> ladder;  // empty: the scenario's
};

// What makes a scenario impossible, and the key that it is about: a parameter, or a key of a plan.
struct Fault {
  std::string key;
  base::Error error;
};
// "scenario.missing", "scenario.range" (with the bounds), "scenario.people", "scenario.groups",
// "scenario.shares" (of groups, above 1), "scenario.time", "scenario.network", and whatever ladders
// refuse.
std::optional<Fault> find_fault(const Scenario& scenario);
// Refuses the same.
base::Result<void> complete(const Scenario& scenario);
// complete() holds. The group of each person, by the groups' shares; who is left over is in the
// last.
std::vector<std::uint16_t> deal_groups(const Scenario& scenario);
// complete() holds. The network of the scenario, which all of its variants share.
Network make_network(const Scenario& scenario);
// complete() holds; the network has the scenario's people.
base::Result<Design> compile(const Scenario& scenario, const Variant& variant,
                             const Network& network);
// The tick that contains the hour.
std::uint16_t tick_of(const Scenario& scenario, double hour);

}  // namespace undersigned::rehearsal
