// Hexadecimal and base64: an accepted text is the one form of its bytes, and any bytes come back.
#include <algorithm>

#include "core/base/encoding.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  constexpr std::size_t kMaxBytes = 1000;
  const std::string_view text = base::as_text(input);
  if (const auto bytes = base::from_hex(text, kMaxBytes)) {
    UNDERSIGNED_CHECK(bytes->size() <= kMaxBytes && base::to_hex(*bytes) == text);
  }
  if (const auto bytes = base::from_base64(text, kMaxBytes)) {
    UNDERSIGNED_CHECK(bytes->size() <= kMaxBytes && base::to_base64(*bytes) == text);
  }
  const auto hex = base::from_hex(base::to_hex(input), input.size());
  UNDERSIGNED_CHECK(hex && std::ranges::equal(*hex, input));
  const auto base64 = base::from_base64(base::to_base64(input), input.size());
  UNDERSIGNED_CHECK(base64 && std::ranges::equal(*base64, input));
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
