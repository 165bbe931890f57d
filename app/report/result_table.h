// A verified letter's result as plain text for a terminal: state, ladder, settlement, names,
// tallies. Every line ends with a line feed; columns are aligned by characters, not bytes.
#pragma once

#include <string>

#include "core/letter/outcome.h"

namespace undersigned::report {

std::string result_table(const letter::Outcome& outcome);

}  // namespace undersigned::report
