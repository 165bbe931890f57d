// What one replica of a rehearsal comes to. An engine counts people (Sums and the curve); finish()
// turns counts into what happened, once for both engines, settling with the live letter's own
// function (core/settlement). Nothing here is secret.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/rehearsal/design.h"
#include "core/rehearsal/philox.h"
#include "core/settlement/settlement.h"

namespace undersigned::rehearsal {

inline constexpr std::uint16_t kNoTick = 0xffff;

// Numbers of people. `signers` would sign (sealed: have signed, whether or not it opens).
struct Sums {
  std::uint32_t signers = 0;
  std::uint32_t sincere = 0;                          // of the signers
  std::uint32_t hasty = 0;                            // of the sincere: only as it was night
  std::uint32_t leave = 0;                            // of all
  std::uint32_t leave_signers = 0;                    // of the signers
  std::array<std::uint32_t, kDestinations> prefer{};  // of all
  std::array<std::uint32_t, kDestinations> go{};      // of those who would leave
  std::array<std::uint32_t, kMostDemands> demands{};  // of all
  std::array<std::uint32_t, kMostDemands> demands_signers{};  // of the signers
  settlement::SignatureCounts levels;  // public: everybody by name with level 1

  std::uint32_t pressured() const { return signers - sincere; }
  friend bool operator==(const Sums& a, const Sums& b) {
    return a.signers == b.signers && a.sincere == b.sincere && a.hasty == b.hasty &&
           a.leave == b.leave && a.leave_signers == b.leave_signers && a.prefer == b.prefer &&
           a.go == b.go && a.demands == b.demands && a.demands_signers == b.demands_signers &&
           a.levels.named == b.levels.named && a.levels.counted == b.levels.counted;
  }
};

struct Outcome {
  Sums sums;
  settlement::SignatureLevels levels;  // settled, as the live letter would
  std::uint32_t published = 0;         // what everybody sees in the end: public all, sealed settled
  std::uint16_t quorum_tick = kNoTick;  // when level 1 was seen to hold; sealed: opened
  std::uint16_t conceded_tick = kNoTick;
  std::uint32_t arrivals = 0;   // at the offering company, if the pledges are called
  std::uint32_t resentful = 0;  // of the offering company's own staff that are simulated
  bool offer_stands = false;

  bool conceded() const { return conceded_tick != kNoTick; }
  friend bool operator==(const Outcome& a, const Outcome& b) {
    return a.sums == b.sums && a.levels == b.levels && a.published == b.published &&
           a.quorum_tick == b.quorum_tick && a.conceded_tick == b.conceded_tick &&
           a.arrivals == b.arrivals && a.resentful == b.resentful &&
           a.offer_stands == b.offer_stands;
  }
};

// The number who had signed at the end of each tick of one replica; `stride` apart in memory.
struct Curve {
  const std::uint32_t* counts;
  std::size_t stride;
  std::uint16_t ticks;
  std::uint32_t at(std::size_t tick) const { return counts[tick * stride]; }
  // The first tick with at least `count`; kNoTick if there is none. The counts never fall.
  std::uint16_t first(std::uint32_t count) const;
};

Outcome finish(const Design& design, Stream stream, std::uint32_t replica, const Sums& sums,
               const Curve& curve);

}  // namespace undersigned::rehearsal
