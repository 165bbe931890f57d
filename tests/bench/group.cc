// What the group costs, on one core: field, scalars, encodings, sums, Ed25519, against libsodium.
#include <benchmark/benchmark.h>
#include <sodium.h>

#include "app/sodium/sodium.h"
#include "core/elgamal/ciphertext.h"
#include "core/group/curve_sum.h"
#include "core/group/multiscalar.h"

namespace undersigned {
namespace {

using namespace group;  // NOLINT: all of it is measured

sodium::SeededRandomness source() {
  sodium::initialise();
  return sodium::SeededRandomness({});
}

Point random_point(base::Randomness& randomness) {
  base::ByteArray<64> bytes;
  randomness.fill(bytes);
  return Point::from_uniform(bytes);
}

// The unit.
void libsodium_multiply(benchmark::State& state) {
  auto randomness = source();
  const Point point = random_point(randomness);
  const Scalar scalar = Scalar::random(randomness);
  const sodium::SodiumGroup ops;
  for (auto _ : state) benchmark::DoNotOptimize(ops.multiply(scalar, point));
}
BENCHMARK(libsodium_multiply);

void field_multiply(benchmark::State& state) {
  FieldElement a = kEdwardsD, b = kSqrtM1;
  for (auto _ : state) {
    a = a * b;
    benchmark::DoNotOptimize(a);
  }
}
BENCHMARK(field_multiply);

// Four independent products a round, as formulas have them.
void field_multiply_throughput(benchmark::State& state) {
  FieldElement a[4] = {kEdwardsD, kSqrtM1, kEdwards2D, kEdwardsD};
  const FieldElement b = kSqrtM1;
  for (auto _ : state) {
    for (auto& x : a) x = x * b;
    benchmark::DoNotOptimize(a);
  }
  state.SetItemsProcessed(4 * state.iterations());
}
BENCHMARK(field_multiply_throughput);

void field_square(benchmark::State& state) {
  FieldElement a = kEdwardsD;
  for (auto _ : state) {
    a = square(a);
    benchmark::DoNotOptimize(a);
  }
}
BENCHMARK(field_square);

void field_invert(benchmark::State& state) {
  FieldElement a = kEdwardsD;
  for (auto _ : state) benchmark::DoNotOptimize(a = invert(a));
}
BENCHMARK(field_invert);

void scalar_multiply(benchmark::State& state) {
  auto randomness = source();
  Scalar a = Scalar::random(randomness);
  const Scalar b = Scalar::random(randomness);
  for (auto _ : state) benchmark::DoNotOptimize(a *= b);
}
BENCHMARK(scalar_multiply);

void scalar_invert(benchmark::State& state) {
  auto randomness = source();
  Scalar a = Scalar::random(randomness);
  for (auto _ : state) benchmark::DoNotOptimize(a = a.invert());
}
BENCHMARK(scalar_invert);

void point_add(benchmark::State& state) {
  auto randomness = source();
  Point a = random_point(randomness);
  const Point b = random_point(randomness);
  for (auto _ : state) benchmark::DoNotOptimize(a += b);
}
BENCHMARK(point_add);

void decode(benchmark::State& state) {
  auto randomness = source();
  const EncodedPoint bytes = random_point(randomness).encode();
  for (auto _ : state) benchmark::DoNotOptimize(Point::parse(bytes));
}
BENCHMARK(decode);

void libsodium_decode(benchmark::State& state) {
  auto randomness = source();
  const EncodedPoint bytes = random_point(randomness).encode();
  for (auto _ : state) {
    benchmark::DoNotOptimize(crypto_core_ristretto255_is_valid_point(bytes.data()));
  }
}
BENCHMARK(libsodium_decode);

void encode(benchmark::State& state) {
  auto randomness = source();
  const Point point = random_point(randomness);
  for (auto _ : state) benchmark::DoNotOptimize(point.encode());
}
BENCHMARK(encode);

void from_uniform(benchmark::State& state) {
  auto randomness = source();
  for (auto _ : state) benchmark::DoNotOptimize(random_point(randomness));
}
BENCHMARK(from_uniform);

void multiply_vartime(benchmark::State& state) {
  auto randomness = source();
  const Point point = random_point(randomness);
  const Scalar scalar = Scalar::random(randomness);
  for (auto _ : state) benchmark::DoNotOptimize(group::multiply_vartime(scalar, point));
}
BENCHMARK(multiply_vartime);

void multiply_base_vartime(benchmark::State& state) {
  auto randomness = source();
  const Scalar scalar = Scalar::random(randomness);
  for (auto _ : state) benchmark::DoNotOptimize(group::multiply_base_vartime(scalar));
}
BENCHMARK(multiply_base_vartime);

void libsodium_multiply_base(benchmark::State& state) {
  auto randomness = source();
  const Scalar scalar = Scalar::random(randomness);
  const sodium::SodiumGroup ops;
  for (auto _ : state) benchmark::DoNotOptimize(ops.multiply_base(scalar));
}
BENCHMARK(libsodium_multiply_base);

struct Summands {
  std::vector<Scalar> scalars;
  std::vector<Point> points;

