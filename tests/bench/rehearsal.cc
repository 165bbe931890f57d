// Complete rehearsals of 770 people, sampling included, on one core: the plain engine is the unit.
// A person-step is one person in one tick of one replica.
#include <benchmark/benchmark.h>

#include "core/rehearsal/engine.h"

namespace undersigned {
namespace {

using namespace rehearsal;

// 770 people in 35 departments, a public list, two days in quarters of an hour.
Design organisation(std::uint32_t people) {
  Design design;
  design.mode = Mode::kPublicList;
  design.groups.resize(2);
  std::vector<std::uint16_t> ticks;
  std::vector<double> weights;
  for (std::uint16_t tick = 0; tick < 150; ++tick) {
    ticks.push_back(tick);
    weights.push_back(tick < 12 ? 8 : 1);
  }
  for (Group& group : design.groups) {
    group.resistance = DrawTable::normal(260, 160);
    group.waking = DrawTable::of(ticks, weights);
    for (std::uint32_t c = 1; c <= people; ++c) {
      group.points.push_back(static_cast<std::uint16_t>(200 * c / people));
    }
    group.leave = 20000;
    group.coupling = 32768;
    group.destinations = {5000, 20000, 40000};
    group.demands = {50000, 40000, 30000};
  }
  Departments departments;
  std::vector<std::uint16_t> sensitivity, seniority;
  for (std::uint32_t i = 0; i < people; ++i) {
    departments.department.push_back(i / 22);
    departments.reports_to.push_back(i / 22 * 22);
    design.group_of.push_back(i % 10 == 0);
    design.first_look.push_back(0);
    sensitivity.push_back(300);
    seniority.push_back(i % 22 == 0 ? 5 : 1);
  }
  design.influence =
      Influence::shared_out(department_network(departments, {.seed = 1}), sensitivity, seniority);
  design.ticks = 192;
  return design;
}

void report(benchmark::State& state, const Design& design, std::uint32_t replicas) {
  const double rehearsals = static_cast<double>(state.iterations()) * replicas;
  const double steps = rehearsals * design.people() * design.ticks;
  state.counters["rehearsals"] = benchmark::Counter(rehearsals, benchmark::Counter::kIsRate);
  state.counters["person_steps"] = benchmark::Counter(steps, benchmark::Counter::kIsRate);
  state.SetItemsProcessed(static_cast<std::int64_t>(rehearsals));
}

void plain(benchmark::State& state) {
  const Design design = organisation(static_cast<std::uint32_t>(state.range(0)));
  std::uint32_t replica = 0;
  for (auto _ : state) benchmark::DoNotOptimize(rehearse_plainly(design, {.seed = 1}, replica++));
  report(state, design, 1);
}
BENCHMARK(plain)->Arg(770);

void fast(benchmark::State& state, Path path) {
  if (!can_run(path)) return state.SkipWithError("not on this processor");
  const Design design = organisation(static_cast<std::uint32_t>(state.range(0)));
  base::SerialExecutor here;
  std::uint32_t replica = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(rehearse(design, {.seed = 1}, replica, 512, here, path));
    replica += 512;
  }
  report(state, design, 512);
}
BENCHMARK_CAPTURE(fast, portable, Path::kPortable)->Arg(770);
BENCHMARK_CAPTURE(fast, avx512, Path::kAvx512)->Arg(770);

}  // namespace
}  // namespace undersigned
