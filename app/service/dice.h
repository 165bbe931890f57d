// Reproducible chance for invented people and events (SplitMix64). Nothing secret comes from here.
#pragma once

#include <cstdint>

namespace undersigned::service {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // 0 … bound − 1; the bias of at most bound/2^64 does not matter here.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  // True with so many chances in a hundred.
  bool percent(std::uint64_t chances) { return below(100) < chances; }

 private:
  std::uint64_t state_;
};

}  // namespace undersigned::service
