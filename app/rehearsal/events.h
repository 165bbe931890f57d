// The events file of a rehearsal (docs/guides/events.md): what one replica's people do, for
// `undersigned demo` to play through the real protocol.
#pragma once

#include <string>

#include "core/rehearsal/engine.h"

namespace undersigned::rehearsal {

// Of a sealed or public replica: each signer at a moment within the tick of signing, with the level
// asked for (by-name>=T, counted>=T), where they would go and whether they felt free; events from
// `until_seconds` on are left out. The demonstration's answers: 1 stay, 2 the offering company, 3
// elsewhere; 1 signed freely, 2 signed and felt pushed.
std::string events(const Design& design, const History& history, double tick_seconds,
                   std::uint32_t until_seconds);

}  // namespace undersigned::rehearsal
