// Moments as text: UTC, exactly YYYY-MM-DDThh:mm:ssZ (docs/protocol.md 3), to and from Unix
// seconds, by the arithmetic of the Gregorian calendar alone. No leap seconds: :60 is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace undersigned::base {

// 9999-12-31T23:59:59Z, the last moment that has such a text.
inline constexpr std::int64_t kLastMoment = 253'402'300'799;

// Unix seconds of a moment from 1970-01-01T00:00:00Z on; refuses ("time.format") any other form and
// ("time.range") days and hours that do not exist.
Result<std::int64_t> parse_time(std::string_view text);
// The text of 0…kLastMoment.
std::string format_time(std::int64_t unix_seconds);

}  // namespace undersigned::base
