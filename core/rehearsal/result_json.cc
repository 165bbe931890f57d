#include "core/rehearsal/result.h"

namespace undersigned::rehearsal {
namespace {

using base::Json;

constexpr const char* kModes[] = {"public-list", "public-count", "sealed", "sealed-conditions"};
constexpr const char* kOrigins[] = {"assumption", "article", "data"};
constexpr const char* kDestinationNames[] = {"offering", "other", "stay", "none"};

Json json(const Interval& interval) {
  return {{"low", interval.low}, {"value", interval.value}, {"high", interval.high}};
}

Json json(const std::vector<Interval>& intervals) {
  Json list = Json::array();
  for (const Interval& interval : intervals) list.push_back(json(interval));
  return list;
}

Json by_destination(const std::array<Interval, kDestinations>& intervals) {
  Json object = Json::object();
  for (std::size_t d = 0; d < kDestinations; ++d) {
    object[kDestinationNames[d]] = json(intervals[d]);
  }
  return object;
}

Json json(const Variant& variant) {
  return {{"name", variant.name},
          {"mode", kModes[static_cast<int>(variant.mode)]},
          {"pressure", variant.pressure},
          {"offer", variant.offer},
          {"matched_pay", variant.matched_pay},
          {"wait_hours", variant.wait_hours},
          {"ladder", variant.ladder}};
}

Json json(const Summary& s) {
  Json humps = Json::array(), curve = Json::array();
  for (const Hump& hump : s.humps) {
    humps.push_back({{"from", hump.from}, {"to", hump.to}, {"share", hump.share}});
  }
  for (const auto& [hour, low, middle, high] : s.curve) {
    curve.push_back({{"hour", hour}, {"p05", low}, {"p50", middle}, {"p95", high}});
  }
  Json object;
  object["replicas"] = s.replicas;
  object["opens"] = json(s.opens);
  object["levels"] = json(s.levels);
  object["published"] = s.published;
  object["histogram"] = s.histogram;
  object["humps"] = humps;
  object["signers"] = json(s.signers);
  object["names"] = json(s.names);
  object["sincere"] = json(s.sincere);
  object["pressured"] = json(s.pressured);
  object["hasty"] = json(s.hasty);
  object["would_leave"] = json(s.leave);
  object["would_leave_signers"] = json(s.leave_signers);
  object["prefer"] = by_destination(s.prefer);
  object["would_leave_to"] = by_destination(s.go);
  object["demands"] = json(s.demands);
  object["demands_signers"] = json(s.demands_signers);
  object["quorum_hours"] = s.quorum_hours;
  object["conceded"] = json(s.conceded);
  object["offer_stands"] = json(s.offer_stands);
  object["arrivals"] = json(s.arrivals);
  object["host_resentful"] = json(s.resentful);
  object["curve"] = curve;
  return object;
}

Json json(const Advice& advice) {
  Json quorums = Json::array();
  for (const Quorum& quorum : advice.quorums) {
    quorums.push_back({{"share", quorum.share}, {"opens", quorum.opens}});
  }
  Json object;
  object["quorums"] = quorums;
  object["quorum"] = {{"from", advice.quorum_from}, {"to", advice.quorum_to}};
  const LadderAdvice& ladder = advice.ladder;
  object["ladder"] = {{"levels", ladder.levels},
                      {"ranges", ladder.ranges},
                      {"ladders", ladder.ladders},
                      {"sound", ladder.sound},
                      {"single_sound", ladder.single_sound},
                      {"published", ladder.published},
                      {"gain", ladder.gain}};
  if (advice.limit) {
    object["limit"] = {{"parameter", advice.limit->parameter},
                       {"value", advice.limit->value},
                       {"fails_below", advice.limit->fails_below},
                       {"scenarios", advice.limit->scenarios}};
  }
  return object;
}

Json json(const Regions& regions) {
  Json variants = Json::array();
  for (const Region& region : regions.variants) {
    variants.push_back({{"variant", region.variant.name},
                        {"opens", region.opens},
                        {"published", region.signed_share},
                        {"sincere", region.sincere_share},
                        {"pressured", region.pressured_share},
                        {"acceptable", region.acceptable}});
  }
  Json object = {
      {"scenarios", regions.scenarios}, {"impossible", regions.impossible}, {"variants", variants}};
  if (regions.advice) object["advice"] = json(*regions.advice);
  return object;
}

Json parameters(const Scenario& scenario) {
  Json object = Json::object();
  for (const auto& [key, parameter] : scenario.parameters) {
    Json one = {{"is", parameter.value}, {"from", kOrigins[static_cast<int>(parameter.origin)]}};
    if (parameter.varies()) {
      one["low"] = parameter.low;
      one["high"] = parameter.high;
    }
    object[key] = one;
  }
  return object;
}

}  // namespace

Json result_json(const Result& result) {
  Json object;
  object["undersigned-rehearsal"] = 1;
  object["name"] = result.scenario.name;
  object["people"] = result.scenario.people;
  object["seed"] = result.scenario.stream.seed;
  object["demands"] = result.scenario.demands;
  object["ladder"] = result.scenario.ladder;
  object["parameters"] = parameters(result.scenario);
  Json variants = Json::array();
  for (std::size_t v = 0; v < result.variants.size(); ++v) {
    Json one = {{"variant", json(result.variants[v].variant)},
                {"summary", json(result.variants[v].summary)}};
    if (v < result.tippings.size()) {
      const Tipping& t = result.tippings[v];
      one["tipping"] = {{"near", t.near}, {"published", {t.lower, t.here, t.higher}}};
    }
    variants.push_back(one);
  }
  object["variants"] = variants;
  if (result.regions) object["regions"] = json(*result.regions);
  if (!result.sensitivity.empty()) {
    Json list = Json::array();
    for (const Sensitivity& s : result.sensitivity) {
      list.push_back({{"parameter", s.parameter},
                      {"first", json(s.index.first)},
                      {"total", json(s.index.total)}});
    }
    object["sensitivity"] = list;
  }
  return object;
}

}  // namespace undersigned::rehearsal
