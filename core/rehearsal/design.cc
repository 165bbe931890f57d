#include "core/rehearsal/design.h"

#include <algorithm>

#include "core/base/check.h"

namespace undersigned::rehearsal {
namespace {

std::unexpected<base::Error> refuse(const char* check, const char* message) {
  return base::fail(check, "", message);
}

base::Result<void> check_group(const Group& group, std::size_t demands) {
  const bool rising = std::is_sorted(group.points.begin(), group.points.end());
  if (group.points.empty() || !rising || group.points.back() > kMostValue) {
    return refuse("design.points",
                  "Points must not fall with the number of signatures or pass 4094.");
  }
  if (!std::is_sorted(group.destinations.begin(), group.destinations.end())) {
    return refuse("design.destinations", "The shares of destinations must add up to 1.");
  }
  if (group.demands.size() != demands || demands > kMostDemands) {
    return refuse("design.demands",
                  "Every group must have an opinion of each of at most 8 demands.");
  }
  return {};
}

// Sealed, a person signs if any level that is offered is enough.
bool offers_its_best(const Design& design, const Group& group) {
  const auto offered =
      static_cast<std::size_t>(design.mode == Mode::kSealed ? 1 : design.ladder.levels());
  std::uint16_t best = 0;
  for (std::size_t j = 0; j < offered; ++j) {
    best = std::max({best, group.points_named[j], group.points_counted[j]});
  }
  return group.points.size() == 1 && group.points.front() == best;
}

}  // namespace

Influence Influence::by_source(const Network& network, const std::vector<std::uint16_t>& weights) {
  Influence influence(network.people());
  std::size_t edge = 0;
  for (std::uint32_t i = 0; i < network.people(); ++i) {
    for (const std::uint32_t j : network.sees(i)) influence.offsets_[j + 1] += weights[edge++] > 0;
  }
  for (std::size_t j = 0; j < network.people(); ++j) {
    influence.offsets_[j + 1] += influence.offsets_[j];
  }
  influence.arrows_.resize(influence.offsets_.back());
  std::vector<std::size_t> next(influence.offsets_.begin(), influence.offsets_.end() - 1);
  edge = 0;
  for (std::uint32_t i = 0; i < network.people(); ++i) {
    for (const std::uint32_t j : network.sees(i)) {
      const std::uint16_t weight = weights[edge++];
      if (weight > 0) influence.arrows_[next[j]++] = {i, weight};
    }
  }
  return influence;
}

Influence Influence::shared_out(const Network& network,
                                const std::vector<std::uint16_t>& sensitivity,
                                const std::vector<std::uint16_t>& seniority) {
  std::vector<std::uint16_t> weights;
  weights.reserve(network.edges());
  for (std::uint32_t i = 0; i < network.people(); ++i) {
    std::uint64_t total = 0;
    for (const std::uint32_t j : network.sees(i)) total += seniority[j];
    for (const std::uint32_t j : network.sees(i)) {
      const std::uint64_t twice = 2 * std::uint64_t{sensitivity[i]} * seniority[j];
      const std::uint64_t weight = total == 0 ? 0 : (twice + total) / (2 * total);
      weights.push_back(static_cast<std::uint16_t>(weight));
    }
  }
  return by_source(network, weights);
}

Influence Influence::counted(const Network& network) {
  return by_source(network, std::vector<std::uint16_t>(network.edges(), 1));
}

std::uint32_t Influence::most() const {
  std::vector<std::uint32_t> sums(offsets_.size() - 1, 0);
  for (const Arrow& arrow : arrows_) sums[arrow.onlooker] += arrow.weight;
  return sums.empty() ? 0 : *std::max_element(sums.begin(), sums.end());
}

settlement::Ladder Design::single(std::uint64_t quorum) {
  const auto ladder = settlement::Ladder::parse({{quorum}}, settlement::kMaxThreshold);
  UNDERSIGNED_CHECK(ladder.has_value());
  return *ladder;
}

base::Result<void> Design::check() const {
  if (group_of.empty() || people() > kMostPeople || first_look.size() != group_of.size()) {
    return refuse("design.people", "A rehearsal has 1 to 10000000 people.");
  }
  if (groups.empty() || groups.size() > kMostGroups ||
      *std::max_element(group_of.begin(), group_of.end()) >= groups.size()) {
    return refuse("design.groups", "A rehearsal has 1 to 128 groups, and everybody is in one.");
  }
  for (const Group& group : groups) {
    UNDERSIGNED_TRY_VOID(check_group(group, demands()));
    if (is_sealed(mode) && !offers_its_best(*this, group)) {
      return refuse("design.sealed", "Behind a seal nobody sees how many have signed.");
    }
  }
  if (is_sealed(mode) && haste_end > 0 && haste_end < ticks) {
    return refuse("design.haste", "A sealed letter opens in the night or after it, not both.");
  }
  if (mode == Mode::kPublicList && influence.people() != people()) {
    return refuse("design.influence",
                  "A public list is seen through a network of the same people.");
  }
  if (ticks < 1 || ticks > kMostTicks || counterparty.deadline > ticks) {
    return refuse("design.ticks", "A rehearsal lasts 1 to 1024 ticks; its deadline is among them.");
  }
  if (influence.most() > kMostValue || residual > kMostValue || haste > kMostValue) {
    return refuse("design.influence", "Pressure on one person must not pass 4094 points.");
  }
  if (host.people < 1 || host.people > kMostHostPeople) {
    return refuse("design.host", "Of the offering company's staff 1 to 65535 are simulated.");
  }
  if (host.strain < 0 || host.strain_of_arrivals < 0 || host.contagion < 0) {
    return refuse("design.host", "Strain on the offering company's staff is not below 0.");
  }
  return {};
}

}  // namespace undersigned::rehearsal
