#include "app/mail/encode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/base/encoding.h"
#include "core/base/time_text.h"

namespace undersigned::mail {
namespace {

constexpr std::size_t kFieldLine = 78;
constexpr std::size_t kBodyLine = 76;
// An encoded word of so many bytes has 56 characters: at most 75 may be, and the first one stands
// on the line of its field's name.
constexpr std::size_t kWordBytes = 33;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

// Encoded words, each of whole characters.
std::vector<std::string> encoded_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    std::size_t take = std::min(kWordBytes, text.size());
    while (take < text.size() && (text[take] & 0xc0) == 0x80) --take;
    words.push_back("=?UTF-8?B?" + base::to_base64(base::as_bytes(text.substr(0, take))) + "?=");
    text.remove_prefix(take);
  }
  return words;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t space = std::min(text.find(' ', from), text.size());
    words.emplace_back(text.substr(from, space - from));
    from = space + 1;
  }
  return words;
}

// Words behind "Name:", on a new line where one does not fit; a word longer than a line stays
// whole.
std::string fold(std::string_view name, const std::vector<std::string>& words) {
  std::string out = std::string(name) + ":";
  std::size_t column = out.size();
  for (const std::string& word : words) {
    // A line of white space alone is no line of a field: an empty word never begins one.
    if (column + 1 + word.size() > kFieldLine && !word.empty() && column > 1) {
      out += kLineEnd;
      column = 0;
    }
    out += " " + word;
    column += 1 + word.size();
  }
  return out + std::string(kLineEnd);
}

// Plain text that a reader could take for an encoded word is encoded as well.
bool must_encode(std::string_view text) {
  const auto words = split_words(text);
  return !is_ascii(text) || text.find("=?") != text.npos ||
         std::ranges::any_of(words,
                             [](const std::string& word) { return word.size() > kFieldLine - 20; });
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string escaped_byte(char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'=', kDigits[std::size_t{byte} >> 4], kDigits[std::size_t{byte} & 15]};
}

// One line of quoted-printable, with soft breaks.
std::string quoted_line(std::string_view line) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool last = i + 1 == line.size();
    const bool begins = i == 0 && (c == '.' || line.starts_with("From "));
    const bool plain = c > 0x20 && c < 0x7f && c != '=' && !begins;
    const std::string piece =
        plain || ((c == ' ' || c == '\t') && !last) ? std::string(1, c) : escaped_byte(c);
    if (column + piece.size() > kBodyLine - (last ? 0u : 1u)) {
      out += "=" + std::string(kLineEnd);
      column = 0;
    }
    out += piece;
    column += piece.size();
  }
  return out;
}

}  // namespace

std::string unstructured_field(std::string_view name, std::string_view text) {
  return fold(name, must_encode(text) ? encoded_words(text) : split_words(text));
}

std::string mailbox_field(std::string_view name, std::string_view display,
                          std::string_view address) {
  if (display.empty()) return fold(name, {std::string(address)});
  std::vector<std::string> words =
      must_encode(display) ? encoded_words(display) : split_words(quoted(display));
  words.push_back("<" + std::string(address) + ">");
  return fold(name, words);
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += quoted_line(text.substr(0, end));
    if (end == text.size()) return out;
    out += kLineEnd;
    text.remove_prefix(end + 1);
  }
}

std::string base64_lines(base::ByteView bytes) {
  const std::string digits = base::to_base64(bytes);
  std::string out;
  for (std::size_t at = 0; at < digits.size(); at += kBodyLine) {
    out += digits.substr(at, kBodyLine) + std::string(kLineEnd);
  }
  return out;
}

std::string mail_date(std::int64_t unix_seconds) {
  constexpr std::array kDays = {"Thu", "Fri", "Sat", "Sun",
                                "Mon", "Tue", "Wed"};  // of 1970-01-01 on
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t kDay = 86'400;
  const std::string text = base::format_time(unix_seconds);
  const auto month = static_cast<std::size_t>(std::stoi(text.substr(5, 2))) - 1;
  return std::string(kDays[static_cast<std::size_t>(unix_seconds / kDay % 7)]) + ", " +
         text.substr(8, 2) + " " + kMonths[month] + " " + text.substr(0, 4) + " " +
         text.substr(11, 8) + " +0000";
}

}  // namespace undersigned::mail
