// A rehearsal's results for people: a table, a figure, and a summary in plain words. They compute
// nothing; every number stands in the JSON (core/rehearsal/result.h).
#pragma once

#include <string>
#include <string_view>

#include "core/rehearsal/result.h"

namespace undersigned::rehearsal {

std::string result_text(const Result& result);
// The variants side by side: the distribution of the number published, the range between 5 % and
// 95 %, and signers, sincere and pressed, would leave and would join the offering company as bars.
// With title and description.
std::string result_svg(const Result& result);

// "fr", "en", "es"; anything else is English.
std::string plain_words(const Result& result, std::string_view language);

}  // namespace undersigned::rehearsal
