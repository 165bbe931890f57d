#include "core/rehearsal/study.h"

#include <algorithm>
#include <cmath>

namespace undersigned::rehearsal {
namespace {

base::Result<Summary> run_one(const Scenario& scenario, const Variant& variant,
                              std::uint32_t replicas, base::Executor& executor) {
  UNDERSIGNED_TRY_VOID(complete(scenario));
  UNDERSIGNED_TRY(const Network network, make_network(scenario));
  UNDERSIGNED_TRY(const Design design, compile(scenario, variant, network));
  return summarise(design, rehearse(design, scenario.stream, 0, replicas, executor),
                   scenario.tick_minutes / 60);
}

std::unexpected<base::Error> interrupted() {
  return base::fail("rehearsal.interrupted", "", "The rehearsal was interrupted.");
}

// A number in 0 … 1 of its own for each (sample, parameter).
double uniform(const Scenario& scenario, std::uint32_t sample, std::uint32_t parameter) {
  return scenario.stream.block(kOnce - 1, parameter, sample)[0] / 4294967296.0;
}

void set_within(Scenario& scenario, const std::string& key, double position) {
  Parameter& parameter = scenario.parameters.find(key)->second;
  parameter.value = parameter.low + position * (parameter.high - parameter.low);
}

std::array<double, 3> spread(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double q) {
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1) + 0.5)];
  };
  return {at(0.1), at(0.5), at(0.9)};
}

struct Sample {
  double opens, published, sincere, pressured;
};

void fill_region(Region& region, const std::vector<Sample>& samples) {
  std::vector<double> columns[4];
  for (const Sample& sample : samples) {
    columns[0].push_back(sample.opens);
    columns[1].push_back(sample.published);
    columns[2].push_back(sample.sincere);
    columns[3].push_back(sample.pressured);
  }
  region.opens = spread(columns[0]);
  region.signed_share = spread(columns[1]);
  region.sincere_share = spread(columns[2]);
  region.pressured_share = spread(columns[3]);
}

// samples[variant][scenario].
void judge(const std::vector<std::vector<Sample>>& samples, Regions& regions) {
  for (std::size_t m = 0; m < regions.scenarios; ++m) {
    double most_sincere = 0, least_pressured = 1;
    for (const auto& variant : samples) {
      most_sincere = std::max(most_sincere, variant[m].sincere);
      least_pressured = std::min(least_pressured, variant[m].pressured);
    }
    for (std::size_t v = 0; v < samples.size(); ++v) {
      const Sample& s = samples[v][m];
      const bool fine = s.sincere >= most_sincere - 0.1 && s.pressured <= least_pressured + 0.1;
      regions.variants[v].acceptable += fine ? 1.0 / regions.scenarios : 0;
    }
  }
}

// Means over samples from … to of f(A) etc., as Saltelli and Jansen have them.
std::pair<double, double> indices(const std::vector<double>& a, const std::vector<double>& b,
                                  const std::vector<double>& mixed, std::size_t from,
                                  std::size_t to) {
  double sum = 0, squares = 0, first = 0, total = 0;
  for (std::size_t i = from; i < to; ++i) {
    sum += a[i] + b[i];
    squares += a[i] * a[i] + b[i] * b[i];
    first += b[i] * (mixed[i] - a[i]);
    total += (a[i] - mixed[i]) * (a[i] - mixed[i]) / 2;
  }
  const double n = static_cast<double>(to - from);
  const double variance = squares / (2 * n) - sum * sum / (4 * n * n);
  if (variance <= 1e-15) return {0, 0};
  return {first / n / variance, total / n / variance};
}

Interval with_halves(double whole, double left, double right) {
  const double half = std::abs(left - right) / 2 * 1.959964;
  return {whole - half, whole, whole + half};
}

}  // namespace

base::Result<std::vector<Compared>> compare(const Scenario& scenario,
                                            const std::vector<Variant>& variants,
                                            std::uint32_t replicas, base::Executor& executor,
                                            const Progress& progress) {
  UNDERSIGNED_TRY_VOID(complete(scenario));
  UNDERSIGNED_TRY(const Network network, make_network(scenario));
  std::vector<Compared> compared;
  for (const Variant& variant : variants) {
    UNDERSIGNED_TRY(const Design design, compile(scenario, variant, network));
    const Replicas run = rehearse(design, scenario.stream, 0, replicas, executor);
    compared.push_back({variant, summarise(design, run, scenario.tick_minutes / 60)});
    const double done = static_cast<double>(compared.size()) / static_cast<double>(variants.size());
    if (!progress(done)) return interrupted();
  }
  return compared;
}

std::vector<std::string> varying(const Scenario& scenario) {
  std::vector<std::string> keys;
  for (const auto& [key, parameter] : scenario.parameters) {
    if (parameter.varies()) keys.push_back(key);
  }
  return keys;
}

Scenario drawn(const Scenario& scenario, std::uint32_t number) {
  Scenario result = scenario;
  if (number == 0) return result;
  const auto keys = varying(scenario);
  for (std::uint32_t k = 0; k < keys.size(); ++k) {
    set_within(result, keys[k], uniform(scenario, number, k));
  }
  return result;
}

