#include "core/base/encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/support/vectors.h"

namespace undersigned::base {
namespace {

using test::bytes_of;

TEST(Hex, RoundTrip) {
  EXPECT_EQ(to_hex(ByteArray<4>{0x00, 0x9a, 0xbc, 0xff}), "009abcff");
  EXPECT_TRUE(rc::check([](const Bytes& bytes) {
    RC_ASSERT(*from_hex(to_hex(bytes), bytes.size()) == bytes);
    if (!bytes.empty()) RC_ASSERT(!from_hex(to_hex(bytes), bytes.size() - 1));
  }));
}

TEST(Hex, RefusesOtherForms) {
  for (const char* text :
       {"0", "0A", "AB", "0g", "0x00", " 00", "00 ", "0:", "/0", "0`", "\xc3\xa9"}) {
    EXPECT_FALSE(from_hex(text, 100)) << text;
  }
  EXPECT_FALSE(from_hex(std::string_view("\0\0", 2), 100));
  EXPECT_EQ(array_from_hex<2>("0102"), (ByteArray<2>{1, 2}));
  EXPECT_FALSE(array_from_hex<2>("01"));
  EXPECT_FALSE(array_from_hex<2>("010203"));
}

// RFC 4648, section 10.
TEST(Base64, PublishedVectors) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base64(as_bytes(plain)), encoded);
    EXPECT_EQ(*from_base64(encoded, 6), bytes_of(plain));
  }
}

TEST(Base64, RoundTrip) {
  EXPECT_TRUE(rc::check([](const Bytes& bytes) {
    RC_ASSERT(*from_base64(to_base64(bytes), bytes.size()) == bytes);
    if (!bytes.empty()) RC_ASSERT(!from_base64(to_base64(bytes), bytes.size() - 1));
  }));
}

TEST(Base64, RefusesWhatIsNotCanonical) {
  for (const char* text :
       {"Zg",    "Zg=",      "Zg===", "=",    "====", "===",   "A===",    "Z===",     "Zg==Zg==",
        "Zm9v=", "Zm9v====", "Zh==",  "Zk==", "Zm9=", "Zm+/=", "Zm9v\n",  "Zm9v    ", " Zm9v",
        "Zm 9",  "Zm-_",     "Zm9\n", "Z=g=", "=g==", "Zg=\n", "Zm8=Zm9v"}) {
    EXPECT_FALSE(from_base64(text, 100)) << text;
  }
  EXPECT_FALSE(from_base64(std::string_view("Zm\0v", 4), 100));
}

// Among all texts of four characters over a small alphabet, each accepted one is the encoding of
// what it decodes to: no two texts stand for the same bytes.
TEST(Base64, AcceptsOneTextForEachValue) {
  constexpr std::string_view kAlphabet = "AQgw/+=";
  std::string text(4, ' ');
  for (std::size_t i = 0; i < 7 * 7 * 7 * 7; ++i) {
    for (std::size_t j = 0, rest = i; j < 4; ++j, rest /= 7) text[j] = kAlphabet[rest % 7];
    const auto bytes = from_base64(text, 3);
    EXPECT_EQ(bytes ? to_base64(*bytes) : text, text);
  }
}

}  // namespace
}  // namespace undersigned::base
