// Organisations: what must hold in every variant, whatever the numbers.
#include <gtest/gtest.h>

#include <cmath>

#include "core/rehearsal/study.h"

namespace undersigned::rehearsal {
namespace {

Scenario organisation() {
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
  set("host.pay_freeze", 20), set("host.spread", 40), set("host.firmness", 0.5);
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

Design design_of(const Scenario& s, const Variant& variant) {
  const auto network = make_network(s);
  auto design = compile(s, variant, *network);
  EXPECT_TRUE(design.has_value()) << design.error().message;
  return *std::move(design);
}

Replicas run(const Scenario& s, const Variant& variant, std::uint32_t replicas = 512) {
  base::SerialExecutor serial;
  return rehearse(design_of(s, variant), s.stream, 0, replicas, serial);
}

Variant variant(Mode mode, double pressure = 1) {
  Variant v;
  v.mode = mode;
  v.pressure = pressure;
  return v;
}

double total(const Replicas& run, std::uint32_t (*number)(const Sums&)) {
  double sum = 0;
  for (const Outcome& o : run.outcomes) sum += number(o.sums);
  return sum / static_cast<double>(run.outcomes.size());
}

TEST(Organisation, EnginesAgreeOnIt) {
  const Scenario s = organisation();
  for (const Mode mode :
       {Mode::kPublicList, Mode::kPublicCount, Mode::kSealed, Mode::kSealedConditions}) {
    const Design design = design_of(s, variant(mode));
    const Replicas fast = run(s, variant(mode), 40);
    for (std::uint32_t r = 0; r < 40; ++r) {
      ASSERT_EQ(rehearse_plainly(design, s.stream, r).outcome, fast.outcomes[r]);
    }
  }
}

TEST(Organisation, LessPressureLowersSignaturesAndLeavesOpinionsAlone) {
  const Scenario s = organisation();
  const Replicas with = run(s, variant(Mode::kPublicList));
  const Replicas without = run(s, variant(Mode::kPublicList, 0));
  double fewer = 0;
  for (std::size_t r = 0; r < with.outcomes.size(); ++r) {
    const Sums& a = with.outcomes[r].sums;
    const Sums& b = without.outcomes[r].sums;
    EXPECT_LE(b.signers, a.signers);
    EXPECT_EQ(b.pressured(), 0u);
    EXPECT_EQ(a.leave, b.leave);
    EXPECT_EQ(a.prefer, b.prefer);
    EXPECT_EQ(a.demands, b.demands);
    fewer += a.signers - b.signers;
  }
  EXPECT_GT(fewer / 512, 20);
}

TEST(Organisation, SealedCountIsBinomialWhateverTheNetworkAndTheOrder) {
  Scenario s = organisation();
  s.groups = {"staff"};
  s.parameters[Scenario::group_key("staff", "share")].value = 1;
  Variant sealed = variant(Mode::kSealed, 0);
  const Replicas here = run(s, sealed, 2048);
  const Design design = design_of(s, sealed);
  const Group& group = design.groups[0];
  const double p =
      group.resistance.distribution(group.points[0]) * group.waking.distribution(design.ticks - 1);
  double sum = 0, squares = 0;
  for (const Outcome& o : here.outcomes) {
    sum += o.sums.signers;
    squares += double{1} * o.sums.signers * o.sums.signers;
  }
  const double n = 200, replicas = 2048, m = sum / replicas;
  const double variance = squares / replicas - m * m;
  EXPECT_NEAR(m, n * p, 3.5 * std::sqrt(n * p * (1 - p) / replicas));
  // A sample variance of near-normal numbers has deviation σ² √(2/R).
  EXPECT_NEAR(variance, n * p * (1 - p), 3.5 * n * p * (1 - p) * std::sqrt(2 / replicas));
  // Another network, another order of invitations before the end: the same people.
  s.network = NetworkKind::kRandom;
  const Replicas there = run(s, sealed, 2048);
  EXPECT_EQ(here.outcomes, there.outcomes);
  Design later = design;
  for (std::size_t i = 0; i < later.first_look.size(); ++i) {
    later.first_look[i] = static_cast<std::uint16_t>(i % later.ticks);
  }
  base::SerialExecutor serial;
  const Replicas ordered = rehearse(later, s.stream, 0, 2048, serial);
  for (std::size_t r = 0; r < 2048; ++r) {
    EXPECT_EQ(ordered.outcomes[r].sums.signers, here.outcomes[r].sums.signers);
  }
}

TEST(Organisation, MatchedPayCancelsTheWageTermAndAngersTheHost) {
  const Scenario s = organisation();
  Variant unmatched = variant(Mode::kPublicList);
  unmatched.matched_pay = false;
  Scenario no_gap = s;
  no_gap.parameters["destination.wage_gap"].value = 0;
  const auto prefer = [](const Sums& sums) { return sums.prefer[0]; };
  const Replicas matched = run(s, variant(Mode::kPublicList));
  EXPECT_EQ(total(matched, prefer), total(run(no_gap, variant(Mode::kPublicList)), prefer));
  EXPECT_EQ(total(matched, prefer), total(run(no_gap, unmatched), prefer));
  const Replicas without = run(s, unmatched);
  EXPECT_LT(total(without, prefer), total(matched, prefer));
  EXPECT_GT(matched.outcomes[0].resentful, without.outcomes[0].resentful);
}

TEST(Organisation, ConcessionReleasesThePledges) {
  const Replicas r = run(organisation(), variant(Mode::kPublicList));
  std::uint32_t conceded = 0, held = 0;
  for (const Outcome& o : r.outcomes) {
    if (o.conceded()) {
      EXPECT_EQ(o.arrivals, 0u);
    }
    if (!o.conceded() && o.offer_stands) {
      EXPECT_EQ(o.arrivals, o.sums.go[0]);
    }
    conceded += o.conceded();
    held += !o.conceded();
  }
  EXPECT_GT(conceded, 0u);
  EXPECT_GT(held, 0u);
}

// Two populations with the same public curve in every replica, one sincere, one pressed: nobody can
// tell pressure from conviction by looking at the curve.
TEST(Organisation, TheCurveDoesNotTellPressure) {
  const Scenario s = organisation();
  Design sincere = design_of(s, variant(Mode::kPublicList, 0));
  Design pressed = sincere;
  for (Group& group : pressed.groups) {
    for (std::uint16_t& points : group.points) points = static_cast<std::uint16_t>(points - 30);
  }
  pressed.residual = 30;  // what the others feel of themselves, these feel from others
  base::SerialExecutor serial;
  const Replicas a = rehearse(sincere, s.stream, 0, 512, serial);
  const Replicas b = rehearse(pressed, s.stream, 0, 512, serial);
  EXPECT_EQ(a.curves, b.curves);
  double fewer = 0;
  for (std::size_t r = 0; r < 512; ++r) {
    fewer += a.outcomes[r].sums.sincere - b.outcomes[r].sums.sincere;
  }
  EXPECT_GT(fewer / 512, 5);
}

TEST(Organisation, RefusesTheImpossible) {
  const auto check = [](const char* key, double value) {
    Scenario s = organisation();
    s.parameters[key].value = s.parameters[key].low = s.parameters[key].high = value;
    const auto done = complete(s);
    return done ? std::string() : done.error().check;
  };
  EXPECT_EQ(check("away", 1.2), "scenario.range");
  EXPECT_EQ(check("away", 0.4), "scenario.range");  // with those awake above 1
  EXPECT_EQ(check("group.staff.share", 0.95), "scenario.shares");
  EXPECT_EQ(check("group.staff.spread", 0), "scenario.range");
  Scenario s = organisation();
  s.parameters.erase("cover.points");
  EXPECT_EQ(complete(s).error().check, "scenario.missing");
  s = organisation();
  s.ladder = {30, 300};
  EXPECT_EQ(complete(s).error().check, "ladder.threshold");
}

TEST(Summary, IntervalsAndHumps) {
  const Interval p = chance(50, 200);
  EXPECT_NEAR(p.low, 0.1951, 5e-4);  // Wilson's, by hand
  EXPECT_NEAR(p.high, 0.3143, 5e-4);
  EXPECT_EQ(chance(0, 10).low, 0);
  const Interval m = mean(6, 14, 3);  // 1, 2, 3
  EXPECT_DOUBLE_EQ(m.value, 2);
  EXPECT_NEAR(m.high - m.value, 1.959964 / std::sqrt(3.0), 1e-9);
}

TEST(Study, FindsWhatTheNumberDependsOn) {
  Scenario s = organisation();
  s.parameters["group.staff.conviction"] = {200, 100, 300, Origin::kAssumption};
  s.parameters["network.across"] = {3, 2.9, 3.1, Origin::kAssumption};
  base::SerialExecutor serial;
  const auto indices =
      sensitivity(s, variant(Mode::kSealed), 16, 512, serial, [](double) { return true; });
  ASSERT_TRUE(indices.has_value());
  EXPECT_EQ(indices->front().parameter, "group.staff.conviction");
  EXPECT_GT(indices->front().total.value, 0.5);
  EXPECT_NEAR(indices->back().total.value, 0, 1e-9);
  const auto stopped =
      regions(s, {variant(Mode::kSealed)}, 3, 512, serial, [](double) { return false; });
  EXPECT_EQ(stopped.error().check, "rehearsal.interrupted");
}

}  // namespace
}  // namespace undersigned::rehearsal
