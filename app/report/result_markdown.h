// A verified letter's result as Markdown: for a repository, a forum, a text editor. The letter's
// own text as it was written, names, numbers as tables, and how to check them.
#pragma once

#include <string>

#include "core/letter/outcome.h"

namespace undersigned::report {

std::string result_markdown(const letter::Outcome& outcome);

}  // namespace undersigned::report
