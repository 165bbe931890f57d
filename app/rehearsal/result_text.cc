#include <algorithm>
#include <cstdio>

#include "app/rehearsal/result.h"

namespace undersigned::rehearsal {
namespace {

template <class... Values>
std::string print(const char* format, Values... values) {
  char line[240];
  std::snprintf(line, sizeof line, format, values...);
  return line;
}

double percent(double part, double whole) { return 100 * part / whole; }

// Eight heights of blocks for the shares of a histogram.
std::string sparkline(const std::array<double, kBins>& bins) {
  static constexpr const char* kBlocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const double most = *std::max_element(bins.begin(), bins.end());
  std::string line;
  for (const double bin : bins) {
    line += kBlocks[bin <= 0 ? 0 : 1 + static_cast<int>(7 * bin / most)];
  }
  return line;
}

std::string one(const Compared& compared, const Tipping* tipping) {
  const Summary& s = compared.summary;
  const double n = s.people;
  std::string text = "\n" + compared.variant.name + "\n";
  text += "  number published  0 |" + sparkline(s.histogram) + print("| %u\n", s.people);
  text += print("    5 %% %.0f, middle %.0f, 95 %% %.0f", s.published[0], s.published[2],
                s.published[4]);
  if (s.two_humped()) {
    text += "; several outcomes, not one:";
    for (const Hump& h : s.humps)
      text += print(" %.0f–%.0f (%.0f %%)", h.from, h.to, 100 * h.share);
  }
  text += print("\n  opens             %5.1f %%  (%.1f–%.1f)", 100 * s.opens.value,
                100 * s.opens.low, 100 * s.opens.high);
  for (std::size_t j = 0; j < s.levels.size(); ++j) {
    text += print("   level %zu: %.1f %%", j + 1, 100 * s.levels[j].value);
  }
  const auto share = [&](const char* label, const Interval& i) {
    return print("\n  %-18s%5.1f %%  (%.1f–%.1f)", label, percent(i.value, n), percent(i.low, n),
                 percent(i.high, n));
  };
  text += share("sign", s.signers) + share("  sincere", s.sincere) +
          share("  pressured", s.pressured) + share("  only in haste", s.hasty) +
          share("would leave", s.leave) + share("  to the offer", s.go[0]) +
          share("prefer the offer", s.prefer[0]);
  text += print("\n  gives way         %5.1f %%  (%.1f–%.1f)", 100 * s.conceded.value,
                100 * s.conceded.low, 100 * s.conceded.high);
  text += print("\n  host resentful    %5.1f %%\n", 100 * s.resentful.value);
  if (tipping != nullptr && tipping->near) {
    text += print(
        "  ! near a tipping point: conviction a little lower or higher gives %.0f or %.0f "
        "instead of %.0f\n",
        tipping->lower, tipping->higher, tipping->here);
  }
  return text;
}

std::string advice_text(const Advice& advice) {
  std::string text = "  sealed, chance to open by quorum:\n";
  for (const Quorum& q : advice.quorums) {
    text += print("    %2.0f %% of staff: %3.0f %3.0f %3.0f %%\n", 100 * q.share, 100 * q.opens[0],
                  100 * q.opens[1], 100 * q.opens[2]);
  }
  const LadderAdvice& ladder = advice.ladder;
  if (ladder.levels == 0) return text + "  no ladder does well in most scenarios\n";
  text += print("  ladders that do well (%zu of %zu level%s), level by level:", ladder.ladders,
                ladder.levels, ladder.levels == 1 ? "" : "s");
  for (const auto& [from, to] : ladder.ranges) text += print(" %.0f–%.0f %%", 100 * from, 100 * to);
  text += print(
      "\n    sound in %.0f %% of the scenarios (one level: %.0f %%); publish %.0f %.0f %.0f %% of "
      "staff; over one level %+.0f %+.0f %+.0f points\n",
      100 * ladder.sound, 100 * ladder.single_sound, 100 * ladder.published[0],
      100 * ladder.published[1], 100 * ladder.published[2], 100 * ladder.gain[0],
      100 * ladder.gain[1], 100 * ladder.gain[2]);
  if (advice.limit) {
    text += print("    fail in %.0f %% of the scenarios, mostly where %s is %s %.4g\n",
                  100 * advice.limit->scenarios, advice.limit->parameter.c_str(),
                  advice.limit->fails_below ? "below" : "above", advice.limit->value);
  }
  return text;
}

std::string regions_text(const Regions& regions) {
  std::string text =
      print("\nOver %u scenarios within the ranges (10 %%, middle, 90 %%)\n", regions.scenarios);
  if (regions.impossible > 0) {
    text += print("  %u more were drawn that are impossible\n", regions.impossible);
  }
  for (const Region& r : regions.variants) {
    text += print(
        "  %-34s opens %3.0f %3.0f %3.0f %%  sincere %3.0f %3.0f %3.0f %%  pressured %3.0f "
        "%3.0f %3.0f %%  acceptable %3.0f %%\n",
        r.variant.name.substr(0, 34).c_str(), 100 * r.opens[0], 100 * r.opens[1], 100 * r.opens[2],
        100 * r.sincere_share[0], 100 * r.sincere_share[1], 100 * r.sincere_share[2],
        100 * r.pressured_share[0], 100 * r.pressured_share[1], 100 * r.pressured_share[2],
        100 * r.acceptable);
  }
  return regions.advice ? text + advice_text(*regions.advice) : text;
}

}  // namespace

std::string result_text(const Result& result) {
  std::string text =
      result.scenario.name + print(": %u people\n", result.scenario.people) +
      "Distributions over simulated organisations; not a forecast. Intervals are of the sampling\n"
      "alone, not of the assumptions.\n";
  for (std::size_t v = 0; v < result.variants.size(); ++v) {
    text += one(result.variants[v], v < result.tippings.size() ? &result.tippings[v] : nullptr);
  }
  if (result.regions) text += regions_text(*result.regions);
  if (!result.sensitivity.empty()) {
    text += "\nWhat the middle number depends on (Sobol, total and alone)\n";
    for (const Sensitivity& s : result.sensitivity) {
      text += print("  %-34s %5.2f (%.2f–%.2f)  %5.2f (%.2f–%.2f)\n", s.parameter.c_str(),
                    s.index.total.value, s.index.total.low, s.index.total.high, s.index.first.value,
                    s.index.first.low, s.index.first.high);
    }
  }
  return text;
}

}  // namespace undersigned::rehearsal
