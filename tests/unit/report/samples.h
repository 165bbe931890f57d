// Outcomes made by hand, of invented people: what reports are tested with, and looked at with.
#pragma once

#include <string>

#include "core/letter/outcome.h"

namespace undersigned::test {

// 12 people, ladder 3 / 5 / 9, two choices, two cells; in the state given, with all that the state
// implies. Opened: level 2 by name with 6 names (one unreadable), level 3 counted with 9.
letter::Outcome small_outcome(letter::LetterState state);

// Adds to an opened small letter two demands (heat holds with 5, 3 opposed; light does not hold), a
// pledge that holds with 2, and a ranking of two answers by 7 people.
void add_every_kind(letter::Outcome& outcome);

// 769 people in 9 cells, ladder 100 / 300 / 500, three choices, in one of the three languages;
// opened: 331 names, 512 signatures.
letter::Outcome large_outcome(letter::LetterState state, const std::string& language);

}  // namespace undersigned::test
