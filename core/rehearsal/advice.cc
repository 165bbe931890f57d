#include "core/rehearsal/advice.h"

#include <algorithm>
#include <cmath>

#include "core/rehearsal/sealed.h"

namespace undersigned::rehearsal {
namespace {

constexpr double kReliable = 0.8;
constexpr double kNearly = 0.05;
constexpr std::size_t kMostLevelsAdvised = 3;
constexpr int kGrid = static_cast<int>(kQuorumGrid.size());

using Candidate = std::vector<int>;  // levels of the grid, from 1

// One to three levels, in order of their number.
std::vector<Candidate> all_candidates() {
  std::vector<Candidate> all, last = {{}};
  for (std::size_t levels = 1; levels <= kMostLevelsAdvised; ++levels) {
    std::vector<Candidate> longer;
    for (const Candidate& one : last) {
      for (int level = one.empty() ? 1 : one.back() + 1; level <= kGrid; ++level) {
        longer.push_back(one);
        longer.back().push_back(level);
      }
    }
    all.insert(all.end(), longer.begin(), longer.end());
    last = std::move(longer);
  }
  return all;
}

// How one ladder does in one scenario.
struct Score {
  double opens = 0, published = 0;
};

Score score(const SealedCrowd& crowd, const Candidate& levels, double people) {
  Score s;
  for (std::uint32_t r = 0; r < crowd.replicas(); ++r) {
    const auto outcome = crowd.settle(r, levels);
    s.opens += outcome.opens();
    s.published += static_cast<double>(outcome.signatures) / people;
  }
  s.opens /= crowd.replicas();
  s.published /= crowd.replicas();
  return s;
}

base::Result<SealedCrowd> crowd_of(const Scenario& scenario, const Variant& like, Mode mode,
                                   std::uint32_t replicas, base::Executor& executor) {
  Variant variant = like;
  variant.mode = mode;
  variant.ladder.clear();
  for (const int percent : kQuorumGrid) {
    variant.ladder.push_back(
        (std::uint64_t{scenario.people} * static_cast<std::uint64_t>(percent) + 99) / 100);
  }
  UNDERSIGNED_TRY(const Design design, compile(scenario, variant, Network(scenario.people)));
  return SealedCrowd(design, scenario.stream, replicas, executor);
}

// scores[candidate][scenario], and which of them are sound.
struct Table {
  std::vector<Candidate> candidates = all_candidates();
  std::vector<std::vector<Score>> scores;
  std::vector<std::vector<char>> sound;
  std::size_t scenarios = 0;

