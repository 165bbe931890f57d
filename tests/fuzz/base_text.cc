// check_text: accepted text holds no control bytes, and what passes as a line passes in a body.
#include "core/base/text.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

bool has_control(std::string_view text, bool body) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool layout = c == '\n' || c == '\t';
    if ((byte < 0x20 || byte == 0x7f) && !(body && layout)) return true;
  }
  return false;
}

}  // namespace

void fuzz(base::ByteView input) {
  const std::string_view text = base::as_text(input);
  const bool line = base::check_text(text, base::TextKind::kLine, "text").has_value();
  const bool body = base::check_text(text, base::TextKind::kBody, "text").has_value();
  UNDERSIGNED_CHECK(!line || body);
  UNDERSIGNED_CHECK(!line || !has_control(text, false));
  UNDERSIGNED_CHECK(!body || !has_control(text, true));
  // U+202E, the override that turns a name around.
  UNDERSIGNED_CHECK(!body || text.find("\xe2\x80\xae") == std::string_view::npos);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
