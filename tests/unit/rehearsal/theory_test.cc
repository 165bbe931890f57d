// The published numbers of the models that a rehearsal must reproduce, computed exactly.
#include "core/rehearsal/theory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/rehearsal/arithmetic.h"
#include "core/rehearsal/draw_table.h"

namespace undersigned::rehearsal {
namespace {

TEST(Theory, Granovetter) {
  std::vector<std::uint32_t> thresholds(100);
  std::iota(thresholds.begin(), thresholds.end(), 0u);
  EXPECT_EQ(theory::final_count(thresholds), 100u);
  thresholds[1] = 2;
  EXPECT_EQ(theory::final_count(thresholds), 1u);
}

TEST(Theory, SaddleNodeOfNormalThresholds) {
  const auto node = theory::saddle_node(0.25);
  EXPECT_NEAR(100 * node.deviation, 12.222, 0.0005);
  EXPECT_NEAR(100 * node.share, 6.20, 0.005);
}

TEST(Theory, FiniteCrowd) {
  std::vector<double> distribution;
  for (int k = 0; k <= 100; ++k) {
    distribution.push_back(k == 100 ? 1 : normal_distribution((k - 25) / 12.2));
  }
  const auto p = theory::final_count_distribution(distribution);
  double above = 0, mean = 0, total = 0;
  for (std::size_t k = 0; k <= 100; ++k) {
    total += p[k];
    mean += static_cast<double>(k) * p[k];
    if (k > 50) above += p[k];
  }
  EXPECT_NEAR(total, 1, 1e-9);
  EXPECT_NEAR(p[0], 0.129646, 5e-7);
  EXPECT_NEAR(above, 0.199493, 5e-7);
  EXPECT_NEAR(mean, 22.111, 5e-4);
}

TEST(Theory, Kuran) {
  // Each joins once the share of joiners reaches the threshold in per cent of ten people.
  const std::vector<std::uint32_t> a{0, 2, 2, 3, 4, 5, 6, 7, 8, 10};
  const std::vector<std::uint32_t> b{0, 1, 2, 3, 4, 5, 6, 7, 8, 10};
  EXPECT_EQ(theory::final_count(a), 1u);
  EXPECT_EQ(theory::final_count(b), 9u);
}

TEST(Theory, WattsWindow) {
  EXPECT_LT(theory::cascade_slope(0.18, 1.0206), 1);
  EXPECT_GT(theory::cascade_slope(0.18, 1.0208), 1);
  EXPECT_GT(theory::cascade_slope(0.18, 5.7646), 1);
  EXPECT_LT(theory::cascade_slope(0.18, 5.7648), 1);
}

TEST(Theory, CascadeSizes) {
  EXPECT_NEAR(theory::cascade_size(0.18, 1.5, 1e-6), 0.580, 0.0006);
  EXPECT_NEAR(theory::cascade_size(0.18, 4, 1e-6), 0.980, 0.0006);
}

TEST(Theory, WrongCascades) {
  EXPECT_NEAR(theory::wrong_cascade(0.7), 0.2468, 5e-5);
  constexpr std::uint32_t kReplicas = 40000;
  std::uint32_t wrong = 0;
  for (std::uint32_t r = 0; r < kReplicas; ++r) {
    wrong += !theory::last_decision_right({.seed = 11}, r, 0.7, 60);
  }
  const double share = theory::wrong_cascade(0.7);
  const double deviation = std::sqrt(share * (1 - share) / kReplicas);
  EXPECT_NEAR(static_cast<double>(wrong) / kReplicas, share, 3.5 * deviation);
}

TEST(Theory, LogitForgetsIrrelevantAlternatives) {
  const double three[] = {0.3, -1, 2};
  const double two[] = {0.3, -1};
  const auto with = theory::logit(three);
  const auto without = theory::logit(two);
  EXPECT_NEAR(with[0] / with[1], without[0] / without[1], 1e-12);
  EXPECT_NEAR(with[0] + with[1] + with[2], 1, 1e-12);
}

}  // namespace
}  // namespace undersigned::rehearsal
