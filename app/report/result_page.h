// A verified letter's result as one self-contained HTML page, in the letter's own language: the
// letter, the names, the numbers, and how to check them. It runs no script and loads nothing (its
// content security policy allows one style, by its hash), and the same outcome gives the same
// bytes. Different quantities are different charts; none is added to another.
#pragma once

#include <string>

#include "core/letter/outcome.h"

namespace undersigned::report {

std::string result_page(const letter::Outcome& outcome);

}  // namespace undersigned::report
