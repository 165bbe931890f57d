// Philox4x32-10, the counter-based random numbers of rehearsals (Salmon, Moraes, Dror and Shaw,
// "Parallel random numbers: as easy as 1, 2, 3", 2011).
//
// The mathematics. A bijection of 128-bit counters for each 64-bit key: ten rounds of
//   (c0, c1, c2, c3) -> (hi(M1 c2) ^ c1 ^ k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1, lo(M0 c0)),
// the key growing by (W0, W1) after each. There is no state: a number depends on its place alone,
// so a rehearsal is the same whoever computes it, in whatever order, on any number of threads.
//
// The layout. key = (low, high) word of the seed; counter = (block of draws, person, replica,
// scenario). Designs that are compared share the scenario, so they meet the same people.
// Nothing here is secret.
#pragma once

#include <array>
#include <cstdint>

namespace undersigned::rehearsal {

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

inline constexpr int kPhiloxRounds = 10;
inline constexpr std::uint32_t kPhiloxM0 = 0xD251'1F53;
inline constexpr std::uint32_t kPhiloxM1 = 0xCD9E'8D57;
inline constexpr std::uint32_t kPhiloxW0 = 0x9E37'79B9;
inline constexpr std::uint32_t kPhiloxW1 = 0xBB67'AE85;

// The 128 bits at `counter` under `key`.
constexpr PhiloxCounter philox(PhiloxCounter counter, PhiloxKey key) {
  for (int round = 0; round < kPhiloxRounds; ++round) {
    const std::uint64_t left = std::uint64_t{kPhiloxM0} * counter[0];
    const std::uint64_t right = std::uint64_t{kPhiloxM1} * counter[2];
    counter = {static_cast<std::uint32_t>(right >> 32) ^ counter[1] ^ key[0],
               static_cast<std::uint32_t>(right),
               static_cast<std::uint32_t>(left >> 32) ^ counter[3] ^ key[1],
               static_cast<std::uint32_t>(left)};
    key = {key[0] + kPhiloxW0, key[1] + kPhiloxW1};
  }
  return counter;
}

// Where the numbers of one run are found.
struct Stream {
  std::uint64_t seed = 1;
  std::uint32_t scenario = 0;

  constexpr PhiloxKey key() const {
    return {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
  }
  constexpr PhiloxCounter block(std::uint32_t replica, std::uint32_t person,
                                std::uint32_t draw) const {
    return philox({draw, person, replica, scenario}, key());
  }
};

// People of a run are counted from 0; these stand for those who are not staff.
inline constexpr std::uint32_t kCounterparty = 0xffff'ffff;
inline constexpr std::uint32_t kHostCompany = 0xffff'fffe;
// The replica of what is drawn once for all replicas: the network.
inline constexpr std::uint32_t kOnce = 0xffff'ffff;

// A block as eight numbers of 16 bits, from the low half of the first word on.
using Draws = std::array<std::uint16_t, 8>;
constexpr Draws halves(const PhiloxCounter& block) {
  Draws draws{};
  for (std::size_t i = 0; i < draws.size(); ++i) {
    draws[i] = static_cast<std::uint16_t>(block[i / 2] >> (16 * (i % 2)));
  }
  return draws;
}

// The draws of a person: block 0 is this, then the first three demands; block 1 the others.
inline constexpr std::size_t kConvictionDraw = 0;   // resistance to signing, low is convinced
inline constexpr std::size_t kWakingDraw = 1;       // when the person first looks
inline constexpr std::size_t kLeaveDraw = 2;        // readiness to leave, where not coupled
inline constexpr std::size_t kCouplingDraw = 3;     // whether opinions follow conviction
inline constexpr std::size_t kDestinationDraw = 4;  // where the person would go
inline constexpr std::size_t kDemandDraw = 5;       // of the first demand
inline constexpr std::size_t kDemandsInBlock = 3;   // that block 0 has draws for

}  // namespace undersigned::rehearsal
