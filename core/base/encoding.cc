#include "core/base/encoding.h"

#include <algorithm>

namespace undersigned::base {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// For each byte the value of it as a digit, -1 if it is none.
constexpr std::array<std::int8_t, 256> values_of(std::string_view digits) {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<std::uint8_t>(digits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}

constexpr auto kHexValues = values_of(kHexDigits);
constexpr auto kBase64Values = values_of(kBase64Digits);

int value_in(const std::array<std::int8_t, 256>& values, char digit) {
  return values[static_cast<std::uint8_t>(digit)];
}

std::unexpected<Error> not_base64(std::string message) {
  return fail("base64.form", "2", std::move(message));
}

}  // namespace

std::string to_hex(ByteView bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

Result<Bytes> from_hex(std::string_view text, std::size_t max_bytes) {
  if (text.size() % 2 != 0) {
    return fail("hex.length", "2", "The hexadecimal value has an odd number of digits.");
  }
  if (text.size() / 2 > max_bytes) {
    return fail("hex.length", "2",
                "The hexadecimal value is longer than " + std::to_string(max_bytes) + " bytes.");
  }
  Bytes bytes(text.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = value_in(kHexValues, text[2 * i]);
    const int low = value_in(kHexValues, text[2 * i + 1]);
    if (high < 0 || low < 0) {
      return fail("hex.digit", "2",
                  "The hexadecimal value may have only the digits 0-9 and a-f (lower case).");
    }
    bytes[i] = static_cast<std::uint8_t>(16 * high + low);
  }
  return bytes;
}

std::string to_base64(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (j < count ? bytes[i + j] : std::uint32_t{0});
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= count ? kBase64Digits[group >> (18 - 6 * j) & 63] : '=';
    }
  }
  return text;
}

Result<Bytes> from_base64(std::string_view text, std::size_t max_bytes) {
  if (text.size() % 4 != 0) return not_base64("The length of base64 must be a multiple of four.");
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  const std::size_t length = text.size() / 4 * 3 - padding;
  if (length > max_bytes) {
    return fail("base64.length", "2",
                "The base64 value is longer than " + std::to_string(max_bytes) + " bytes.");
  }
  Bytes bytes;
  bytes.reserve(length);
  std::uint32_t pending = 0;
  int pending_bits = 0;
  for (const char digit : text.substr(0, text.size() - padding)) {
    const int value = value_in(kBase64Values, digit);
    if (value < 0) return not_base64("The value has a character that base64 does not have.");
    pending = pending << 6 | static_cast<std::uint32_t>(value);
    pending_bits += 6;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(pending >> pending_bits));
      pending &= (1u << pending_bits) - 1;
    }
  }
  if (pending != 0) return not_base64("The unused bits at the end of base64 must be zero.");
  return bytes;
}

}  // namespace undersigned::base
