// Sealed entries: made, read, verified in batches. The argument is the number of options.
#include <benchmark/benchmark.h>

#include <map>

#include "tests/support/sealed_letter.h"

namespace undersigned {
namespace {

using proof::Entry;
using proof::EntryPlace;
using proof::PlacedEntry;
using test::SealedLetter;

constexpr std::size_t kCredentials = 1000;

// One item of `options` coded options, `epochs` entries a credential, alternating choice and cover.
struct Record {
  Record(std::uint32_t options, std::uint64_t epochs)
      : letter({options / 2, options - options / 2}, 1, kCredentials), context(letter.context()) {
    for (std::uint64_t epoch = 1; epoch <= epochs; ++epoch) {
      std::vector<Entry>& made = entries.emplace_back();
      made.reserve(kCredentials);
      for (std::size_t i = 0; i < kCredentials; ++i) make(epoch, i);
      for (const Entry& entry : made) encoded.push_back(entry.encode());
    }
  }

  EntryPlace place(std::uint64_t epoch, std::size_t i) const {
    const auto* previous = epoch == 1 ? &context.origin() : &entries[epoch - 2][i].sealed();
    return {epoch, i, &letter.credentials[i], previous};
  }

  void make(std::uint64_t epoch, std::size_t i) {
    const auto cover = test::secret(letter.cover_secret);
    const auto key = test::secret(letter.credential_secrets[i]);
    const proof::Choice choice(letter.shape, std::vector<std::uint32_t>{1, 0});
    entries[epoch - 1].push_back(
        (i + epoch) % 2 == 0
            ? make_cover_entry(letter.ops, context, place(epoch, i), cover, letter.randomness)
            : make_choice_entry(letter.ops, context, place(epoch, i), key, choice,
                                letter.randomness));
  }

  std::vector<PlacedEntry> placed(std::uint64_t first_epoch, std::uint64_t last_epoch) const {
    std::vector<PlacedEntry> out;
    for (std::uint64_t epoch = first_epoch; epoch <= last_epoch; ++epoch) {
      for (std::size_t i = 0; i < kCredentials; ++i) {
        out.push_back({place(epoch, i), &entries[epoch - 1][i]});
      }
    }
    return out;
  }

  SealedLetter letter;
  proof::EntryContext context;
  std::vector<std::vector<Entry>> entries;
  std::vector<base::Bytes> encoded;
};

const Record& record(std::uint32_t options) {
  static std::map<std::uint32_t, Record> records;
  return records.try_emplace(options, options, options == 8 ? 3 : 2).first->second;
}

// Shown as "entry": the time of one.
void per_entry(benchmark::State& state, std::size_t entries) {
  state.counters["entry"] = benchmark::Counter(
      static_cast<double>(entries),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void libsodium_multiply(benchmark::State& state) {
  SealedLetter letter({1});
  for (auto _ : state) {
    benchmark::DoNotOptimize(letter.ops.multiply(letter.cover_secret, letter.cover_key));
  }
}
BENCHMARK(libsodium_multiply);

void make_choice_entry(benchmark::State& state) {
  const Record& made = record(static_cast<std::uint32_t>(state.range(0)));
  sodium::SeededRandomness randomness({2});
  const auto key = test::secret(made.letter.credential_secrets[0]);
  const proof::Choice choice(made.letter.shape, std::vector<std::uint32_t>{1, 0});
  for (auto _ : state) {
    benchmark::DoNotOptimize(proof::make_choice_entry(made.letter.ops, made.context,
                                                      made.place(2, 0), key, choice, randomness));
  }
  per_entry(state, 1);
}
BENCHMARK(make_choice_entry)->Arg(8)->Arg(16)->Arg(32);

void make_cover_entry(benchmark::State& state) {
  const Record& made = record(static_cast<std::uint32_t>(state.range(0)));
  sodium::SeededRandomness randomness({2});
  const auto key = test::secret(made.letter.cover_secret);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        proof::make_cover_entry(made.letter.ops, made.context, made.place(2, 0), key, randomness));
  }
  per_entry(state, 1);
}
BENCHMARK(make_cover_entry)->Arg(8)->Arg(16)->Arg(32);

void read(benchmark::State& state) {
  const auto options = static_cast<std::uint32_t>(state.range(0));
  const base::Bytes& bytes = record(options).encoded.front();
  for (auto _ : state) benchmark::DoNotOptimize(Entry::parse(bytes, options));
  per_entry(state, 1);
}
BENCHMARK(read)->Arg(8)->Arg(16)->Arg(32);

void verify_one(benchmark::State& state) {
  const Record& made = record(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        proof::verify_entry(made.context, made.place(2, 0), made.entries[1][0]));
  }
  per_entry(state, 1);
}
BENCHMARK(verify_one)->Arg(8);

void verify(benchmark::State& state, std::span<const PlacedEntry> placed,
            const proof::EntryContext& context, bool read_first) {
  sodium::SeededRandomness randomness({3});
  base::SerialExecutor executor;
  for (auto _ : state) {
    if (read_first) {
      for (const PlacedEntry& entry : placed) {
        benchmark::DoNotOptimize(Entry::parse(entry.entry->encode(), entry.entry->options()));
      }
    }
    if (proof::verify_entries(context, placed, randomness, executor)) {
      state.SkipWithError("a good entry was refused");
    }
  }
  per_entry(state, placed.size());
}

// A second epoch alone: the first one's points are decoded already.
void read_and_verify_epoch(benchmark::State& state) {
  const Record& made = record(static_cast<std::uint32_t>(state.range(0)));
  verify(state, made.placed(2, 2), made.context, true);
}
BENCHMARK(read_and_verify_epoch)->Arg(8)->Arg(16)->Arg(32)->Unit(benchmark::kMillisecond);

// Two epochs at once: the first one's points are in the batch anyway.
void read_and_verify_two_epochs(benchmark::State& state) {
  const Record& made = record(static_cast<std::uint32_t>(state.range(0)));
  verify(state, made.placed(1, 2), made.context, true);
}
BENCHMARK(read_and_verify_two_epochs)->Arg(8)->Arg(16)->Arg(32)->Unit(benchmark::kMillisecond);

void verify_epoch(benchmark::State& state) {
  const Record& made = record(static_cast<std::uint32_t>(state.range(0)));
  verify(state, made.placed(2, 2), made.context, false);
}
BENCHMARK(verify_epoch)->Arg(8)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace undersigned
