// parse_time: what is accepted is the one text of its moment.
#include "core/base/time_text.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  const auto moment = base::parse_time(base::as_text(input));
  if (!moment) return;
  UNDERSIGNED_CHECK(*moment >= 0 && *moment <= base::kLastMoment);
  UNDERSIGNED_CHECK(base::format_time(*moment) == base::as_text(input));
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
