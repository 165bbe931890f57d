// The reference engine reproduces the models of the literature: thresholds are resistances, a
// crowd's signatures are points, a network's are weights of one.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "core/rehearsal/engine.h"
#include "core/rehearsal/theory.h"

namespace undersigned::rehearsal {
namespace {

// Everybody sees the number of signatures: points_g[c] = c.
Design crowd(std::uint32_t people) {
  Design design;
  design.mode = Mode::kPublicCount;
  design.ticks = static_cast<std::uint16_t>(people + 1);
  design.groups.resize(1);
  design.groups[0].points.resize(people + 1);
  std::iota(design.groups[0].points.begin(), design.groups[0].points.end(), std::uint16_t{0});
  design.group_of.assign(people, 0);
  design.first_look.assign(people, 0);
  return design;
}

// One group a person, with that threshold.
Design crowd_of(const std::vector<std::uint32_t>& thresholds) {
  Design design = crowd(static_cast<std::uint32_t>(thresholds.size()));
  const std::vector<std::uint16_t> points = design.groups[0].points;
  design.groups.clear();
  std::map<std::uint32_t, std::uint16_t> known;
  for (std::size_t i = 0; i < thresholds.size(); ++i) {
    const auto [place, fresh] =
        known.emplace(thresholds[i], static_cast<std::uint16_t>(design.groups.size()));
    design.group_of[i] = place->second;
    if (!fresh) continue;
    Group group;
    group.resistance = DrawTable::constant(static_cast<std::uint16_t>(thresholds[i]));
    group.points = points;
    design.groups.push_back(group);
  }
  return design;
}

std::uint32_t signers(const Design& design, std::uint32_t replica = 0, std::uint64_t seed = 1) {
  return rehearse_plainly(design, {.seed = seed}, replica).outcome.sums.signers;
}

TEST(Cascade, Granovetter) {
  std::vector<std::uint32_t> thresholds(100);
  std::iota(thresholds.begin(), thresholds.end(), 0u);
  EXPECT_EQ(signers(crowd_of(thresholds)), 100u);
  thresholds[1] = 2;
  EXPECT_EQ(signers(crowd_of(thresholds)), 1u);
}

TEST(Cascade, Kuran) {
  EXPECT_EQ(signers(crowd_of({0, 2, 2, 3, 4, 5, 6, 7, 8, 10})), 1u);
  EXPECT_EQ(signers(crowd_of({0, 1, 2, 3, 4, 5, 6, 7, 8, 10})), 9u);
}

TEST(Cascade, FiniteCrowdHasItsExactDistribution) {
  Design design = crowd(100);
  design.groups[0].resistance = DrawTable::normal(25, 12.2);
  std::vector<double> distribution;
  for (int k = 0; k <= 100; ++k) {
    distribution.push_back(design.groups[0].resistance.distribution(k));
  }
  const auto exact = theory::final_count_distribution(distribution);
  double above = 0, mean = 0, square = 0;
  for (std::size_t k = 0; k <= 100; ++k) {
    const double count = static_cast<double>(k);
    mean += count * exact[k];
    square += count * count * exact[k];
    if (k > 50) above += exact[k];
  }
  EXPECT_NEAR(exact[0], 0.129646, 2e-4);  // the table's 65536ths
  EXPECT_NEAR(above, 0.199493, 2e-4);
  EXPECT_NEAR(mean, 22.111, 0.02);
  constexpr std::uint32_t kReplicas = 8000;
  double none = 0, many = 0, sum = 0;
  for (std::uint32_t r = 0; r < kReplicas; ++r) {
    const std::uint32_t count = signers(design, r, 3);
    none += count == 0;
    many += count > 50;
    sum += count;
  }
  const auto tolerance = [](double variance) { return 3.5 * std::sqrt(variance / kReplicas); };
  EXPECT_NEAR(none / kReplicas, exact[0], tolerance(exact[0] * (1 - exact[0])));
  EXPECT_NEAR(many / kReplicas, above, tolerance(above * (1 - above)));
  EXPECT_NEAR(sum / kReplicas, mean, tolerance(square - mean * mean));
}

// People on a network of thresholds `needed` (in neighbours); the seeds have none.
Design on_network(const Network& network, std::uint16_t needed,
                  const std::vector<std::uint32_t>& seeds) {
  Design design;
  design.mode = Mode::kPublicList;
  design.ticks = 400;
  design.groups.resize(2);
  design.groups[0].resistance = DrawTable::constant(needed);
  design.group_of.assign(network.people(), 0);
  for (const std::uint32_t seed : seeds) design.group_of[seed] = 1;
  design.first_look.assign(network.people(), 0);
  design.influence = Influence::counted(network);
  return design;
}

bool spreads(const Network& network, std::uint16_t needed) {
  std::vector<std::uint32_t> seeds{0};
  for (const std::uint32_t neighbour : network.sees(0)) seeds.push_back(neighbour);
  return signers(on_network(network, needed, seeds)) == network.people();
}

TEST(Cascade, CentolaMacyRing) {
  for (const std::uint32_t degree : {2u, 4u, 6u, 8u, 12u}) {
    for (std::uint16_t needed = 1; needed <= degree; ++needed) {
      EXPECT_EQ(spreads(ring(60, degree), needed), needed <= degree / 2) << degree << needed;
    }
  }
}

TEST(Cascade, CentolaMacyLattices) {
  for (std::uint16_t needed = 1; needed <= 8; ++needed) {
    EXPECT_EQ(spreads(lattice(15, 15, true), needed), needed <= 3) << needed;
    if (needed <= 4) {
      EXPECT_EQ(spreads(lattice(15, 15, false), needed), needed == 1) << needed;
    }
  }
}

// Watts: people of degree k need ⌈φ k⌉ neighbours; one seed in a thousand.
Design watts(double mean_degree, std::uint32_t people, std::uint64_t seed) {
  const Network network = random_network(people, mean_degree, {.seed = seed});
  Design design = on_network(network, 0, {});
  design.groups.assign(12, Group{});
  for (std::uint16_t needed = 0; needed < 12; ++needed) {
    design.groups[needed].resistance = DrawTable::constant(needed);
  }
  for (std::uint32_t i = 0; i < people; ++i) {
    const auto degree = static_cast<double>(network.sees(i).size());
    const auto needed = static_cast<std::uint16_t>(std::ceil(0.18 * degree - 1e-9));
    design.group_of[i] = i % 1000 == 0 ? 0 : std::max<std::uint16_t>(needed, 1);
  }
  return design;
}

TEST(Cascade, WattsWindowAndSizes) {
  constexpr std::uint32_t kPeople = 10000;
  const auto size = [](double mean_degree, std::uint64_t seed) {
    return signers(watts(mean_degree, kPeople, seed)) / static_cast<double>(kPeople);
  };
  EXPECT_LT(size(0.7, 1), 0.05);
  EXPECT_LT(size(8.5, 2), 0.05);
  // Between networks sizes vary; the deviation is estimated from the run itself.
  for (const double z : {1.5, 4.0}) {
    constexpr int kNetworks = 12;
    double sum = 0, square = 0;
    for (std::uint64_t seed = 1; seed <= kNetworks; ++seed) {
      const double share = size(z, seed);
      sum += share;
      square += share * share;
    }
    const double mean = sum / kNetworks;
    const double deviation = std::sqrt((square / kNetworks - mean * mean) / (kNetworks - 1));
    EXPECT_NEAR(mean, theory::cascade_size(0.18, z, 0.001), 4 * deviation + 0.001) << z;
  }
}

}  // namespace
}  // namespace undersigned::rehearsal
