// A letter of 1,000 people and three trustees, all of whom open it, on one core: what the trustees
// do after the close, and the verification of the whole record.
#include <benchmark/benchmark.h>

#include "core/letter/opening.h"
#include "core/letter/verifier.h"
#include "tests/support/tiny_letter.h"

namespace undersigned {
namespace {

constexpr std::uint32_t kPeople = 1'000;
const std::vector<std::uint8_t> kAll = {1, 2, 3};

// One epoch; 300 sign by name, 150 are counted, all others are covered.
test::TinyLetter close_letter(const test::TinyPlan& plan) {
  test::TinyLetter letter(std::make_shared<const test::TinyFoundation>(plan));
  std::vector<std::optional<test::Answers>> answers(plan.people);
  for (std::uint32_t i = 0; i < plan.people; ++i) {
    if (i % 20 < 6) answers[i] = test::Answers{1 + i % 2, 1 + i % 3, i % 3};
    if (i % 20 > 16) answers[i] = test::Answers{4, 1 + i % 3, 0};
  }
  letter.holding().epoch(answers);
  return letter;
}

const test::TinyLetter& closed() {
  static const test::TinyLetter letter = close_letter({.people = kPeople,
                                                       .ladder = {100, 250, 600},
                                                       .epochs = 1,
                                                       .trustees = 3,
                                                       .threshold = 3,
                                                       .cohorts = {"Foundry", "Office", "Press"}});
  return letter;
}

// What all trustees do together: sums, names, tallies.
test::TinyLetter open_all(const test::TinyLetter& closed_letter) {
  test::TinyLetter letter = closed_letter;
  letter.append(letter::LeafKind::kTally, letter.tally(1, letter::kAllCells, kAll).encode());
  letter.append(letter.names({3, 1, 2}));
  const letter::Cells& cells = letter.foundation().cells;
  for (std::uint16_t item = 2; item <= 3; ++item) {
    for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
      letter.append(letter::LeafKind::kTally,
                    letter.tally(item, cells.number(cell), kAll).encode());
    }
  }
  return letter;
}

const test::TinyLetter& opened() {
  static const test::TinyLetter letter = open_all(closed());
  return letter;
}

void libsodium_multiply(benchmark::State& state) {
  sodium::initialise();
  const sodium::SodiumGroup ops;
  sodium::SeededRandomness randomness({1});
  const group::Scalar scalar = group::Scalar::random(randomness);
  const group::Point point = group::hash_to_group(base::as_bytes("a"), base::as_bytes("bench"));
  for (auto _ : state) benchmark::DoNotOptimize(ops.multiply(scalar, point));
}
BENCHMARK(libsodium_multiply);

// Sums, raising by three, decryption, cards and tallies, without what trustees check of each other.
void open_1000(benchmark::State& state) {
  const test::TinyLetter& letter = closed();
  for (auto _ : state) benchmark::DoNotOptimize(open_all(letter).leaves().size());
}
BENCHMARK(open_1000)->Unit(benchmark::kMillisecond);

void raise_1000(benchmark::State& state) {
  base::SerialExecutor executor;
  const auto pairs = closed().pairs();
  for (auto _ : state) {
    benchmark::DoNotOptimize(letter::raise(closed().foundation().ops, closed().randomness(),
                                           executor, {closed().opening_place(), 1, 1}, pairs));
  }
}
BENCHMARK(raise_1000)->Unit(benchmark::kMillisecond);

void verify_round_of_1000(benchmark::State& state) {
  base::SerialExecutor executor;
  const letter::RaisingPlace place{closed().opening_place(), 1, 1};
  const auto pairs = closed().pairs();
  const auto round =
      letter::raise(closed().foundation().ops, closed().randomness(), executor, place, pairs);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        letter::verify_raise(closed().randomness(), executor, place, 0, pairs, round));
  }
}
BENCHMARK(verify_round_of_1000)->Unit(benchmark::kMillisecond);

// Leaves `first` … `last` − 1 of the opened record, those before them read already.
void verify_leaves(benchmark::State& state, std::size_t first, std::size_t last) {
  base::SerialExecutor executor;
  const auto& leaves = opened().leaves();
  for (auto _ : state) {
    state.PauseTiming();
    letter::RecordVerifier verifier(executor, closed().randomness());
    for (std::size_t i = 0; i < first; ++i) (void)verifier.add_leaf(leaves[i]);
    state.ResumeTiming();
    for (std::size_t i = first; i < last; ++i) {
      if (!verifier.add_leaf(leaves[i])) state.SkipWithError("the record is refused");
    }
  }
}

std::size_t foundation_size() { return closed().foundation().leaves().size(); }

void verify_foundation_of_1000(benchmark::State& state) {
  verify_leaves(state, 0, foundation_size() + 3);
}
BENCHMARK(verify_foundation_of_1000)->Unit(benchmark::kMillisecond);

void verify_epoch_of_1000(benchmark::State& state) {
  verify_leaves(state, foundation_size() + 3, closed().leaves().size());
}
BENCHMARK(verify_epoch_of_1000)->Unit(benchmark::kMillisecond);

void verify_opening_of_1000(benchmark::State& state) {
  verify_leaves(state, closed().leaves().size(), opened().leaves().size());
}
BENCHMARK(verify_opening_of_1000)->Unit(benchmark::kMillisecond);

// The folder as undersigned-verify reads it.
void verify_record_of_1000(benchmark::State& state) {
  base::SerialExecutor executor;
  test::MemoryFiles files(opened().files());
  for (auto _ : state) {
    const auto report = letter::verify_record(files, {}, executor, closed().randomness());
    if (report.failure) state.SkipWithError("the record is refused");
  }
}
BENCHMARK(verify_record_of_1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace undersigned
