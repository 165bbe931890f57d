// A verified letter's result as one self-contained HTML page, in the letter's own language.
#pragma once

#include <string>

#include "core/letter/outcome.h"

namespace undersigned::report {

std::string result_page(const letter::Outcome& outcome);

}  // namespace undersigned::report
