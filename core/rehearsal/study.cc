#include "core/rehearsal/study.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace undersigned::rehearsal {
namespace {

std::unexpected<base::Error> interrupted() {
  return base::fail("rehearsal.interrupted", "", "The rehearsal was interrupted.");
}

// Part `from` … `to` of a longer progress.
Progress part(const Progress& whole, double from, double to) {
  return [&whole, from, to](double done) { return whole(from + (to - from) * done); };
}

// Tells nobody, and goes on.
bool untold(double) { return true; }

base::Result<Summary> run_one(const Scenario& scenario, const Variant& variant,
                              std::uint32_t replicas, base::Executor& executor) {
  UNDERSIGNED_TRY(Rehearsed one, Rehearsed::begin(scenario, variant));
  return one.until(replicas, executor, untold);
}

// The numbers of a cell: from the notebook, or made and kept.
template <class Make>
base::Result<std::vector<double>> cell(const Means& means, const std::string& name, Make make) {
  if (const auto* known = means.notebook.find(name)) return *known;
  base::Result<std::vector<double>> made = make();
  if (made) means.notebook.keep(name, *made);
  return made;
}

std::string numbered(const char* what, std::size_t number, std::uint32_t replicas) {
  return std::string(what) + " " + std::to_string(number) + " of " + std::to_string(replicas);
}

// A number in 0 … 1 of its own for each (sample, parameter).
double uniform(const Scenario& scenario, std::uint32_t sample, std::uint32_t parameter) {
  return scenario.stream.block(kOnce - 1, parameter, sample)[0] / 4294967296.0;
}

void set_within(Scenario& scenario, const std::string& key, double position) {
  Parameter& parameter = scenario.parameters.find(key)->second;
  parameter.value = parameter.low + position * (parameter.high - parameter.low);
}

// What a region is made of, of one variant in one scenario.
struct Sample {
  double opens, published, sincere, pressured;
};
constexpr std::size_t kSampleNumbers = 4;

base::Result<std::vector<double>> sample_scenario(const Scenario& scenario,
                                                  const std::vector<Variant>& variants,
                                                  std::uint32_t replicas,
                                                  base::Executor& executor) {
  const Network network = make_network(scenario);
  std::vector<double> numbers;
  for (const Variant& variant : variants) {
    UNDERSIGNED_TRY(Design design, compile(scenario, variant, network));
    UNDERSIGNED_TRY(const Summary s,
                    Rehearsed(scenario, std::move(design)).until(replicas, executor, untold));
    for (const double number : {s.opens.value, s.published[2] / s.people,
                                s.sincere.value / s.people, s.pressured.value / s.people}) {
      numbers.push_back(number);
    }
  }
  return numbers;
}

// samples[scenario][variant].
Region region_of(const Variant& variant, std::size_t v,
                 const std::vector<std::vector<Sample>>& samples) {
  Region region;
  region.variant = variant;
  const auto column = [&](double Sample::* number) {
    std::vector<double> values;
    for (const auto& row : samples) values.push_back(row[v].*number);
    return spread(std::move(values));
  };
  region.opens = column(&Sample::opens);
  region.signed_share = column(&Sample::published);
  region.sincere_share = column(&Sample::sincere);
  region.pressured_share = column(&Sample::pressured);
  for (const auto& row : samples) {
    double most_sincere = 0, least_pressured = 1;
    for (const Sample& s : row) {
      most_sincere = std::max(most_sincere, s.sincere);
      least_pressured = std::min(least_pressured, s.pressured);
    }
    const bool fine =
        row[v].sincere >= most_sincere - 0.1 && row[v].pressured <= least_pressured + 0.1;
    region.acceptable += fine ? 1.0 / static_cast<double>(samples.size()) : 0;
  }
  return region;
}

// What an advised sealed letter has in common with the first sealed variant, or with none.
Variant advised_like(const std::vector<Variant>& variants) {
  for (const Variant& variant : variants) {
    if (is_sealed(variant.mode)) return variant;
  }
  return {};
}

Scenario shifted(const Scenario& scenario, int twentieths) {
  Scenario moved = scenario;
  for (const std::string& group : scenario.groups) {
    Parameter& conviction = moved.parameters.find(Scenario::group_key(group, "conviction"))->second;
    conviction.value += twentieths * scenario.of(group, "spread") / 20;
    // A conviction near its bound may be shifted to it and no further.
    conviction.value = std::clamp(conviction.value, -2000.0, 2000.0);
    conviction.low = std::min(conviction.low, conviction.value);
    conviction.high = std::max(conviction.high, conviction.value);
  }
  return moved;
}

base::Result<std::vector<double>> tip(const Scenario& scenario, const Variant& variant,
                                      std::uint32_t replicas, base::Executor& executor) {
  std::vector<double> numbers;
  bool humps = false;
  for (int step = -1; step <= 1; ++step) {
    UNDERSIGNED_TRY(const Summary s, run_one(shifted(scenario, step), variant, replicas, executor));
    numbers.push_back(s.published[2]);
    humps = humps || (step == 0 && s.two_humped());
  }
  numbers.push_back(humps || numbers[2] - numbers[0] > scenario.people / 6.0);
  return numbers;
}

}  // namespace

