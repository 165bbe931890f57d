// What stands beside a letter as plain text for a terminal; nothing if nothing does.
#pragma once

#include <string>

#include "core/letter/outcome.h"

namespace undersigned::report {

std::string beside_table(const letter::Outcome& outcome);

}  // namespace undersigned::report
