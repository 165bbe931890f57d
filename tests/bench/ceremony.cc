// The key ceremony: a whole run of all its trustees, one after the other on one core, and what a
// verifier does with the keys leaves.
#include <benchmark/benchmark.h>

#include "tests/support/key_ceremony.h"

namespace undersigned {
namespace {

using test::CeremonyRun;
using test::Trustees;

void libsodium_multiply_base(benchmark::State& state) {
  Trustees trustees(1, 1, 1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(trustees.ops.multiply_base(trustees.decryption[0].reveal()));
  }
}
BENCHMARK(libsodium_multiply_base);

// Arguments: n, t, M.
Trustees trustees_of(const benchmark::State& state) {
  return Trustees(static_cast<std::size_t>(state.range(0)),
                  static_cast<std::size_t>(state.range(1)),
                  static_cast<std::size_t>(state.range(2)));
}

void whole_run(benchmark::State& state) {
  Trustees trustees = trustees_of(state);
  for (auto _ : state) {
    CeremonyRun run(trustees);
    run.run();
    benchmark::DoNotOptimize(run.machines.front().parts());
  }
}
BENCHMARK(whole_run)->Args({3, 2, 16})->Args({5, 3, 16})->Unit(benchmark::kMillisecond);

void parse_keys(benchmark::State& state) {
  Trustees trustees = trustees_of(state);
  const auto payloads = test::make_keys(trustees).parts.encode();
  const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
  for (auto _ : state) {
    benchmark::DoNotOptimize(ceremony::KeysParts::parse(trustees.context, views));
  }
}
BENCHMARK(parse_keys)->Args({5, 3, 16})->Args({16, 12, 128})->Unit(benchmark::kMillisecond);

void verify_keys(benchmark::State& state) {
  Trustees trustees = trustees_of(state);
  const ceremony::KeysParts parts = test::make_keys(trustees).parts;
  base::SerialExecutor executor;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        ceremony::verify_keys(trustees.context, parts, trustees.randomness, executor));
  }
}
BENCHMARK(verify_keys)->Args({5, 3, 16})->Args({16, 12, 128})->Unit(benchmark::kMillisecond);

void derive_keys(benchmark::State& state) {
  Trustees trustees = trustees_of(state);
  const ceremony::KeysParts parts = test::make_keys(trustees).parts;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ceremony::derive_keys(trustees.context, parts.trustees));
  }
}
BENCHMARK(derive_keys)->Args({5, 3, 16})->Args({16, 12, 128})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace undersigned
