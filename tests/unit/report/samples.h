// Outcomes made by hand, of invented people: what reports are tested with, and looked at with.
#pragma once

#include <string>

#include "core/letter/outcome.h"

namespace undersigned::test {

// 12 people, ladder 3 / 5 / 9, two choices, two cells; in the state given, with all that the state
// implies. Opened: level 2 by name with 6 names (one unreadable), level 3 counted with 9.
letter::Outcome small_outcome(letter::LetterState state);

}  // namespace undersigned::test
