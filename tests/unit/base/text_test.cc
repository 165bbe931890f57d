#include "core/base/text.h"

#include <gtest/gtest.h>

#include <string>

namespace undersigned::base {
namespace {

std::string utf8(char32_t point) {
  const auto byte = [](char32_t bits) {
    return static_cast<char>(static_cast<unsigned char>(bits));
  };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xc0 | point >> 6), byte(0x80 | (point & 0x3f))};
  if (point < 0x10000) {
    return {byte(0xe0 | point >> 12), byte(0x80 | (point >> 6 & 0x3f)),
            byte(0x80 | (point & 0x3f))};
  }
  return {byte(0xf0 | point >> 18), byte(0x80 | (point >> 12 & 0x3f)),
          byte(0x80 | (point >> 6 & 0x3f)), byte(0x80 | (point & 0x3f))};
}

bool accepts(std::string_view text, TextKind kind = TextKind::kLine) {
  return check_text(text, kind, "name").has_value();
}

TEST(Text, AcceptsNamesAndLettersOfAllLanguages) {
  for (const char* text :
       {"", "Ana de la Cruz", "Zoë Ångström-Nguyễn", "Łukasz O’Neill", "王小明", "山田 花子",
        "محمد", "שרה", "Мария", "नमस्ते", "ไทย", "한국어", "👍🏽", "☎\ufe0f", "prix : 5\u00a0€",
        "n\u0303", "a\u2014b \u2026 \u00ab x \u00bb"}) {
    EXPECT_TRUE(accepts(text)) << text;
  }
}

TEST(Text, OnlyABodyHasLinesAndTabs) {
  EXPECT_TRUE(accepts("one\n\ttwo", TextKind::kBody));
  EXPECT_FALSE(accepts("one\ntwo"));
  EXPECT_FALSE(accepts("one\ttwo"));
  EXPECT_FALSE(accepts("one\r\ntwo", TextKind::kBody));
  EXPECT_FALSE(accepts("one\vtwo", TextKind::kBody));
  EXPECT_FALSE(accepts(std::string_view("one\0two", 7), TextKind::kBody));
}

// Every code point there is, against the list in words.
TEST(Text, RefusesExactlyTheListedCharacters) {
  const auto within = [](char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
  };
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    const bool surrogate = within(c, 0xd800, 0xdfff);
    const bool control = c < 0x20 || within(c, 0x7f, 0x9f);
    const bool directional = c == 0x061c || within(c, 0x200e, 0x200f) ||
                             within(c, 0x202a, 0x202e) || within(c, 0x2066, 0x2069);
    const bool separator = within(c, 0x2028, 0x2029);
    const bool zero_width = within(c, 0x200b, 0x200d) || within(c, 0x2060, 0x2065) || c == 0xfeff ||
                            c == 0x00ad || c == 0x034f || c == 0x180e;
    const bool filler =
        within(c, 0x115f, 0x1160) || c == 0x3164 || c == 0xffa0 || within(c, 0x17b4, 0x17b5);
    const bool format = within(c, 0x206a, 0x206f) || within(c, 0xfff0, 0xfffb) ||
                        within(c, 0x13430, 0x1343f) || within(c, 0x1bca0, 0x1bca3) ||
                        within(c, 0x1d173, 0x1d17a);
    const bool tag = within(c, 0xe0000, 0xe0fff) && !within(c, 0xe0100, 0xe01ef);
    const bool noncharacter = within(c, 0xfdd0, 0xfdef) || (c & 0xffff) >= 0xfffe;
    const bool refused = surrogate || control || directional || separator || zero_width || filler ||
                         format || tag || noncharacter;
    ASSERT_EQ(accepts(utf8(c)), !refused) << std::hex << static_cast<std::uint32_t>(c);
    ASSERT_EQ(accepts(utf8(c), TextKind::kBody), !refused || c == '\n' || c == '\t')
        << std::hex << static_cast<std::uint32_t>(c);
  }
}

// Exactly the well-formed sequences of two bytes; longer ones by their edges.
TEST(Text, RefusesWhatIsNotUtf8) {
  for (int first = 0x80; first < 0x100; ++first) {
    EXPECT_FALSE(accepts(std::string(1, static_cast<char>(first))));
    for (int second = 0; second < 0x100; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second)};
      const int point = (first & 0x1f) << 6 | (second & 0x3f);
      const bool valid = first >= 0xc2 && first < 0xe0 && (second & 0xc0) == 0x80;
      ASSERT_EQ(accepts(text),
                valid && point >= 0xa0 && point != 0xad && point != 0x34f && point != 0x61c)
          << first << " " << second;
    }
  }
  for (const char* text :
       {"\xe0\x80\xaf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\xaf",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80", "\xfe",
        "\xff", "\xe2\x82", "\xe2\x82.", "\xf0\x9f\x91", "\xf0\x9f\x91.", "\xe2.\xac", "a\x80",
        "\xc3"}) {
    EXPECT_FALSE(accepts(text)) << text;
    EXPECT_FALSE(accepts(text, TextKind::kBody)) << text;
  }
  EXPECT_TRUE(accepts("\xf4\x8f\xbf\xbd"));
}

TEST(Text, SaysWhatIsWrongAndWhere) {
  const auto control = check_text("é\u202ex", TextKind::kLine, "title");
  EXPECT_EQ(control.error().message,
            "The title has a control or invisible character (U+202E) at place 2; remove it.");
  const auto broken = check_text("é\xff", TextKind::kLine, "role");
  EXPECT_EQ(broken.error().message, "The role is not valid UTF-8 at character 2.");
}

}  // namespace
}  // namespace undersigned::base
