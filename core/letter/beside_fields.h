// Fields that leaves beside the letter share (docs/protocol.md 15): bounded lines of text and
// moments, as epochs have them too. Internal to core/letter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/codec.h"
#include "core/base/result.h"

namespace undersigned::letter {

// line(min…max): var16 text without newlines.
base::Result<std::string> read_line(base::Reader& reader, std::size_t min, std::size_t max);
// u64 Unix seconds that have a text (base/time_text.h).
base::Result<std::uint64_t> read_moment(base::Reader& reader);
// u8 from first to last.
base::Result<std::uint8_t> read_kind(base::Reader& reader, std::uint8_t first, std::uint8_t last);

// The error of a payload that has not its form, in place of the codec's own.
std::unexpected<base::Error> bad_encoding(const char* check, const char* what,
                                          const base::Error& error);

}  // namespace undersigned::letter