Rehearsed::Rehearsed(const Scenario& scenario, Design design)
    : design_(std::move(design)),
      stream_(scenario.stream),
      hours_per_tick_(scenario.tick_minutes / 60) {}

base::Result<Rehearsed> Rehearsed::begin(const Scenario& scenario, const Variant& variant) {
  UNDERSIGNED_TRY_VOID(complete(scenario));
  UNDERSIGNED_TRY(Design design, compile(scenario, variant, make_network(scenario)));
  return Rehearsed(scenario, std::move(design));
}

// Some blocks at a time, so that progress is told and an interruption heard.
base::Result<Summary> Rehearsed::until(std::uint32_t replicas, base::Executor& executor,
                                       const Progress& progress) {
  const std::uint32_t stretch = design_.people() > kMostBlockPeople ? 64 : 8192;
  while (this->replicas() < replicas) {
    const std::uint32_t done = this->replicas();
    if (done > 0 && !progress(static_cast<double>(done) / replicas)) return interrupted();
    Replicas more = rehearse(design_, stream_, done, std::min(replicas - done, stretch), executor);
    if (done == 0) {
      run_ = std::move(more);
    } else {
      run_.append(design_, more);
    }
  }
  if (!progress(1)) return interrupted();
  return summarise(design_, run_, hours_per_tick_);
}

