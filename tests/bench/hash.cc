// Hashing and encryption against libsodium's SHA-256, measured in the same run, 16 KiB each.
#include <benchmark/benchmark.h>
#include <sodium.h>

#include "core/cipher/chacha20poly1305.h"
#include "core/hash/sha2.h"
#include "core/hash/transcript.h"

namespace undersigned {
namespace {

const base::Bytes kMessage(16 << 10, 0x5a);

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void libsodium_sha256(benchmark::State& state) {
  hash::Digest256 digest;
  for (auto _ : state) {
    crypto_hash_sha256(digest.data(), kMessage.data(), kMessage.size());
    benchmark::DoNotOptimize(digest);
  }
  count_bytes(state, kMessage.size());
}
BENCHMARK(libsodium_sha256);

void sha256(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(hash::sha256(kMessage));
  count_bytes(state, kMessage.size());
}
BENCHMARK(sha256);

void sha512(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(hash::sha512(kMessage));
  count_bytes(state, kMessage.size());
}
BENCHMARK(sha512);

void turboshake128(benchmark::State& state) {
  base::ByteArray<32> out;
  for (auto _ : state) {
    hash::turboshake128(kMessage, 0x1f, out);
    benchmark::DoNotOptimize(out);
  }
  count_bytes(state, kMessage.size());
}
BENCHMARK(turboshake128);

// One rate block more in a long input: one permutation.
void turboshake128_block(benchmark::State& state) {
  hash::TurboShake128 sponge;
  const base::ByteView block = base::ByteView(kMessage).first(hash::kTurboShakeRate);
  for (auto _ : state) {
    sponge.absorb(block);
    benchmark::DoNotOptimize(sponge);
  }
  count_bytes(state, block.size());
}
BENCHMARK(turboshake128_block);

// A session, the size of an eight-option entry's statement, one challenge.
void transcript_challenge(benchmark::State& state) {
  const base::ByteView statement = base::ByteView(kMessage).first(1000);
  base::ByteArray<48> challenge;
  for (auto _ : state) {
    hash::Transcript transcript(hash::SessionTag("entry").number(1).id());
    transcript.absorb(statement);
    transcript.squeeze(challenge);
    benchmark::DoNotOptimize(challenge);
  }
}
BENCHMARK(transcript_challenge);

// A leaf of the record's tree: the hash of two digests.
void sha256_of_64_bytes(benchmark::State& state) {
  const base::ByteView pair = base::ByteView(kMessage).first(64);
  for (auto _ : state) benchmark::DoNotOptimize(hash::sha256(pair));
}
BENCHMARK(sha256_of_64_bytes);

void chacha20poly1305_seal(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(cipher::seal({}, {}, {}, kMessage));
  count_bytes(state, kMessage.size());
}
BENCHMARK(chacha20poly1305_seal);

}  // namespace
}  // namespace undersigned
