#include "core/settlement/ladder.h"

#include <gtest/gtest.h>

#include <vector>

namespace undersigned::settlement {
namespace {

std::string refusal(const std::vector<std::uint64_t>& thresholds, std::uint64_t most = 1000) {
  const auto ladder = Ladder::parse(thresholds, most);
  return ladder ? "accepted" : ladder.error().check;
}

TEST(Ladder, HoldsItsThresholds) {
  const std::vector<std::uint64_t> thresholds = {1, 300, 500, 1000};
  const auto ladder = Ladder::parse(thresholds, 1000);
  ASSERT_TRUE(ladder);
  ASSERT_EQ(ladder->levels(), 4);
  for (int j = 1; j <= 4; ++j) {
    EXPECT_EQ(ladder->threshold(j), thresholds[static_cast<std::size_t>(j - 1)]);
  }
}

TEST(Ladder, AcceptsTheLimits) {
  EXPECT_EQ(refusal({1}, 1), "accepted");
  EXPECT_EQ(refusal({kMaxThreshold}, kMaxThreshold), "accepted");
  std::vector<std::uint64_t> most_levels;
  for (std::uint64_t j = 1; j <= kMaxLevels; ++j) most_levels.push_back(j);
  EXPECT_EQ(refusal(most_levels, kMaxLevels), "accepted");
}

TEST(Ladder, RefusesTooFewOrTooManyLevels) {
  EXPECT_EQ(refusal({}), "ladder.levels");
  std::vector<std::uint64_t> too_many;
  for (std::uint64_t j = 1; j <= kMaxLevels + 1; ++j) too_many.push_back(j);
  EXPECT_EQ(refusal(too_many), "ladder.levels");
}

TEST(Ladder, RefusesThresholdsNobodyOrTooManyMeet) {
  EXPECT_EQ(refusal({0}), "ladder.threshold");
  EXPECT_EQ(refusal({0, 5}), "ladder.threshold");
  EXPECT_EQ(refusal({5, 1001}), "ladder.threshold");
  EXPECT_EQ(refusal({1}, 0), "ladder.threshold");
  EXPECT_EQ(refusal({5, std::uint64_t{1} << 32}, kMaxThreshold), "ladder.threshold");
}

TEST(Ladder, RefusesThresholdsThatDoNotIncrease) {
  EXPECT_EQ(refusal({5, 5}), "ladder.order");
  EXPECT_EQ(refusal({5, 9, 8}), "ladder.order");
}

TEST(Ladder, SaysWhichLevelIsWrongAndWhy) {
  const auto ladder = Ladder::parse(std::vector<std::uint64_t>{5, 9, 8}, 1000);
  ASSERT_FALSE(ladder);
  EXPECT_EQ(ladder.error().section, "3");
  EXPECT_EQ(
      ladder.error().message,
      "Level 3 asks for 8 people, but must ask for more than 9, as the level before it does.");
}

TEST(LadderDeathTest, ALevelThatIsNotThereIsAProgrammersError) {
  const auto ladder = Ladder::parse(std::vector<std::uint64_t>{5, 9}, 10);
  EXPECT_DEATH((void)ladder->threshold(0), "");
  EXPECT_DEATH((void)ladder->threshold(3), "");
}

}  // namespace
}  // namespace undersigned::settlement
