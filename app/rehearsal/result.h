// A rehearsal's results for people: a table, JSON, a figure, and a summary in plain words. They
// compute nothing; every number stands in the JSON (docs/guides/rehearsal.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/rehearsal/study.h"

namespace undersigned::rehearsal {

struct Result {
  Scenario scenario;
  std::vector<Compared> variants;
  std::vector<Tipping> tippings;  // one a variant, or none
  std::optional<Regions> regions;
  std::vector<Sensitivity> sensitivity;  // of the first variant
};

base::Json result_json(const Result& result);
std::string result_text(const Result& result);
// One small figure a variant, side by side: the distribution of the number published, then signers,
// sincere, would leave and would join the offering company as bars. With title and description.
std::string result_svg(const Result& result);

// "fr", "en", "es"; anything else is English.
std::string plain_words(const Result& result, std::string_view language);

}  // namespace undersigned::rehearsal
