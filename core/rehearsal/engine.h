// The two engines of rehearsals. rehearse_plainly() follows one replica event by event and is the
// definition of what a rehearsal is; rehearse() runs hundreds side by side and gives the same bits.
// Nothing here is secret.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/executor.h"
#include "core/rehearsal/design.h"
#include "core/rehearsal/outcome.h"
#include "core/rehearsal/philox.h"

namespace undersigned::rehearsal {

// Raised with every change that gives other numbers for the same design and stream
// (tests/vectors/rehearsal.json pins them).
inline constexpr int kModel = 1;

// One replica as it went, person by person.
struct History {
  std::vector<std::uint16_t> signed_at;  // tick; kNoTick
  std::vector<std::uint8_t> by_name;     // signed by name (public: always), else counted
  std::vector<std::uint8_t> level;       // of the ladder, from 1; 0 who did not sign
  std::vector<std::uint8_t> leave;
  std::vector<std::uint8_t> destination;
  std::vector<std::uint8_t> sincere;  // of those who signed
  std::vector<std::uint32_t> curve;   // by tick
  Outcome outcome;
};

// The reference: event-driven, for one replica. `design` passes check().
History rehearse_plainly(const Design& design, Stream stream, std::uint32_t replica);

// How the fast engine computes; the numbers are the same.
enum class Path { kPortable, kAvx512 };
bool can_run(Path path);
// The fastest path of this machine.
Path best_path();

struct Replicas {
  std::vector<Outcome> outcomes;      // by replica, from the first asked for
  std::vector<std::uint32_t> curves;  // at [tick * replicas + replica]: the number who had signed

  Curve curve(const Design& design, std::size_t replica) const {
    return {curves.data() + replica, outcomes.size(), design.ticks};
  }
  // Puts the replicas that follow behind these.
  void append(const Design& design, const Replicas& more);
};

// The most people that blocks of 512 replicas have counters for.
inline constexpr std::uint32_t kMostBlockPeople = 65535;

// Replicas first … first + replicas - 1, by blocks of 512 on the executor's threads, or beyond
// kMostBlockPeople one at a time; the same as rehearse_plainly() of each. `design` passes check(),
// can_run(path).
Replicas rehearse(const Design& design, Stream stream, std::uint32_t first, std::uint32_t replicas,
                  base::Executor& executor, Path path = best_path());

}  // namespace undersigned::rehearsal