base::Result<Regions> regions(const Scenario& scenario, const std::vector<Variant>& variants,
                              std::uint32_t scenarios, std::uint32_t replicas,
                              base::Executor& executor, const Progress& progress) {
  constexpr int kQuorums = 9;
  Regions result;
  result.scenarios = scenarios;
  std::vector<std::vector<Sample>> samples(variants.size());
  std::vector<std::vector<double>> opens(kQuorums);
  for (std::uint32_t m = 0; m < scenarios; ++m) {
    const Scenario one = drawn(scenario, m);
    if (!complete(one)) continue;
    UNDERSIGNED_TRY(const auto compared,
                    compare(one, variants, replicas, executor, [](double) { return true; }));
    for (std::size_t v = 0; v < variants.size(); ++v) {
      const Summary& s = compared[v].summary;
      samples[v].push_back({s.opens.value, s.published[2] / s.people, s.sincere.value / s.people,
                            s.pressured.value / s.people});
    }
    for (int q = 0; q < kQuorums; ++q) {
      Variant sealed;
      sealed.mode = Mode::kSealed;
      sealed.ladder = {
          std::max<std::uint64_t>(1, one.people * static_cast<std::uint64_t>(q + 1) / 10)};
      UNDERSIGNED_TRY(const Summary s, run_one(one, sealed, replicas, executor));
      opens[static_cast<std::size_t>(q)].push_back(s.opens.value);
    }
    if (!progress((m + 1.0) / scenarios)) return interrupted();
  }
  result.scenarios = static_cast<std::uint32_t>(opens[0].size());
  if (result.scenarios == 0) {
    return base::fail("scenario.range", "", "No scenario within the ranges is possible.");
  }
  for (std::size_t v = 0; v < variants.size(); ++v) {
    Region region{.variant = variants[v],
                  .opens = {},
                  .signed_share = {},
                  .sincere_share = {},
                  .pressured_share = {}};
    fill_region(region, samples[v]);
    result.variants.push_back(region);
  }
  for (int q = 0; q < kQuorums; ++q) {
    result.quorums.push_back({(q + 1) / 10.0, spread(opens[static_cast<std::size_t>(q)])});
  }
  judge(samples, result);
  return result;
}

base::Result<std::vector<Sensitivity>> sensitivity(const Scenario& scenario, const Variant& variant,
                                                   std::uint32_t samples, std::uint32_t replicas,
                                                   base::Executor& executor,
                                                   const Progress& progress) {
  const auto keys = varying(scenario);
  const auto value = [&](const Scenario& one) -> base::Result<double> {
    UNDERSIGNED_TRY(const Summary s, run_one(one, variant, replicas, executor));
    return s.published[2] / s.people;
  };
  const std::size_t runs = samples * (keys.size() + 2);
  std::size_t done = 0;
  std::vector<double> a, b;
  std::vector<std::vector<double>> mixed(keys.size());
  for (std::uint32_t i = 0; i < samples; ++i) {
    const Scenario left = drawn(scenario, 2 * i + 1), right = drawn(scenario, 2 * i + 2);
    UNDERSIGNED_TRY(const double at_left, value(left));
    UNDERSIGNED_TRY(const double at_right, value(right));
    a.push_back(at_left);
    b.push_back(at_right);
    for (std::size_t k = 0; k < keys.size(); ++k) {
      Scenario between = left;
      between.parameters.find(keys[k])->second = right.parameters.find(keys[k])->second;
      UNDERSIGNED_TRY(const double at_both, value(between));
      mixed[k].push_back(at_both);
    }
    done += keys.size() + 2;
    if (!progress(static_cast<double>(done) / static_cast<double>(runs))) return interrupted();
  }
  std::vector<Sensitivity> result;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const std::size_t half = samples / 2;
    const auto whole = indices(a, b, mixed[k], 0, samples);
    const auto left = indices(a, b, mixed[k], 0, half);
    const auto right = indices(a, b, mixed[k], half, samples);
    result.push_back({keys[k], with_halves(whole.first, left.first, right.first),
                      with_halves(whole.second, left.second, right.second)});
  }
  std::sort(result.begin(), result.end(), [](const Sensitivity& x, const Sensitivity& y) {
    return x.total.value > y.total.value;
  });
  return result;
}

base::Result<Tipping> tipping(const Scenario& scenario, const Variant& variant,
                              std::uint32_t replicas, base::Executor& executor) {
  Tipping result;
  double* const values[] = {&result.lower, &result.here, &result.higher};
  bool humps = false;
  for (int step = -1; step <= 1; ++step) {
    Scenario moved = scenario;
    for (const std::string& group : scenario.groups) {
      const double shift = step * scenario.of(group, "spread") / 20;
      Parameter& conviction =
          moved.parameters.find(Scenario::group_key(group, "conviction"))->second;
      conviction.value += shift;
      conviction.low = std::min(conviction.low, conviction.value);
      conviction.high = std::max(conviction.high, conviction.value);
    }
    UNDERSIGNED_TRY(const Summary s, run_one(moved, variant, replicas, executor));
    *values[step + 1] = s.published[2];
    humps = humps || (step == 0 && s.two_humped());
  }
  result.near = humps || result.higher - result.lower > scenario.people / 6.0;
  return result;
}

}  // namespace undersigned::rehearsal
