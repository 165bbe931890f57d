#include <gtest/gtest.h>

#include <cmath>

#include "core/rehearsal/arithmetic.h"
#include "core/rehearsal/draw_table.h"
#include "core/rehearsal/network.h"

namespace undersigned::rehearsal {
namespace {

TEST(Arithmetic, AgreesWithTheLibrary) {
  for (double x = -40; x <= 40; x += 0.37) {
    EXPECT_NEAR(exponential(x) / std::exp(x), 1, 1e-14) << x;
    EXPECT_NEAR(normal_distribution(x), std::erfc(-x / std::sqrt(2.0)) / 2, 1e-14) << x;
  }
  for (const double x : {1e-300, 1e-9, 0.3, 0.7, 1.0, 1.5, 2.0, 77.0, 1e200}) {
    EXPECT_NEAR(logarithm(x), std::log(x), 1e-14 * std::max(1.0, std::abs(std::log(x)))) << x;
  }
}

TEST(DrawTable, NormalHasItsDistribution) {
  const DrawTable table = DrawTable::normal(25, 12.2);
  for (int k = 0; k < 100; ++k) {
    EXPECT_NEAR(table.distribution(k), normal_distribution((k - 25) / 12.2), 0.5 / 65536);
  }
  EXPECT_EQ(table[0], 0);
  EXPECT_LE(table.most(), kMostValue);
}

TEST(DrawTable, Shares) {
  const std::uint16_t values[] = {3, 7, kNever};
  const double weights[] = {1, 2, 1};
  const DrawTable table = DrawTable::of(values, weights);
  EXPECT_EQ(table[16383], 3);
  EXPECT_EQ(table[16384], 7);
  EXPECT_EQ(table[49151], 7);
  EXPECT_EQ(table[49152], kNever);
  EXPECT_EQ(table.most(), 7);
  EXPECT_EQ(DrawTable::constant(9)[65535], 9);
}

TEST(Network, Shapes) {
  const Network six = ring(10, 6);
  const Network moore = lattice(5, 4, true);
  const Network plus = lattice(5, 4, false);
  for (std::uint32_t i = 0; i < 10; ++i) EXPECT_EQ(six.sees(i).size(), 6u);
  for (std::uint32_t i = 0; i < 20; ++i) {
    EXPECT_EQ(moore.sees(i).size(), 8u);
    EXPECT_EQ(plus.sees(i).size(), 4u);
  }
}

TEST(Network, MeanDegreesWithinTheirDeviation) {
  constexpr double kPeople = 3000, kDegree = 7;
  const Network random = random_network(3000, kDegree, {.seed = 5});
  // The number of joined pairs has variance about its mean, n z / 2; both ends are stored.
  EXPECT_NEAR(static_cast<double>(random.edges()), kPeople * kDegree,
              4 * 2 * std::sqrt(kPeople * kDegree / 2));
  const Network small = small_world(1000, 8, 0.1, {.seed = 6});
  EXPECT_GT(small.edges(), 7900u);
  EXPECT_LE(small.edges(), 8000u);
}

// Within departments and across them, as often as asked for.
TEST(Network, DepartmentsHaveTheirDegrees) {
  Departments d;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    d.department.push_back(i % 30);
    d.reports_to.push_back(i);
  }
  d.inside = 9;
  d.across = 4;
  const Network network = department_network(d, {.seed = 2});
  double inside = 0, across = 0;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    for (const std::uint32_t j : network.sees(i)) (i % 30 == j % 30 ? inside : across) += 1;
  }
  // Pairs across are drawn among all pairs; 29 of 30 are across.
  const double expected = 3000 * 4 * (2900.0 / 2999);
  EXPECT_NEAR(inside, 3000 * 9, 4 * 2 * std::sqrt(3000 * 9 / 2.0));
  EXPECT_NEAR(across, expected, 4 * 2 * std::sqrt(expected / 2));
  d.inside = 99;  // everybody of a department of a hundred
  d.across = 0;
  d.reports_to.assign(3000, 0);
  const Network full = department_network(d, {.seed = 2});
  EXPECT_EQ(full.sees(1).size(), 100u);  // 99, and the first of all
  EXPECT_EQ(full.sees(0).size(), 2999u);
}

TEST(Network, RefusesStrangers) {
  EXPECT_EQ(Network::from_edges(3, {{0, 3}}).error().check, "network.edge");
  EXPECT_EQ(Network::from_edges(0, {}).error().check, "network.people");
  const auto network = Network::from_edges(3, {{0, 1}, {0, 1}, {1, 1}});
  EXPECT_EQ(network->edges(), 1u);
}

}  // namespace
}  // namespace undersigned::rehearsal
