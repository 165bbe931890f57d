#include "core/rehearsal/summary.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace undersigned::rehearsal {
namespace {

constexpr double kZ = 1.959964;

template <class Number>
Interval mean_of(const std::vector<Outcome>& outcomes, Number number) {
  double sum = 0, squares = 0;
  for (const Outcome& outcome : outcomes) {
    const double x = number(outcome);
    sum += x;
    squares += x * x;
  }
  return mean(sum, squares, static_cast<double>(outcomes.size()));
}

template <class Event>
Interval chance_of(const std::vector<Outcome>& outcomes, Event event) {
  const auto hits = std::count_if(outcomes.begin(), outcomes.end(), event);
  return chance(static_cast<double>(hits), static_cast<double>(outcomes.size()));
}

Quantiles quantiles(std::vector<double> values) {
  Quantiles result{};
  if (values.empty()) return result;
  std::sort(values.begin(), values.end());
  const std::array<double, 5> at = {0.05, 0.25, 0.5, 0.75, 0.95};
  for (std::size_t i = 0; i < at.size(); ++i) {
    result[i] = values[static_cast<std::size_t>(at[i] * static_cast<double>(values.size() - 1))];
  }
  return result;
}

// A hump ends where the histogram, smoothed over five bins, falls below half of the lower of the
// two peaks beside it; each holds 5 % of the replicas at least.
class Humps {
 public:
  Humps(const std::array<double, kBins>& bins, double people)
      : bins_(bins), width_(people / kBins) {
    for (std::size_t b = 0; b < kBins; ++b) {
      const std::size_t from = b < 2 ? 0 : b - 2, to = std::min(b + 2, kBins - 1);
      for (std::size_t i = from; i <= to; ++i) smooth_[b] += bins[i] / 5;
    }
  }

  std::vector<Hump> find() {
    split(0, kBins);
    return humps_;
  }

 private:
  double mass(std::size_t from, std::size_t to) const {
    double sum = 0;
    for (std::size_t b = from; b < to; ++b) sum += bins_[b];
    return sum;
  }

  void split(std::size_t from, std::size_t to) {
    const auto at = [&](std::size_t b) { return smooth_.begin() + static_cast<std::ptrdiff_t>(b); };
    std::size_t best = 0;
    double deepest = 0;
    for (std::size_t b = from + 1; b + 1 < to; ++b) {
      const double peak =
          std::min(*std::max_element(at(from), at(b)), *std::max_element(at(b + 1), at(to)));
      const bool heavy = mass(from, b) >= 0.05 && mass(b, to) >= 0.05;
      if (heavy && smooth_[b] < peak / 2 && peak - smooth_[b] > deepest) {
        deepest = peak - smooth_[b];
        best = b;
      }
    }
    if (best == 0) {
      humps_.push_back(
          {static_cast<double>(from) * width_, static_cast<double>(to) * width_, mass(from, to)});
      return;
    }
    split(from, best);
    split(best, to);
  }

  const std::array<double, kBins>& bins_;
  double width_;
  std::array<double, kBins> smooth_{};
  std::vector<Hump> humps_;
};

void people_in(const std::vector<Outcome>& all, Summary& summary) {
  const auto sums = [&](auto number) {
    return mean_of(all, [&](const Outcome& o) { return static_cast<double>(number(o.sums)); });
  };
  summary.signers = sums([](const Sums& s) { return s.signers; });
  summary.sincere = sums([](const Sums& s) { return s.sincere; });
  summary.pressured = sums([](const Sums& s) { return s.pressured(); });
  summary.hasty = sums([](const Sums& s) { return s.hasty; });
  summary.leave = sums([](const Sums& s) { return s.leave; });
  summary.leave_signers = sums([](const Sums& s) { return s.leave_signers; });
  summary.names = sums([](const Sums& s) {
    std::uint32_t names = 0;
    for (const std::uint32_t n : s.levels.named) names += n;
    return names;
  });
  for (std::size_t d = 0; d < kDestinations; ++d) {
    summary.prefer[d] = sums([d](const Sums& s) { return s.prefer[d]; });
    summary.go[d] = sums([d](const Sums& s) { return s.go[d]; });
  }
}

void set_curve(const Design& design, const Replicas& run, double hours_per_tick, Summary& summary) {
  const std::size_t points = std::min<std::size_t>(kCurvePoints, design.ticks);
  for (std::size_t p = 1; p <= points; ++p) {
    const std::size_t tick = p * design.ticks / points - 1;
    std::vector<double> counts;
    for (std::size_t r = 0; r < run.outcomes.size(); ++r) {
      counts.push_back(run.curve(design, r).at(tick));
    }
    const Quantiles q = quantiles(std::move(counts));
    summary.curve.push_back({static_cast<double>(tick + 1) * hours_per_tick, q[0], q[2], q[4]});
  }
}

}  // namespace

Interval chance(double hits, double trials) {
  UNDERSIGNED_CHECK(trials > 0);
  const double p = hits / trials, z2 = kZ * kZ / trials;
  const double middle = (p + z2 / 2) / (1 + z2);
  const double half = kZ / (1 + z2) * std::sqrt(p * (1 - p) / trials + z2 / (4 * trials));
  return {std::max(0.0, std::min(p, middle - half)), p, std::min(1.0, std::max(p, middle + half))};
}

Interval mean(double sum, double squares, double n) {
  UNDERSIGNED_CHECK(n > 0);
  const double m = sum / n;
  const double variance = n > 1 ? std::max(0.0, (squares - n * m * m) / (n - 1)) : 0;
  const double half = kZ * std::sqrt(variance / n);
  return {m - half, m, m + half};
}

Summary summarise(const Design& design, const Replicas& run, double hours_per_tick) {
  const auto& all = run.outcomes;
  UNDERSIGNED_CHECK(!all.empty());
  Summary summary;
  summary.people = design.people();
  summary.replicas = static_cast<std::uint32_t>(all.size());
  summary.opens = chance_of(all, [](const Outcome& o) { return o.levels.opens(); });
  for (int j = 1; j <= design.ladder.levels(); ++j) {
    summary.levels.push_back(
        chance_of(all, [j](const Outcome& o) { return o.levels.counted >= j; }));
  }
  std::vector<double> published, hours;
  for (const Outcome& o : all) {
    published.push_back(o.published);
    const std::size_t bin = std::size_t{o.published} * kBins / design.people();
    summary.histogram[std::min(bin, kBins - 1)] += 1.0 / static_cast<double>(all.size());
    if (o.quorum_tick != kNoTick) hours.push_back((o.quorum_tick + 1) * hours_per_tick);
  }
  summary.published = quantiles(std::move(published));
  summary.quorum_hours = quantiles(std::move(hours));
  summary.humps = Humps(summary.histogram, design.people()).find();
  people_in(all, summary);
  for (std::size_t d = 0; d < design.demands(); ++d) {
    summary.demands.push_back(mean_of(all, [d](const Outcome& o) { return o.sums.demands[d]; }));
    summary.demands_signers.push_back(
        mean_of(all, [d](const Outcome& o) { return o.sums.demands_signers[d]; }));
  }
  summary.conceded = chance_of(all, [](const Outcome& o) { return o.conceded(); });
  summary.offer_stands = chance_of(all, [](const Outcome& o) { return o.offer_stands; });
  summary.arrivals = mean_of(all, [](const Outcome& o) { return o.arrivals; });
  summary.resentful = mean_of(
      all, [&](const Outcome& o) { return static_cast<double>(o.resentful) / design.host.people; });
  set_curve(design, run, hours_per_tick, summary);
  return summary;
}

}  // namespace undersigned::rehearsal
