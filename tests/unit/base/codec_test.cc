#include "core/base/codec.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "tests/support/vectors.h"

namespace undersigned::base {
namespace {

using test::bytes_of;
using test::unhex;

TEST(Codec, IsLittleEndianAndPacked) {
  Writer writer;
  writer.u8(1).u16(0x0302).u32(0x07060504).u64(0x0f0e0d0c0b0a0908);
  writer.var16(unhex("aabb")).var32(unhex("cc")).text16("é").raw(unhex("ff"));
  EXPECT_EQ(to_hex(writer.bytes()),
            "0102030405060708090a0b0c0d0e0f"
            "0200aabb01000000cc0200c3a9ff");
}

TEST(Codec, ReadsWhatWasWritten) {
  EXPECT_TRUE(rc::check([](std::uint8_t a, std::uint16_t b, std::uint32_t c, std::uint64_t d,
                           const Bytes& e, const Bytes& f, const ByteArray<5>& g) {
    Writer writer;
    writer.u8(a).u16(b).u32(c).u64(d).var16(e).var32(f).raw(g);
    const Bytes bytes = writer.take();
    Reader reader(bytes);
    RC_ASSERT(*reader.u8() == a);
    RC_ASSERT(*reader.u16() == b);
    RC_ASSERT(*reader.u32() == c);
    RC_ASSERT(*reader.u64() == d);
    const ByteView read_e = *reader.var16(e.size());
    RC_ASSERT(std::equal(read_e.begin(), read_e.end(), e.begin(), e.end()));
    const ByteView read_f = *reader.var32(f.size());
    RC_ASSERT(std::equal(read_f.begin(), read_f.end(), f.begin(), f.end()));
    RC_ASSERT(*reader.array<5>() == g);
    RC_ASSERT(reader.finish().has_value());
  }));
}

TEST(Codec, RefusesEveryTruncation) {
  Writer writer;
  writer.u8(1).u16(2).u32(3).u64(4).var16(bytes_of("abc")).var32(bytes_of("defg"));
  const auto read = [](ByteView bytes) -> Result<void> {
    Reader reader(bytes);
    UNDERSIGNED_TRY([[maybe_unused]] auto a, reader.u8());
    UNDERSIGNED_TRY([[maybe_unused]] auto b, reader.u16());
    UNDERSIGNED_TRY([[maybe_unused]] auto c, reader.u32());
    UNDERSIGNED_TRY([[maybe_unused]] auto d, reader.u64());
    UNDERSIGNED_TRY([[maybe_unused]] auto e, reader.var16(3));
    UNDERSIGNED_TRY([[maybe_unused]] auto f, reader.var32(4));
    return reader.finish();
  };
  Bytes bytes = writer.take();
  EXPECT_TRUE(read(bytes));
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto outcome = read(ByteView(bytes).first(length));
    ASSERT_FALSE(outcome) << length;
    EXPECT_EQ(outcome.error().check, "codec.truncated");
  }
  bytes.push_back(0);
  EXPECT_EQ(read(bytes).error().check, "codec.trailing");
}

TEST(Codec, BoundsALengthBeforeItLooksAtTheBytes) {
  const Bytes huge = unhex("ffffffff");
  EXPECT_EQ(Reader(huge).var32(1000).error().check, "codec.length");
  EXPECT_EQ(Reader(huge).var32(0xffffffff).error().check, "codec.truncated");
  EXPECT_EQ(Reader(huge).var16(1000).error().check, "codec.length");
  EXPECT_EQ(Reader(huge).var16(0xffff).error().check, "codec.truncated");
  EXPECT_EQ(Reader(huge).raw(static_cast<std::size_t>(-1)).error().check, "codec.truncated");
  const Bytes four = unhex("040061626364");
  EXPECT_TRUE(Reader(four).var16(4));
  EXPECT_EQ(Reader(four).var16(3).error().check, "codec.length");
}

TEST(Codec, TextIsCheckedText) {
  const auto read = [](std::string_view text) {
    Writer writer;
    writer.text16(text);
    return Reader(writer.bytes()).text16(100);
  };
  EXPECT_EQ(*read("Zoë Ångström"), "Zoë Ångström");
  EXPECT_EQ(*read(""), "");
  EXPECT_EQ(read("\xff").error().check, "text.utf8");
  EXPECT_EQ(read("two\nlines").error().check, "text.character");
  EXPECT_EQ(read("right\u202eleft").error().check, "text.character");
}

TEST(CodecDeathTest, WriterDoesNotCutLengths) {
  Writer writer;
  EXPECT_DEATH(writer.var16(Bytes(0x10000)), "");
  EXPECT_EQ(writer.var16(Bytes(0xffff)).size(), 0xffffu + 2);
}

}  // namespace
}  // namespace undersigned::base
