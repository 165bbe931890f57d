#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace undersigned::base {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// What is refused in every text, by code point. Noncharacters at the end of each plane are added in
// refused(); newline and tab are let through there for a body. Not refused: spaces of any width,
// variation selectors, private use, visible format characters such as the Arabic number signs.
constexpr std::array kRefused = {
    Range{0x0000, 0x001f},    // C0 controls
    Range{0x007f, 0x009f},    // delete, C1 controls
    Range{0x00ad, 0x00ad},    // soft hyphen
    Range{0x034f, 0x034f},    // combining grapheme joiner
    Range{0x061c, 0x061c},    // Arabic letter mark
    Range{0x115f, 0x1160},    // Hangul fillers
    Range{0x17b4, 0x17b5},    // Khmer inherent vowels
    Range{0x180e, 0x180e},    // Mongolian vowel separator
    Range{0x200b, 0x200f},    // zero-width space and joiners, directional marks
    Range{0x2028, 0x202e},    // line and paragraph separators, bidirectional embeddings, overrides
    Range{0x2060, 0x206f},    // word joiner, invisible operators, isolates, deprecated controls
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xfdd0, 0xfdef},    // noncharacters
    Range{0xfeff, 0xfeff},    // byte order mark
    Range{0xffa0, 0xffa0},    // half-width Hangul filler
    Range{0xfff0, 0xfffb},    // reserved as ignorable, interlinear annotation
    Range{0x13430, 0x1343f},  // hieroglyph joiners
    Range{0x1bca0, 0x1bca3},  // shorthand controls
    Range{0x1d173, 0x1d17a},  // musical beams and phrases
    Range{0xe0000, 0xe00ff},  // tags
    Range{0xe01f0, 0xe0fff},  // reserved as ignorable
};

bool refused(char32_t point, TextKind kind) {
  if (kind == TextKind::kBody && (point == U'\n' || point == U'\t')) return false;
  if ((point & 0xfffe) == 0xfffe) return true;
  const auto after =
      std::upper_bound(kRefused.begin(), kRefused.end(), point,
                       [](char32_t value, const Range& range) { return value < range.first; });
  return after != kRefused.begin() && point <= std::prev(after)->last;
}

// One code point of UTF-8 (RFC 3629): shortest form, no surrogates, at most U+10FFFF.
struct Decoded {
  char32_t point = 0;
  std::size_t length = 0;  // 0: not UTF-8
};

Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  // 0x80…0xC1 continue a character or would begin an overlong one; from 0xF5 on nothing begins.
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};
  char32_t point = lead & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    point = point << 6 | (byte(i) & 0x3fu);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  if (point < kSmallest[length] || point > 0x10ffff || surrogate) return {};
  return {point, length};
}

std::string code_point_name(char32_t point) {
  std::string digits;
  for (auto rest = static_cast<std::uint32_t>(point); rest != 0 || digits.size() < 4; rest >>= 4) {
    digits.insert(digits.begin(), "0123456789ABCDEF"[rest & 15]);
  }
  return "U+" + digits;
}

}  // namespace

Result<void> check_text(std::string_view text, TextKind kind, std::string_view what) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < text.size();) {
    ++place;
    const Decoded next = decode(text.substr(i));
    if (next.length == 0) {
      return fail("text.utf8", "3",
                  "The " + std::string(what) + " is not valid UTF-8 at character " +
                      std::to_string(place) + ".");
    }
    if (refused(next.point, kind)) {
      return fail("text.character", "3",
                  "The " + std::string(what) + " has a control or invisible character (" +
                      code_point_name(next.point) + ") at place " + std::to_string(place) +
                      "; remove it.");
    }
    i += next.length;
  }
  return {};
}

}  // namespace undersigned::base
