// The events file of a rehearsal (docs/guides/events.md): what one replica's people do, for
// `undersigned demo` to play through the real protocol.
#pragma once

#include <string>
#include <string_view>

#include "core/rehearsal/plan.h"

namespace undersigned::rehearsal {

// What to tell of a rehearsal.
struct Telling {
  std::string_view variant;  // its name; empty: the first
  std::uint32_t replica = 0;
  std::uint32_t until_hours = 24;  // events from here on are left out
};

// Everybody who comes across the letter in time answers where they would go, what keeps them from
// the offering company, and whether they felt free; signers sign when they do, with the level that
// they ask for (by-name>=T, counted>=T). Who signs of their own will stands behind every demand
// from the level of its ladder that matches their own (level 1; 2 and above), orders the demands at
// random, and pledges to resign, on the pledge's matching level, if they would go elsewhere. Behind
// a seal that outlasts the night, who would sign in the night's haste alone signs, and withdraws
// once they have slept on it. Reasons are drawn with chances as great as the terms that speak
// against the offering company. The answers are those of the demonstration's letter: demands
// leaders, answers, seat; destination 1 stay, 2 the offering company, 3 elsewhere; reason 1 to 5
// its work, pay or place, bureaucracy, loyalty, nothing; freedom 1 signed freely, 2 signed and felt
// pushed, 3 did not sign, freely. Refuses "scenario.variant" and what compile() refuses.
base::Result<std::string> events(const Plan& plan, const Telling& telling);

// The night letter for so many people, with the ladder of the demonstration's letter; `seed` draws
// them. `people` is at least 10.
base::Result<Plan> demonstration(std::uint32_t people, std::uint64_t seed);
// The night letter's variant that the demonstration plays.
inline constexpr std::string_view kDemonstrated = "sealed, with conditions";

}  // namespace undersigned::rehearsal
