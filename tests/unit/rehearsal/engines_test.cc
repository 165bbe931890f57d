// The fast engine gives the plain one's bits: every path, any split over blocks and threads,
// designs of every mode made at random.
#include <gtest/gtest.h>

#include "core/rehearsal/engine.h"
#include "tests/support/threads.h"

namespace undersigned::rehearsal {
namespace {

// Numbers for making designs; nothing else hangs on them.
class Dice {
 public:
  explicit Dice(std::uint32_t number) : number_(number) {}
  std::uint32_t below(std::uint32_t bound) {
    return Stream{.seed = 99}.block(number_, 0, throw_++)[0] % bound;
  }
  std::uint16_t small(std::uint32_t bound) { return static_cast<std::uint16_t>(below(bound)); }

 private:
  std::uint32_t number_;
  std::uint32_t throw_ = 0;
};

Group random_group(Dice& dice, Mode mode, std::uint32_t people, std::size_t levels) {
  Group group;
  group.resistance = DrawTable::normal(80 + dice.below(300), 20 + dice.below(150));
  const std::uint16_t ticks[] = {0, 3, dice.small(30), kNever};
  const double weights[] = {3, 2, 2, 1};
  group.waking = DrawTable::of(ticks, weights);
  if (is_sealed(mode)) {
    std::uint16_t best = 0;
    for (std::size_t j = 0; j < levels; ++j) {
      group.points_named[j] = dice.small(300);
      group.points_counted[j] = dice.small(400);
      if (mode == Mode::kSealedConditions || j == 0) {
        best = std::max({best, group.points_named[j], group.points_counted[j]});
      }
    }
    group.points = {best};
  } else {
    for (std::uint32_t c = 0; c <= people; ++c) {
      group.points.push_back(static_cast<std::uint16_t>(group.points.back() + dice.below(3)));
    }
  }
  group.leave = dice.below(65537);
  group.coupling = dice.below(65537);
  group.destinations = {10000, 10000 + dice.below(20000), 30000 + dice.below(35537)};
  group.demands = {dice.below(65537), dice.below(65537), 65536, dice.below(65537),
                   dice.below(65537)};
  return group;
}

Design random_design(std::uint32_t number) {
  Dice dice(number);
  Design design;
  design.mode = static_cast<Mode>(number % 4);
  const std::uint32_t people = 20 + dice.below(60);
  design.ladder = *settlement::Ladder::parse({{3, 9, 15}}, people);
  for (int g = 0; g < 3; ++g) {
    design.groups.push_back(random_group(dice, design.mode, people, 3));
  }
  std::vector<std::uint16_t> sensitivity, seniority;
  for (std::uint32_t i = 0; i < people; ++i) {
    design.group_of.push_back(dice.small(3));
    design.first_look.push_back(dice.small(4));
    sensitivity.push_back(dice.small(300));
    seniority.push_back(static_cast<std::uint16_t>(1 + dice.below(5)));
  }
  design.influence =
      Influence::shared_out(random_network(people, 6, {.seed = number}), sensitivity, seniority);
  design.ticks = static_cast<std::uint16_t>(25 + dice.below(20));
  design.residual = dice.small(40);
  design.haste = dice.small(60);
  design.haste_end =
      is_sealed(design.mode) ? (dice.below(2) ? design.ticks : std::uint16_t{0}) : dice.small(20);
  design.counterparty = {DrawTable::normal(400, 200, 1000), dice.small(25)};
  design.host = {
      100, 20, 50, 30, DrawTable::normal(60, 30, 400), DrawTable::normal(300, 200, 1000)};
  return design;
}

void expect_same(const Design& design, Stream stream, const Replicas& run, std::uint32_t first) {
  for (std::uint32_t r = 0; r < run.outcomes.size(); ++r) {
    const History plain = rehearse_plainly(design, stream, first + r);
    ASSERT_EQ(plain.outcome, run.outcomes[r]) << r;
    for (std::size_t tick = 0; tick < design.ticks; ++tick) {
      ASSERT_EQ(plain.curve[tick], run.curve(design, r).at(tick)) << r << " " << tick;
    }
  }
}

TEST(Engines, SameBitsOnEveryPath) {
  base::SerialExecutor serial;
  std::uint32_t signers = 0, pressured = 0, hasty = 0, opened = 0;
  for (std::uint32_t number = 0; number < 24; ++number) {
    const Design design = random_design(number);
    ASSERT_TRUE(design.check()) << design.check().error().message;
    const Stream stream{.seed = 0x1'0000'0001u + number, .scenario = number};
    const Replicas run = rehearse(design, stream, 7, 100, serial, Path::kPortable);
    expect_same(design, stream, run, 7);
    for (const Outcome& outcome : run.outcomes) {
      signers += outcome.sums.signers;
      pressured += outcome.sums.pressured();
      hasty += outcome.sums.hasty;
      opened += outcome.levels.opens();
    }
    if (!can_run(Path::kAvx512)) continue;
    const Replicas wide = rehearse(design, stream, 7, 100, serial, Path::kAvx512);
    EXPECT_EQ(run.outcomes, wide.outcomes);
    EXPECT_EQ(run.curves, wide.curves);
  }
  // The comparison was about something.
  EXPECT_GT(signers, 10000u);
  EXPECT_GT(pressured, 1000u);
  EXPECT_GT(hasty, 100u);
  EXPECT_GT(opened, 500u);
}

TEST(Engines, SameBitsForAnyThreadsAndBlocks) {
  base::SerialExecutor serial;
  test::Threads threads(3);
  const Design design = random_design(4);
  const Stream stream{.seed = 5};
  const Replicas whole = rehearse(design, stream, 0, 1700, serial);
  const Replicas threaded = rehearse(design, stream, 0, 1700, threads);
  EXPECT_EQ(whole.outcomes, threaded.outcomes);
  EXPECT_EQ(whole.curves, threaded.curves);
  const Replicas part = rehearse(design, stream, 1300, 200, serial);
  for (std::size_t r = 0; r < 200; ++r) EXPECT_EQ(part.outcomes[r], whole.outcomes[1300 + r]);
}

// More people than a block's counters hold: one replica at a time, the same definition.
TEST(Engines, CrowdsBeyondABlock) {
  Design design = random_design(4);
  const auto people = design.people();
  const std::uint32_t many = kMostBlockPeople + 1000;
  design.influence = Influence::counted(random_network(many, 4, {.seed = 3}));
  for (std::uint32_t i = people; i < many; ++i) {
    design.group_of.push_back(design.group_of[i % people]);
    design.first_look.push_back(0);
  }
  ASSERT_TRUE(design.check());
  test::Threads threads(3);
  const Stream stream{.seed = 12};
  const Replicas run = rehearse(design, stream, 3, 2, threads);
  expect_same(design, stream, run, 3);
  EXPECT_GT(run.outcomes[0].sums.signers, kMostBlockPeople / 10);
}

TEST(Engines, ReplicasAreJoinedInOrder) {
  base::SerialExecutor serial;
  const Design design = random_design(0);
  Replicas first = rehearse(design, {.seed = 1}, 0, 30, serial);
  first.append(design, rehearse(design, {.seed = 1}, 30, 20, serial));
  const Replicas whole = rehearse(design, {.seed = 1}, 0, 50, serial);
  EXPECT_EQ(first.outcomes, whole.outcomes);
  EXPECT_EQ(first.curves, whole.curves);
}

TEST(Engines, ScenarioAndSeedMatter) {
  base::SerialExecutor serial;
  const Design design = random_design(1);
  const Replicas one = rehearse(design, {.seed = 1, .scenario = 0}, 0, 50, serial);
  EXPECT_NE(one.outcomes, rehearse(design, {.seed = 1, .scenario = 1}, 0, 50, serial).outcomes);
  EXPECT_NE(one.outcomes, rehearse(design, {.seed = 2, .scenario = 0}, 0, 50, serial).outcomes);
}

}  // namespace
}  // namespace undersigned::rehearsal
