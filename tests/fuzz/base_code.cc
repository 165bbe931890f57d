// parse_code: what is accepted, written out, is read again as the same code.
#include "core/base/code.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  const auto code = base::parse_code(base::as_text(input));
  if (!code) {
    UNDERSIGNED_CHECK(code.error().check.starts_with("code."));
    return;
  }
  const base::CodeText text = base::format_code(*code);
  const auto again = base::parse_code({text.reveal().data(), text.reveal().size()});
  UNDERSIGNED_CHECK(again && again->reveal() == code->reveal());
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
