// What many replicas of one design come to: chances with intervals, distributions rather than means
// alone. Intervals are 95 %: Wilson's for chances, normal for means; they speak of the number of
// replicas, not of whether the scenario is right. Nothing here is secret.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/rehearsal/engine.h"

namespace undersigned::rehearsal {

struct Interval {
  double low = 0, value = 0, high = 0;
};
// Wilson's interval of a chance, from `hits` of `trials`.
Interval chance(double hits, double trials);
// The mean of n numbers with this sum and sum of squares.
Interval mean(double sum, double squares, double n);

inline constexpr std::size_t kBins = 40;
inline constexpr std::size_t kCurvePoints = 48;
// 5 %, 25 %, 50 %, 75 %, 95 %.
using Quantiles = std::array<double, 5>;

// A stretch of the histogram that stands apart: `share` of the replicas lie in people from … to.
struct Hump {
  double from, to, share;
};

struct Summary {
  std::uint32_t people = 0;
  std::uint32_t replicas = 0;
  Interval opens;                // published at all; public: level 1 is reached
  std::vector<Interval> levels;  // level j is reached, by name or counted
  Quantiles published{};         // number of people
  std::array<double, kBins>
      histogram{};  // shares of replicas; bin b holds counts from b·people/kBins
  std::vector<Hump> humps;
  // Mean numbers of people.
  Interval signers, sincere, pressured, hasty, leave, leave_signers, names;
  std::array<Interval, kDestinations> prefer{}, go{};
  std::vector<Interval> demands, demands_signers;
  Interval conceded, offer_stands, arrivals, resentful;  // resentful: share of the host's staff
  Quantiles quorum_hours{};                              // of the replicas that reach level 1
  std::vector<std::array<double, 4>> curve;  // hour; 5 %, 50 %, 95 % of the number who had signed

  bool two_humped() const { return humps.size() > 1; }
  // All of it as plain numbers and back, for a notebook; refuses "notebook.cell" for any that
  // numbers() did not make.
  std::vector<double> numbers() const;
  static base::Result<Summary> from_numbers(std::span<const double> numbers);
};

// `hours_per_tick` > 0; at least one replica.
Summary summarise(const Design& design, const Replicas& run, double hours_per_tick);

}  // namespace undersigned::rehearsal
