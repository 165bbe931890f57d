#include "core/letter/beside_fields.h"

#include "core/base/time_text.h"

namespace undersigned::letter {

base::Result<std::string> read_line(base::Reader& reader, std::size_t min, std::size_t max) {
  UNDERSIGNED_TRY(std::string text, reader.text16(max));
  if (text.size() < min) return base::fail("beside.empty", "15", "A text that is needed is empty.");
  return text;
}

base::Result<std::uint64_t> read_moment(base::Reader& reader) {
  UNDERSIGNED_TRY(const std::uint64_t moment, reader.u64());
  if (moment > static_cast<std::uint64_t>(base::kLastMoment)) {
    return base::fail("beside.moment", "15", "A moment lies after the year 9999.");
  }
  return moment;
}

base::Result<std::uint8_t> read_kind(base::Reader& reader, std::uint8_t first, std::uint8_t last) {
  UNDERSIGNED_TRY(const std::uint8_t kind, reader.u8());
  if (kind < first || kind > last) {
    return base::fail("beside.kind", "15",
                      "There is no choice " + std::to_string(kind) + " here, only " +
                          std::to_string(first) + " to " + std::to_string(last) + ".");
  }
  return kind;
}

std::unexpected<base::Error> bad_encoding(const char* check, const char* what,
                                          const base::Error& error) {
  return base::fail(check, "15", std::string(what) + " does not have its form: " + error.message);
}

}  // namespace undersigned::letter
