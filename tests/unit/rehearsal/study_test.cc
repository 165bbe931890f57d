// Studies: what a number depends on, what is advised, what an interruption leaves behind.
#include "core/rehearsal/study.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "core/rehearsal/arithmetic.h"
#include "core/rehearsal/sealed.h"
#include "tests/support/sample_organisation.h"

namespace undersigned::rehearsal {
namespace {

class Memory final : public Notebook {
 public:
  const std::vector<double>* find(const std::string& cell) const override {
    const auto found = cells.find(cell);
    return found == cells.end() ? nullptr : &found->second;
  }
  void keep(const std::string& cell, std::vector<double> values) override {
    cells[cell] = std::move(values);
    ++made;
  }
  std::map<std::string, std::vector<double>> cells;
  int made = 0;
};

struct Bench {
  base::SerialExecutor executor;
  Progress progress = [](double) { return true; };
  Memory notebook;
  Means means{executor, progress, notebook};
};

Variant variant(Mode mode) {
  Variant v;
  v.mode = mode;
  return v;
}

// Ishigami's function, whose indices are known: V = a²/8 + b π⁴/5 + b² π⁸/18 + 1/2.
TEST(Sobol, Ishigami) {
  constexpr double kA = 7, kB = 0.1, kPi = std::numbers::pi;
  const auto f = [&](const std::array<double, 3>& x) {
    return std::sin(x[0]) + kA * std::sin(x[1]) * std::sin(x[1]) +
           kB * std::pow(x[2], 4) * std::sin(x[0]);
  };
  std::vector<SobolSample> samples;
  for (std::uint32_t i = 0; i < 4000; ++i) {
    std::array<double, 3> a{}, b{};
    for (std::uint32_t k = 0; k < 3; ++k) {
      const auto draws = Stream{.seed = 8}.block(i, k, 0);
      a[k] = kPi * (2 * (draws[0] / 4294967296.0) - 1);
      b[k] = kPi * (2 * (draws[1] / 4294967296.0) - 1);
    }
    SobolSample sample{f(a), f(b), {}};
    for (std::size_t k = 0; k < 3; ++k) {
      auto mixed = a;
      mixed[k] = b[k];
      sample.mixed.push_back(f(mixed));
    }
    samples.push_back(sample);
  }
  const double p4 = std::pow(kPi, 4), p8 = p4 * p4;
  const double v = kA * kA / 8 + kB * p4 / 5 + kB * kB * p8 / 18 + 0.5;
  const double v1 = 0.5 * std::pow(1 + kB * p4 / 5, 2), v2 = kA * kA / 8;
  const double v13 = kB * kB * p8 * (1.0 / 18 - 1.0 / 50);
  const double first[] = {v1 / v, v2 / v, 0}, total[] = {(v1 + v13) / v, v2 / v, v13 / v};
  const auto indices = sobol_indices(samples);
  const auto near = [](const Interval& found, double exact) {
    const double deviation = (found.high - found.low) / 2 / 1.96;
    EXPECT_NEAR(found.value, exact, 3.5 * deviation);
    EXPECT_LT(deviation, 0.04);
  };
  for (std::size_t k = 0; k < 3; ++k) {
    near(indices[k].first, first[k]);
    near(indices[k].total, total[k]);
  }
}

TEST(Study, FindsWhatTheNumberDependsOn) {
  Scenario s = test::sample_organisation();
  s.parameters["group.staff.conviction"] = {200, 100, 300, Origin::kAssumption};
  s.parameters["network.across"] = {3, 2.9, 3.1, Origin::kAssumption};
  Bench run;
  const auto found = sensitivity(s, variant(Mode::kSealed), 16, 512, run.means);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->front().parameter, "group.staff.conviction");
  EXPECT_GT(found->front().index.total.value, 0.5);
  EXPECT_NEAR(found->back().index.total.value, 0, 1e-9);
}

TEST(Study, RefusesRangesThatHoldImpossibleScenarios) {
  Scenario s = test::sample_organisation();
  s.parameters["away"] = {0, 0, 1, Origin::kAssumption};  // 0.7 are awake
  Bench run;
  EXPECT_EQ(sensitivity(s, variant(Mode::kSealed), 16, 512, run.means).error().check,
            "scenario.range");
  const auto found = regions(s, {variant(Mode::kSealed)}, 12, 512, run.means);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->scenarios + found->impossible, 12u);
  EXPECT_GT(found->impossible, 0u);
}

