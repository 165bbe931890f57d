// Group arithmetic against libsodium's multiplication by a scalar, measured in the same run.
#include <benchmark/benchmark.h>

#include "app/sodium/sodium.h"
#include "core/group/multiscalar.h"

namespace undersigned {
namespace {

using group::Point;
using group::Scalar;

struct Terms {
  explicit Terms(std::size_t count) {
    sodium::initialise();
    sodium::SeededRandomness randomness({1});
    for (std::size_t i = 0; i < count; ++i) {
      base::ByteArray<64> bytes;
      randomness.fill(bytes);
      points.push_back(Point::from_uniform(bytes));
      scalars.push_back(Scalar::random(randomness));
    }
  }
  std::vector<Point> points;
  std::vector<Scalar> scalars;
};

void libsodium_multiply(benchmark::State& state) {
  const Terms terms(1);
  const sodium::SodiumGroup ops;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ops.multiply(terms.scalars[0], terms.points[0]));
  }
}
BENCHMARK(libsodium_multiply);

void multiply_vartime(benchmark::State& state) {
  const Terms terms(1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(group::multiply_vartime(terms.scalars[0], terms.points[0]));
  }
}
BENCHMARK(multiply_vartime);

void multiply_base_vartime(benchmark::State& state) {
  const Terms terms(1);
  for (auto _ : state) benchmark::DoNotOptimize(group::multiply_base_vartime(terms.scalars[0]));
}
BENCHMARK(multiply_base_vartime);

// A sum of so many terms; divide by their number for one.
void sum_vartime(benchmark::State& state) {
  const Terms terms(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(group::sum_vartime(terms.scalars, terms.points));
}
BENCHMARK(sum_vartime)->Arg(10)->Arg(100)->Arg(1000)->Arg(10000);

void point_parse(benchmark::State& state) {
  const auto encoded = Terms(1).points[0].encode();
  for (auto _ : state) benchmark::DoNotOptimize(Point::parse(encoded));
}
BENCHMARK(point_parse);

void point_encode(benchmark::State& state) {
  const Terms terms(1);
  for (auto _ : state) benchmark::DoNotOptimize(terms.points[0].encode());
}
BENCHMARK(point_encode);

void point_encode_all(benchmark::State& state) {
  const Terms terms(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(Point::encode_all(terms.points));
}
BENCHMARK(point_encode_all)->Arg(1000);

void scalar_multiply(benchmark::State& state) {
  const Terms terms(2);
  for (auto _ : state) benchmark::DoNotOptimize(terms.scalars[0] * terms.scalars[1]);
}
BENCHMARK(scalar_multiply);

}  // namespace
}  // namespace undersigned
