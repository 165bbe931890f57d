// What stands beside a letter as JSON (docs/guides/result.md, `beside`): every leaf, in the order
// of the record.
#pragma once

#include "core/base/json.h"
#include "core/letter/manifest.h"
#include "core/letter/outcome.h"

namespace undersigned::letter {

base::Json beside_json(const Beside& beside, const Manifest& manifest);

}  // namespace undersigned::letter
