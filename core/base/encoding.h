// Bytes as text: lower-case hex, strict base64 (RFC 4648, padded, canonical). Codes that people
// type are code.h's.
#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::base {

std::string to_hex(ByteView bytes);
// Exactly two lower-case digits a byte; anything else is refused: "hex.length", "hex.digit".
Result<Bytes> from_hex(std::string_view text, std::size_t max_bytes);
template <std::size_t N>
Result<ByteArray<N>> array_from_hex(std::string_view text) {
  UNDERSIGNED_TRY(Bytes bytes, from_hex(text, N));
  if (bytes.size() != N)
    return fail("hex.length", "", "The hexadecimal value has the wrong length.");
  ByteArray<N> out;
  for (std::size_t i = 0; i < N; ++i) out[i] = bytes[i];
  return out;
}

std::string to_base64(ByteView bytes);
// Canonical only, so that no two texts stand for the same bytes: padding present, unused bits zero,
// no white space. Refuses "base64.form" and "base64.length" (over max_bytes).
Result<Bytes> from_base64(std::string_view text, std::size_t max_bytes);

}  // namespace undersigned::base