base::Result<std::vector<Compared>> compare(const Scenario& scenario,
                                            const std::vector<Variant>& variants,
                                            std::uint32_t replicas, const Means& means) {
  UNDERSIGNED_TRY_VOID(complete(scenario));
  const Network network = make_network(scenario);
  std::vector<Compared> compared;
  const double each = 1 / static_cast<double>(variants.size());
  for (std::size_t v = 0; v < variants.size(); ++v) {
    const Progress here =
        part(means.progress, static_cast<double>(v) * each, static_cast<double>(v + 1) * each);
    UNDERSIGNED_TRY(
        const auto numbers,
        cell(means, numbered("variant", v, replicas), [&]() -> base::Result<std::vector<double>> {
          UNDERSIGNED_TRY(Design design, compile(scenario, variants[v], network));
          UNDERSIGNED_TRY(
              const Summary s,
              Rehearsed(scenario, std::move(design)).until(replicas, means.executor, here));
          return s.numbers();
        }));
    UNDERSIGNED_TRY(Summary summary, Summary::from_numbers(numbers));
    compared.push_back({variants[v], std::move(summary)});
    if (!here(1)) return interrupted();
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
                              std::uint32_t scenarios, std::uint32_t replicas, const Means& means) {
  Regions result;
  std::vector<Scenario> possible;
  std::vector<std::vector<Sample>> samples;
  for (std::uint32_t m = 0; m < scenarios; ++m) {
    Scenario one = drawn(scenario, m);
    if (!complete(one)) {
      ++result.impossible;
      continue;
    }
    UNDERSIGNED_TRY(const auto numbers, cell(means, numbered("scenario", m, replicas), [&] {
                      return sample_scenario(one, variants, replicas, means.executor);
                    }));
    if (numbers.size() != kSampleNumbers * variants.size()) {
      return base::fail("notebook.cell", "", "The notebook is of other variants.");
    }
    std::vector<Sample>& row = samples.emplace_back();
    for (std::size_t v = 0; v < variants.size(); ++v) {
      const double* n = numbers.data() + kSampleNumbers * v;
      row.push_back({n[0], n[1], n[2], n[3]});
    }
    possible.push_back(std::move(one));
    if (!means.progress((m + 1.0) / (scenarios + 1.0))) return interrupted();
  }
  result.scenarios = static_cast<std::uint32_t>(samples.size());
  if (samples.empty()) {
    return base::fail("scenario.range", "", "No scenario within the ranges is possible.");
  }
  for (std::size_t v = 0; v < variants.size(); ++v) {
    result.variants.push_back(region_of(variants[v], v, samples));
  }
  if (scenario.people >= kLeastAdvised) {
    UNDERSIGNED_TRY(result.advice,
                    advise(possible, advised_like(variants), replicas, means.executor));
  }
  if (!means.progress(1)) return interrupted();
  return result;
}

base::Result<std::vector<Sensitivity>> sensitivity(const Scenario& scenario, const Variant& variant,
                                                   std::uint32_t samples, std::uint32_t replicas,
                                                   const Means& means) {
  const auto keys = varying(scenario);
  const auto value = [&](const Scenario& one) -> base::Result<double> {
    UNDERSIGNED_TRY(const Summary s, run_one(one, variant, replicas, means.executor));
    return s.published[2] / s.people;
  };
  std::vector<SobolSample> rows;
  for (std::uint32_t i = 0; i < samples; ++i) {
    const auto make = [&]() -> base::Result<std::vector<double>> {
      const Scenario left = drawn(scenario, 2 * i + 1), right = drawn(scenario, 2 * i + 2);
      UNDERSIGNED_TRY(const double at_left, value(left));
      UNDERSIGNED_TRY(const double at_right, value(right));
      std::vector<double> numbers = {at_left, at_right};
      for (const std::string& key : keys) {
        Scenario between = left;
        between.parameters.find(key)->second = right.parameters.find(key)->second;
        UNDERSIGNED_TRY(const double at_both, value(between));
        numbers.push_back(at_both);
      }
      return numbers;
    };
    UNDERSIGNED_TRY(const auto numbers, cell(means, numbered("sample", i, replicas), make));
    if (numbers.size() != keys.size() + 2) {
      return base::fail("notebook.cell", "", "The notebook is of other parameters.");
    }
    rows.push_back({numbers[0], numbers[1], {numbers.begin() + 2, numbers.end()}});
    if (!means.progress((i + 1.0) / samples)) return interrupted();
  }
  const auto indices = sobol_indices(rows);
  std::vector<Sensitivity> result;
  for (std::size_t k = 0; k < keys.size(); ++k) result.push_back({keys[k], indices[k]});
  std::sort(result.begin(), result.end(), [](const Sensitivity& x, const Sensitivity& y) {
    return x.index.total.value > y.index.total.value;
  });
  return result;
}

base::Result<std::vector<Tipping>> tippings(const Scenario& scenario,
                                            const std::vector<Variant>& variants,
                                            std::uint32_t replicas, const Means& means) {
  std::vector<Tipping> result;
  for (std::size_t v = 0; v < variants.size(); ++v) {
    UNDERSIGNED_TRY(const auto n, cell(means, numbered("tipping", v, replicas), [&] {
                      return tip(scenario, variants[v], replicas, means.executor);
                    }));
    if (n.size() != 4) return base::fail("notebook.cell", "", "The notebook is of another study.");
    result.push_back({n[0], n[1], n[2], n[3] != 0});
    if (!means.progress(static_cast<double>(v + 1) / static_cast<double>(variants.size()))) {
      return interrupted();
    }
  }
  return result;
}

}  // namespace undersigned::rehearsal
