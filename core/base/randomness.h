// Randomness is an argument: the core has no source of its own. Natively the app passes the
// operating system's; tests pass a seeded one.
#pragma once

#include <cstdint>
#include <span>

namespace undersigned::base {

class Randomness {
 public:
  virtual ~Randomness() = default;
  // Fills `out` with bytes that nobody can tell from uniform ones. Cannot fail: a source that
  // cannot deliver aborts the program.
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

}  // namespace undersigned::base