  void judge() {
    sound.assign(candidates.size(), std::vector<char>(scenarios, 0));
    for (std::size_t m = 0; m < scenarios; ++m) {
      double most = 0;
      for (const auto& row : scores) most = std::max(most, row[m].published);
      for (std::size_t c = 0; c < candidates.size(); ++c) {
        const Score& s = scores[c][m];
        sound[c][m] = s.opens >= kReliable && s.published >= most - kNearly;
      }
    }
  }
  double share_sound(std::size_t c) const {
    return static_cast<double>(std::count(sound[c].begin(), sound[c].end(), 1)) /
           static_cast<double>(scenarios);
  }
};

// The advised candidates: fewest levels, sound nearly as often as any.
std::vector<std::size_t> advised(const Table& table) {
  double best = 0;
  for (std::size_t c = 0; c < table.candidates.size(); ++c) {
    best = std::max(best, table.share_sound(c));
  }
  std::vector<std::size_t> chosen;
  if (best < 0.5) return chosen;
  for (std::size_t levels = 1; levels <= kMostLevelsAdvised && chosen.empty(); ++levels) {
    for (std::size_t c = 0; c < table.candidates.size(); ++c) {
      const bool fits = table.candidates[c].size() == levels;
      if (fits && table.share_sound(c) >= best - kNearly) chosen.push_back(c);
    }
  }
  return chosen;
}

// The single level that is sound in most scenarios, and publishes most of those that are.
std::size_t best_single(const Table& table) {
  const auto rank = [&](std::size_t c) {
    double published = 0;
    for (const Score& s : table.scores[c]) published += s.published;
    return std::pair(table.share_sound(c), published);
  };
  std::size_t best = 0;
  for (std::size_t c = 1; c < kQuorumGrid.size(); ++c) {
    if (rank(c) > rank(best)) best = c;
  }
  return best;
}

LadderAdvice describe(const Table& table, const std::vector<std::size_t>& chosen) {
  LadderAdvice advice;
  if (chosen.empty()) return advice;
  advice.ladders = chosen.size();
  advice.levels = table.candidates[chosen[0]].size();
  advice.ranges.assign(advice.levels, {1, 0});
  std::vector<double> published(table.scenarios, 0), gain(table.scenarios, 0);
  const double each = 1 / static_cast<double>(chosen.size());
  for (const std::size_t c : chosen) {
    advice.sound += each * table.share_sound(c);
    for (std::size_t k = 0; k < advice.levels; ++k) {
      const double share =
          kQuorumGrid[static_cast<std::size_t>(table.candidates[c][k] - 1)] / 100.0;
      advice.ranges[k] = {std::min(advice.ranges[k][0], share),
                          std::max(advice.ranges[k][1], share)};
    }
    for (std::size_t m = 0; m < table.scenarios; ++m) {
      published[m] += each * table.scores[c][m].published;
    }
  }
  const std::size_t single = best_single(table);
  advice.single_sound = table.share_sound(single);
  for (std::size_t m = 0; m < table.scenarios; ++m) {
    gain[m] = published[m] - table.scores[single][m].published;
  }
  advice.published = spread(published);
  advice.gain = spread(gain);
  return advice;
}

// Where most of the advised ladders fail.
std::optional<Limit> find_limit(const Table& table, const std::vector<std::size_t>& chosen,
                                const std::vector<Scenario>& scenarios) {
  std::vector<char> fails;
  for (std::size_t m = 0; m < table.scenarios; ++m) {
    const auto sound = std::count_if(chosen.begin(), chosen.end(),
                                     [&](std::size_t c) { return table.sound[c][m] != 0; });
    fails.push_back(2 * sound < static_cast<std::ptrdiff_t>(chosen.size()));
  }
  const auto failing = static_cast<double>(std::count(fails.begin(), fails.end(), 1));
  const double holding = static_cast<double>(table.scenarios) - failing;
  if (failing == 0 || holding == 0) return {};
  Limit limit;
  double widest = 0;
  for (const auto& [key, parameter] : scenarios[0].parameters) {
    if (!parameter.varies()) continue;
    double in_failing = 0, in_holding = 0;
    for (std::size_t m = 0; m < table.scenarios; ++m) {
      const double value = scenarios[m].at(key);
      (fails[m] ? in_failing : in_holding) += value / (fails[m] ? failing : holding);
    }
    const double apart = (in_failing - in_holding) / (parameter.high - parameter.low);
    if (std::abs(apart) <= widest) continue;
    widest = std::abs(apart);
    limit = {key, (in_failing + in_holding) / 2, apart < 0,
             failing / static_cast<double>(table.scenarios)};
  }
  if (widest == 0) return {};
  return limit;
}

void set_quorums(const std::vector<std::vector<double>>& opens, Advice& advice) {
  for (std::size_t q = 0; q < kQuorumGrid.size(); ++q) {
    const Quorum quorum{kQuorumGrid[q] / 100.0, spread(opens[q])};
    advice.quorums.push_back(quorum);
    if (quorum.opens[0] < kReliable) continue;
    if (advice.quorum_from == 0) advice.quorum_from = quorum.share;
    advice.quorum_to = quorum.share;
  }
}

}  // namespace

std::array<double, 3> spread(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double q) {
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1) + 0.5)];
  };
  return {at(0.1), at(0.5), at(0.9)};
}

base::Result<Advice> advise(const std::vector<Scenario>& scenarios, const Variant& like,
                            std::uint32_t replicas, base::Executor& executor) {
  Table table;
  table.scenarios = scenarios.size();
  table.scores.resize(table.candidates.size(), std::vector<Score>(scenarios.size()));
  std::vector<std::vector<double>> opens(kQuorumGrid.size());
  for (std::size_t m = 0; m < scenarios.size(); ++m) {
    const double people = scenarios[m].people;
    UNDERSIGNED_TRY(const SealedCrowd plain,
                    crowd_of(scenarios[m], like, Mode::kSealed, replicas, executor));
    for (int level = 1; level <= kGrid; ++level) {
      opens[static_cast<std::size_t>(level - 1)].push_back(score(plain, {level}, people).opens);
    }
    UNDERSIGNED_TRY(const SealedCrowd crowd,
                    crowd_of(scenarios[m], like, Mode::kSealedConditions, replicas, executor));
    executor.run(table.candidates.size(), [&](std::size_t c) {
      table.scores[c][m] = score(crowd, table.candidates[c], people);
    });
  }
  table.judge();
  const auto chosen = advised(table);
  Advice advice;
  set_quorums(opens, advice);
  advice.ladder = describe(table, chosen);
  if (!chosen.empty()) advice.limit = find_limit(table, chosen, scenarios);
  return advice;
}

}  // namespace undersigned::rehearsal
