// Everything that replicas of a rehearsal came to, as one digest: outcomes and curves, number by
// number. What is pinned in tests/vectors/rehearsal.json, and compared with WebAssembly.
#pragma once

#include <array>

#include "core/base/codec.h"
#include "core/hash/sha2.h"
#include "core/rehearsal/engine.h"
#include "core/rehearsal/scenario.h"
#include "tests/support/sample_organisation.h"

namespace undersigned::test {

inline void write_outcome(base::Writer& out, const rehearsal::Outcome& o) {
  const auto numbers = [&](const auto& list) {
    for (const std::uint32_t number : list) out.u32(number);
  };
  const rehearsal::Sums& s = o.sums;
  numbers(std::array{s.signers, s.sincere, s.hasty, s.leave, s.leave_signers});
  numbers(s.prefer), numbers(s.go), numbers(s.demands), numbers(s.demands_signers);
  numbers(s.levels.named), numbers(s.levels.counted);
  numbers(std::array{static_cast<std::uint32_t>(o.levels.names),
                     static_cast<std::uint32_t>(o.levels.counted), o.published,
                     std::uint32_t{o.quorum_tick}, std::uint32_t{o.conceded_tick}, o.arrivals,
                     o.resentful, std::uint32_t{o.offer_stands}});
}

// Of replicas one after the other: each one's outcome, then its curve.
inline hash::Digest256 rehearsal_digest(const rehearsal::Design& design,
                                        const rehearsal::Replicas& run) {
  base::Writer out;
  for (std::size_t r = 0; r < run.outcomes.size(); ++r) {
    write_outcome(out, run.outcomes[r]);
    for (std::size_t tick = 0; tick < design.ticks; ++tick) out.u32(run.curve(design, r).at(tick));
  }
  return hash::sha256(out.bytes());
}

struct PinnedRehearsal {
  const char* name;
  rehearsal::Mode mode;
  rehearsal::NetworkKind network;
  std::uint64_t seed;
};
inline constexpr std::uint32_t kPinnedReplicas = 600;
inline constexpr PinnedRehearsal kPinnedRehearsals[] = {
    {"public list, departments", rehearsal::Mode::kPublicList, rehearsal::NetworkKind::kDepartments,
     1},
    {"public list, small world", rehearsal::Mode::kPublicList, rehearsal::NetworkKind::kSmallWorld,
     0x1'0000'0002},
    {"public list, random", rehearsal::Mode::kPublicList, rehearsal::NetworkKind::kRandom, 3},
    {"public count", rehearsal::Mode::kPublicCount, rehearsal::NetworkKind::kDepartments, 4},
    {"sealed", rehearsal::Mode::kSealed, rehearsal::NetworkKind::kDepartments, 5},
    {"sealed with conditions", rehearsal::Mode::kSealedConditions,
     rehearsal::NetworkKind::kDepartments, 6},
};

inline rehearsal::Scenario pinned_scenario(const PinnedRehearsal& pinned) {
  rehearsal::Scenario scenario = sample_organisation();
  scenario.network = pinned.network;
  scenario.stream.seed = pinned.seed;
  scenario.stream.scenario = 9;
  scenario.parameters["network.rewired"].value = 0.2;
  return scenario;
}
inline rehearsal::Design pinned_design(const PinnedRehearsal& pinned) {
  const rehearsal::Scenario scenario = pinned_scenario(pinned);
  rehearsal::Variant variant;
  variant.mode = pinned.mode;
  auto design = compile(scenario, variant, make_network(scenario));
  UNDERSIGNED_CHECK(design.has_value());
  return *std::move(design);
}

}  // namespace undersigned::test
