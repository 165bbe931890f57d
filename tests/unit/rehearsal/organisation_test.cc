// Organisations: what must hold in every variant, whatever the numbers.
#include <gtest/gtest.h>

#include <cmath>

#include "core/rehearsal/study.h"
#include "tests/support/sample_organisation.h"

namespace undersigned::rehearsal {
namespace {

Design design_of(const Scenario& s, const Variant& variant) {
  const auto network = make_network(s);
  auto design = compile(s, variant, network);
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
  const Scenario s = test::sample_organisation();
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
  const Scenario s = test::sample_organisation();
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
  Scenario s = test::sample_organisation();
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
  const Scenario s = test::sample_organisation();
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
  const Replicas r = run(test::sample_organisation(), variant(Mode::kPublicList));
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
  const Scenario s = test::sample_organisation();
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

// Without contagion each of the host's staff is resentful by themselves: a binomial number.
TEST(Organisation, HostStaffAreMany) {
  Scenario s = test::sample_organisation();
  const Design design = design_of(s, variant(Mode::kPublicList));
  const double p = design.host.patience.distribution(design.host.strain);
  const Replicas r = run(s, variant(Mode::kPublicList));
  double sum = 0;
  for (const Outcome& o : r.outcomes) sum += o.resentful;
  const double n = design.host.people, replicas = 512;
  EXPECT_NEAR(sum / replicas, n * p, 3.5 * std::sqrt(n * p * (1 - p) / replicas));
  EXPECT_GT(p, 0.1);
  // Resentment of colleagues only adds.
  s.parameters["host.contagion"].value = 60;
  const Replicas infected = run(s, variant(Mode::kPublicList));
  for (std::size_t i = 0; i < r.outcomes.size(); ++i) {
    EXPECT_GE(infected.outcomes[i].resentful, r.outcomes[i].resentful);
  }
  EXPECT_NE(infected.outcomes, r.outcomes);
}

// Granovetter's chain in the host company: each colleague's resentment is just enough for the next.
TEST(Organisation, ResentmentSpreadsUntilNobodyTurns) {
  Design design = design_of(test::sample_organisation(), variant(Mode::kPublicList));
  design.host.people = 100;
  design.host.strain = 0;
  design.host.strain_of_arrivals = 0;
  design.host.contagion = 100;  // a point a colleague
  std::vector<std::uint16_t> patience(101);
  for (std::uint16_t i = 0; i <= 100; ++i) patience[i] = i;
  const auto resentful = [&](std::vector<double> weights) {
    design.host.patience = DrawTable::of(patience, weights);
    return rehearse_plainly(design, {.seed = 1}, 0).outcome.resentful;
  };
  std::vector<double> weights(101, 0);
  weights[0] = 1;
  EXPECT_EQ(resentful(weights), 100u);
  weights[0] = 0;
  weights[1] = 1;
  EXPECT_EQ(resentful(weights), 0u);
  weights[0] = 1;  // half are resentful by themselves, and the others with them
  EXPECT_EQ(resentful(weights), 100u);
}

TEST(Organisation, RefusesTheImpossible) {
  const auto check = [](const char* key, double value) {
    Scenario s = test::sample_organisation();
    s.parameters[key].value = s.parameters[key].low = s.parameters[key].high = value;
    const auto done = complete(s);
    return done ? std::string() : done.error().check;
  };
  EXPECT_EQ(check("away", 1.2), "scenario.range");
  EXPECT_EQ(check("away", 0.4), "scenario.range");  // with those awake above 1
  EXPECT_EQ(check("group.staff.share", 0.95), "scenario.shares");
  EXPECT_EQ(check("group.staff.spread", 0), "scenario.range");
  Scenario s = test::sample_organisation();
  s.parameters.erase("cover.points");
  EXPECT_EQ(complete(s).error().check, "scenario.missing");
  s = test::sample_organisation();
  s.ladder = {30, 300};
  EXPECT_EQ(complete(s).error().check, "ladder.threshold");
}

TEST(Summary, Intervals) {
  const Interval p = chance(50, 200);
  EXPECT_NEAR(p.low, 0.1951, 5e-4);  // Wilson's, by hand
  EXPECT_NEAR(p.high, 0.3143, 5e-4);
  EXPECT_EQ(chance(0, 10).low, 0);
  const Interval m = mean(6, 14, 3);  // 1, 2, 3
  EXPECT_DOUBLE_EQ(m.value, 2);
  EXPECT_NEAR(m.high - m.value, 1.959964 / std::sqrt(3.0), 1e-9);
}

}  // namespace
}  // namespace undersigned::rehearsal
