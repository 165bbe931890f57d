// All that a study of a scenario has found, and the same as JSON (docs/guides/rehearsal.md): the
// tables, figures and words of the program and the page show what stands there and compute nothing.
// Nothing here is secret.
#pragma once

#include <optional>
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

}  // namespace undersigned::rehearsal
