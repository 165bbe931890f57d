// An invented organisation of 200 people for tests of rehearsals.
#pragma once

#include <string>

#include "core/rehearsal/scenario.h"

namespace undersigned::test {

inline rehearsal::Scenario sample_organisation() {
  using namespace rehearsal;
  Scenario s;
  s.people = 200;
  s.groups = {"authors", "staff"};
  s.demands = {"one", "two"};
  s.ladder = {30, 80, 130};
  s.hours = 24;
  s.tick_minutes = 30;
  for (const ParameterRule& rule : scenario_rules()) s.parameters[std::string(rule.key)] = {};
  const auto set = [&](const std::string& key, double value) {
    s.parameters[key] = {value, value, value, Origin::kAssumption};
  };
  set("success.points", 50), set("success.until", 0.7), set("cover.points", 40);
  set("count.exposure", 0.4), set("offer.safety", 20), set("offer.pay", 10);
  set("pressure.residual", 10), set("pressure.haste", 30), set("pressure.haste_hours", 8);
  set("destination.wage_gap", 2), set("destination.relocation", 1), set("destination.other", 1);
  set("counterparty.firmness", 0.7), set("counterparty.spread", 0.3);
  set("counterparty.deadline_hours", 24), set("host.base", 20), set("host.layoffs", 40);
  set("host.pay_freeze", 20), set("host.spread", 40), set("host.people", 300),
      set("host.firmness", 0.5);
  set("host.firmness_spread", 0.2), set("night.awake", 0.7), set("night.delay_hours", 1);
  set("morning.hours", 10), set("morning.spread_hours", 2), set("network.departments", 10);
  set("network.inside", 8), set("network.across", 3);
  for (const std::string& group : s.groups) {
    const auto g = [&](const char* key, double value) {
      set(Scenario::group_key(group, key), value);
    };
    const bool staff = group == "staff";
    g("share", staff ? 0.9 : 0.1), g("conviction", staff ? 200 : 320), g("exposure", 300);
    g("spread", 130), g("reputation", 280), g("seniority", staff ? 1 : 5), g("leave", 0.3);
    g("coupling", 0.5), g("wave_hours", 0), g("demand.1", 0.8), g("demand.2", 0.4);
  }
  return s;
}

}  // namespace undersigned::test
