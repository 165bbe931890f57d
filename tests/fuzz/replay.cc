// Runs a fuzz target over its corpus without libFuzzer: every file, and of each its truncations and
// the files with one bit changed, as many as a test may take. usage: fuzz_NAME FOLDER
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/fuzz/fuzz.h"

namespace {

using undersigned::base::Bytes;

constexpr std::size_t kNeighbours = 300;  // of each kind, for each file

std::vector<Bytes> read_corpus(const char* folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<Bytes> corpus;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return corpus;
}

// The target sees a block of exactly this size, so that a sanitizer sees a read past it.
void run(const Bytes& input) {
  Bytes exact(input);
  exact.shrink_to_fit();
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

std::size_t run_with_neighbours(const Bytes& input) {
  run(input);
  std::size_t runs = 1;
  const std::size_t step = input.size() / kNeighbours + 1;
  for (std::size_t size = 0; size < input.size(); size += step, ++runs) {
    run(Bytes(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(size)));
  }
  for (std::size_t i = 0; i < input.size(); i += step, ++runs) {
    Bytes changed(input);
    changed[i] ^= static_cast<std::uint8_t>(1u << (i % 8));
    run(changed);
  }
  return runs;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER\n", argv[0]);
    return 2;
  }
  std::size_t runs = 0;
  const std::vector<Bytes> corpus = read_corpus(argv[1]);
  for (const Bytes& input : corpus) runs += run_with_neighbours(input);
  std::printf("%zu files, %zu runs\n", corpus.size(), runs);
  return corpus.empty() ? 1 : 0;
}