  // Full scalars, or weights of 128 bits. The points have Z = 1, as decoded ones do.
  Summands(std::size_t count, bool full) {
    auto randomness = source();
    for (std::size_t i = 0; i < count; ++i) {
      scalars.push_back(full ? Scalar::random(randomness) : Scalar::random_weight(randomness));
      points.push_back(*Point::parse(random_point(randomness).encode()));
    }
  }
};

void per_point(benchmark::State& state) {
  state.counters["per_point"] =
      benchmark::Counter(static_cast<double>(state.iterations() * state.range(0)),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void sum_of_full(benchmark::State& state) {
  const Summands summands(static_cast<std::size_t>(state.range(0)), true);
  for (auto _ : state) benchmark::DoNotOptimize(sum_vartime(summands.scalars, summands.points));
  per_point(state);
}
BENCHMARK(sum_of_full)->RangeMultiplier(4)->Range(1, 1 << 18)->Unit(benchmark::kMicrosecond);

void sum_of_weights(benchmark::State& state) {
  const Summands summands(static_cast<std::size_t>(state.range(0)), false);
  for (auto _ : state) benchmark::DoNotOptimize(sum_vartime(summands.scalars, summands.points));
  per_point(state);
}
BENCHMARK(sum_of_weights)->RangeMultiplier(4)->Range(16, 1 << 18)->Unit(benchmark::kMicrosecond);

// For the crossover between the two algorithms.
template <Extended (*sum)(std::span<const CurveTerm>)>
void algorithm(benchmark::State& state) {
  const Summands summands(static_cast<std::size_t>(state.range(0)), true);
  std::vector<CurveTerm> terms;
  for (std::size_t i = 0; i < summands.points.size(); ++i) {
    terms.push_back({summands.scalars[i].limbs(), false, &summands.points[i].coordinates()});
  }
  for (auto _ : state) benchmark::DoNotOptimize(sum(terms));
  per_point(state);
}
BENCHMARK(algorithm<straus_vartime>)->DenseRange(64, 256, 32)->Unit(benchmark::kMicrosecond);
BENCHMARK(algorithm<pippenger_vartime>)->DenseRange(64, 256, 32)->Unit(benchmark::kMicrosecond);

void ed25519_verify(benchmark::State& state) {
  auto randomness = source();
  const auto key = sodium::SigningKey::generate(randomness);
  const base::Bytes message(100);
  const Signature signature = key.sign(message);
  for (auto _ : state) {
    benchmark::DoNotOptimize(verify_ed25519(key.public_key(), message, signature));
  }
}
BENCHMARK(ed25519_verify);

void libsodium_ed25519_verify(benchmark::State& state) {
  auto randomness = source();
  const auto key = sodium::SigningKey::generate(randomness);
  const base::Bytes message(100);
  const Signature signature = key.sign(message);
  for (auto _ : state) {
    benchmark::DoNotOptimize(crypto_sign_verify_detached(signature.data(), message.data(),
                                                         message.size(), key.public_key().data()));
  }
}
BENCHMARK(libsodium_ed25519_verify);

void small_logarithm(benchmark::State& state) {
  const auto max = static_cast<std::uint64_t>(state.range(0));
  const Point point = multiply_base_vartime(Scalar::from_u64(max - 1));
  for (auto _ : state) benchmark::DoNotOptimize(elgamal::small_logarithm(point, max));
}
BENCHMARK(small_logarithm)->Arg(1000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace undersigned
