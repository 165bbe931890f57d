// Decimal numbers as paths and checkpoints write them: one form a number, no sign, no leading zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace undersigned::log {

// The number that `text` writes, if it is at most `max`; nothing otherwise.
inline std::optional<std::uint64_t> parse_decimal(std::string_view text, std::uint64_t max) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (digit > max || value > (max - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

}  // namespace undersigned::log