// Stopped after some cells, and taken up again: the same result, and nothing made twice.
TEST(Study, GoesOnWhereItStopped) {
  Scenario s = test::sample_organisation();
  s.parameters["group.staff.conviction"] = {200, 100, 300, Origin::kAssumption};
  const std::vector<Variant> variants = {variant(Mode::kPublicList), variant(Mode::kSealed)};
  Bench whole;
  const auto expected = regions(s, variants, 6, 512, whole.means);
  ASSERT_TRUE(expected.has_value());
  Bench parts;
  const Progress stop = [](double done) { return done < 0.4; };
  const Means stopping{parts.executor, stop, parts.notebook};
  EXPECT_EQ(regions(s, variants, 6, 512, stopping).error().check, "rehearsal.interrupted");
  EXPECT_GT(parts.notebook.made, 0);
  EXPECT_LT(parts.notebook.made, whole.notebook.made);
  const auto found = regions(s, variants, 6, 512, parts.means);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(parts.notebook.made, whole.notebook.made);
  EXPECT_EQ(parts.notebook.cells, whole.notebook.cells);
  EXPECT_EQ(found->variants[0].sincere_share, expected->variants[0].sincere_share);
  EXPECT_EQ(found->variants[1].acceptable, expected->variants[1].acceptable);
}

TEST(Study, RehearsedOnIsRehearsedAtOnce) {
  const Scenario scenario = test::sample_organisation();
  const Variant list = variant(Mode::kPublicList);
  base::SerialExecutor executor;
  const Progress go_on = [](double) { return true; };
  auto by_and_by = Rehearsed::begin(scenario, list);
  ASSERT_TRUE(by_and_by.has_value()) << by_and_by.error().message;
  for (const std::uint32_t replicas : {3u, 512u, 512u, 1300u}) {
    const auto more = by_and_by->until(replicas, executor, go_on);
    ASSERT_TRUE(more.has_value());
    EXPECT_EQ(by_and_by->replicas(), replicas);
    auto at_once = Rehearsed::begin(scenario, list);
    EXPECT_EQ(more->numbers(), at_once->until(replicas, executor, go_on)->numbers());
  }
  EXPECT_EQ(by_and_by->until(1400, executor, [](double) { return false; }).error().check,
            "rehearsal.interrupted");
}

TEST(Study, SummariesComeBackFromTheirNumbers) {
  Bench run;
  const Scenario s = test::sample_organisation();
  const auto first = compare(s, {variant(Mode::kPublicList)}, 600, run.means);
  ASSERT_TRUE(first.has_value());
  const auto again = compare(s, {variant(Mode::kPublicList)}, 600, run.means);
  EXPECT_EQ(run.notebook.made, 1);
  EXPECT_EQ(again->front().summary.numbers(), first->front().summary.numbers());
  EXPECT_EQ(again->front().summary.curve, first->front().summary.curve);
  std::vector<double> numbers = first->front().summary.numbers();
  numbers.pop_back();
  EXPECT_EQ(Summary::from_numbers(numbers).error().check, "notebook.cell");
  EXPECT_EQ(Summary::from_numbers({}).error().check, "notebook.cell");
}

// One draw of the people gives what an engine gives for each ladder by itself.
TEST(Sealed, ManyLaddersAtOnceAreTheEnginesOwn) {
  const Scenario s = test::sample_organisation();
  base::SerialExecutor executor;
  const std::vector<std::uint64_t> grid = {10, 20, 40, 60, 90, 120, 150, 180};
  const std::vector<std::vector<int>> ladders = {{1}, {4}, {8}, {1, 5}, {3, 4, 7}, {1, 2, 3, 8}};
  for (const Mode mode : {Mode::kSealed, Mode::kSealedConditions}) {
    Variant wide = variant(mode);
    wide.ladder = grid;
    const SealedCrowd crowd(*compile(s, wide, Network(s.people)), s.stream, 300, executor);
    std::uint64_t opened = 0, counted_only = 0;
    for (const auto& levels : ladders) {
      if (mode == Mode::kSealed && levels.size() > 1) continue;
      Variant own = variant(mode);
      for (const int level : levels)
        own.ladder.push_back(grid[static_cast<std::size_t>(level - 1)]);
      const Design design = *compile(s, own, Network(s.people));
      const Replicas run = rehearse(design, s.stream, 0, 300, executor);
      for (std::uint32_t r = 0; r < 300; ++r) {
        const auto settled = crowd.settle(r, levels);
        ASSERT_EQ(settled.levels, run.outcomes[r].levels);
        ASSERT_EQ(settled.signatures, run.outcomes[r].published);
        opened += settled.opens();
        counted_only += settled.signatures > settled.names;
      }
    }
    EXPECT_GT(opened, 0u);
    if (mode == Mode::kSealedConditions) {
      EXPECT_GT(counted_only, 0u);
    }
  }
}

// Half of the people ask for 20 points of cover, a tenth of the staff; the others for 300 less
// their conviction, half of the staff at least.
Scenario two_kinds(double conviction, double low, double high) {
  Scenario s = test::sample_organisation();
  const auto set = [&](const std::string& key, double value) {
    s.parameters[key] = {value, value, value, Origin::kAssumption};
  };
  set("success.points", 0), set("cover.points", 200), set("offer.safety", 0), set("offer.pay", 0);
  set("pressure.residual", 0), set("count.exposure", 1);
  set("group.authors.share", 0.5), set("group.staff.share", 0.5);
  set("group.authors.spread", 5), set("group.staff.spread", 5);
  set("group.authors.conviction", 300), set("group.authors.exposure", 320);
  set("group.staff.exposure", 300);
  s.parameters["group.staff.conviction"] = {conviction, low, high, Origin::kAssumption};
  return s;
}

// Whoever is content with little company takes much: one level serves all while it is reached.
TEST(Advice, OneLevelWhereEverybodyAcceptsIt) {
  Bench run;
  const auto found =
      regions(two_kinds(200, 200, 200), {variant(Mode::kSealedConditions)}, 2, 512, run.means);
  ASSERT_TRUE(found.has_value() && found->advice.has_value());
  const Advice& advice = *found->advice;
  ASSERT_EQ(advice.ladder.levels, 1u);
  EXPECT_GE(advice.ladder.ranges[0][0], 0.5);
  EXPECT_GT(advice.ladder.published[1], 0.95);
  EXPECT_NEAR(advice.ladder.sound, 1, 1e-9);
  EXPECT_FALSE(advice.limit.has_value());
  // Without conditions a quorum that is enough for nobody does not open.
  EXPECT_EQ(advice.quorums[0].opens[2], 0);
  EXPECT_GE(advice.quorum_to, 0.6);
}

// Whether the others come is not known: a low level for who comes anyway, a high one in case.
TEST(Advice, TwoLevelsWhereTheHigherMayFail) {
  Bench run;
  const auto found =
      regions(two_kinds(100, 0, 200), {variant(Mode::kSealedConditions)}, 16, 512, run.means);
  ASSERT_TRUE(found.has_value() && found->advice.has_value());
  const LadderAdvice& ladder = found->advice->ladder;
  ASSERT_EQ(ladder.levels, 2u);
  EXPECT_GE(ladder.ranges[0][0], 0.1);
  EXPECT_LE(ladder.ranges[0][1], 0.5);
  EXPECT_GE(ladder.ranges[1][0], 0.7);
  EXPECT_GT(ladder.sound, ladder.single_sound + 0.2);
  EXPECT_GT(ladder.gain[2], 0.3);
}

// Too few ask for little, and where the others are not convinced nothing opens.
TEST(Advice, SaysWhereItFails) {
  Scenario s = two_kinds(180, 60, 200);
  for (const auto& [group, share] : {std::pair{"authors", 0.04}, std::pair{"staff", 0.96}}) {
    s.parameters[Scenario::group_key(group, "share")] = {share, share, share, Origin::kAssumption};
  }
  Bench run;
  const auto found = regions(s, {variant(Mode::kSealedConditions)}, 24, 512, run.means);
  ASSERT_TRUE(found.has_value() && found->advice.has_value());
  ASSERT_TRUE(found->advice->limit.has_value());
  EXPECT_EQ(found->advice->limit->parameter, "group.staff.conviction");
  EXPECT_TRUE(found->advice->limit->fails_below);
}

// Near the saddle node of normal thresholds the count has two humps, and is near a tipping point.
TEST(Tipping, IsSeenAtTheSaddleNode) {
  Scenario s = test::sample_organisation();
  const auto set = [&](const std::string& key, double value) {
    s.parameters[key] = {value, value, value, Origin::kAssumption};
  };
  // Points are four times the number of signatures; thresholds are Normal(25 %, 12.2 %).
  set("success.points", 0), set("cover.points", 800), set("offer.safety", 0), set("offer.pay", 0);
  set("pressure.residual", 0), set("pressure.haste", 0), set("night.awake", 1);
  s.tick_minutes = 60;
  s.hours = 400;
  for (const std::string& group : s.groups) {
    set(Scenario::group_key(group, "exposure"), 200),
        set(Scenario::group_key(group, "conviction"), 0);
    set(Scenario::group_key(group, "spread"), 97.6);
  }
  Bench run;
  Variant count = variant(Mode::kPublicCount);
  set("count.exposure", 1);
  const auto two = compare(s, {count}, 1024, run.means);
  ASSERT_TRUE(two.has_value());
  EXPECT_TRUE(two->front().summary.two_humped());
  const auto near = tippings(s, {count}, 1024, run.means);
  EXPECT_TRUE(near->front().near);
  EXPECT_LT(near->front().lower, near->front().higher);
  // Everybody convinced: one hump, nothing near.
  for (const std::string& group : s.groups) set(Scenario::group_key(group, "conviction"), 1000);
  Bench other;
  EXPECT_FALSE(compare(s, {count}, 1024, other.means)->front().summary.two_humped());
  EXPECT_FALSE(tippings(s, {count}, 1024, other.means)->front().near);
}

}  // namespace
}  // namespace undersigned::rehearsal
