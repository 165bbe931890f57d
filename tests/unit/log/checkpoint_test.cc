#include "core/log/checkpoint.h"

#include <gtest/gtest.h>

#include "core/base/encoding.h"
#include "tests/unit/log/reference.h"

namespace undersigned::log {
namespace {

// Made with libsodium: the key of the seed of 32 zero bytes, under two names, over the text that
// each test names.
constexpr std::string_view kNight =
    "letters.example/night+6ab5a4fb+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
constexpr std::string_view kDay =
    "letters.example/day+6084178b+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
// The seed of 32 bytes 0x01.
constexpr std::string_view kOtherKey =
    "letters.example/night+e7731e46+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

constexpr std::string_view kText =
    "letters.example/night\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";
constexpr std::string_view kNightOverText =
    "\u2014 letters.example/night "
    "arWk+0v0drL77PHjxyCt7TxudXVqv4AhBB7Se4ogSsfvQwiT85AH4cu17nkLSblIkei/"
    "qk/YJATWEMLAvwXCWAYgQAY=\n";
constexpr std::string_view kDayOverText =
    "\u2014 letters.example/day "
    "YIQXi0v0drL77PHjxyCt7TxudXVqv4AhBB7Se4ogSsfvQwiT85AH4cu17nkLSblIkei/"
    "qk/YJATWEMLAvwXCWAYgQAY=\n";
constexpr std::string_view kOtherOverText =
    "\u2014 letters.example/night "
    "53MeRpg2JUSS7GHIdA9T7a55wjrmh4u7jLKdejJ3/QKwywxmhJ7xALnQko1fNWClsmcAM"
    "74jQZBiBWZD2YtUwoNw/gw=\n";
constexpr std::string_view kEmptyText =
    "letters.example/night\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
constexpr std::string_view kNightOverEmpty =
    "\u2014 letters.example/night "
    "arWk+5n3cb6zcyrIVBhJYk/JgLYa130QQcanK0KM94gudBlX424+dgdfzH4b5hzS5kpwq"
    "5tL47bY+ePqtGxOIi2Eugs=\n";

std::string join(std::string_view text, std::string_view lines) {
  return std::string(text) + "\n" + std::string(lines);
}

std::string opened(std::string_view file, std::string_view key = kNight) {
  const auto checkpoint = open_signed(base::as_bytes(file), VerifierKey::parse(key).value());
  return checkpoint ? "accepted" : checkpoint.error().check;
}

std::string parsed(std::string_view text) {
  const auto checkpoint = Checkpoint::parse_text(text);
  return checkpoint ? "accepted" : checkpoint.error().check;
}

Checkpoint sample() {
  return {"letters.example/night", 8,
          base::array_from_hex<32>(reference::kPublishedRoots[8]).value()};
}

TEST(Checkpoint, WritesAndReadsTheTextThatIsSigned) {
  EXPECT_EQ(sample().text(), kText);
  EXPECT_EQ(Checkpoint::parse_text(kText).value(), sample());
  const Checkpoint empty{"letters.example/night", 0, empty_root()};
  EXPECT_EQ(empty.text(), kEmptyText);
  EXPECT_EQ(Checkpoint::parse_text(kEmptyText).value(), empty);
}

TEST(Checkpoint, ReadsTheTextOfThePublishedExample) {
  // C2SP's tlog-checkpoint.
  constexpr std::string_view kPublished =
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const Checkpoint checkpoint = Checkpoint::parse_text(kPublished).value();
  EXPECT_EQ(checkpoint.origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint.size, 20'852'163u);
  EXPECT_EQ(checkpoint.text(), kPublished);
}

TEST(Checkpoint, RefusesOtherTexts) {
  const std::string origin = "letters.example/night\n";
  const std::string root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";
  ASSERT_EQ(parsed(origin + "8\n" + root), "accepted");
  EXPECT_EQ(parsed(""), "checkpoint.form");
  EXPECT_EQ(parsed(origin), "checkpoint.form");
  EXPECT_EQ(parsed(origin + "8\n"), "checkpoint.form");
  EXPECT_EQ(parsed(origin + "8\n" + root.substr(0, root.size() - 1)), "checkpoint.form");
  EXPECT_EQ(parsed(origin + "8\n" + root + "extension\n"), "checkpoint.form");
  EXPECT_EQ(parsed(origin + "8\n" + root + "\n"), "checkpoint.form");
  EXPECT_EQ(parsed(origin + "8\n" + root + "x"), "checkpoint.form");
  EXPECT_EQ(parsed("\n8\n" + root), "note.name");
  EXPECT_EQ(parsed("Letters\n8\n" + root), "note.name");
  EXPECT_EQ(parsed("a b\n8\n" + root), "note.name");
  for (const std::string_view size :
       {"", "08", "00", "+8", "-8", " 8", "8 ", "8.0", "0x8", "8\r", "1099511627777",
        "18446744073709551616", "18446744073709551624", "99999999999999999999999999"}) {
    EXPECT_EQ(parsed(origin + std::string(size) + "\n" + root), "checkpoint.size") << size;
  }
  EXPECT_EQ(parsed(origin + "1099511627776\n" + root), "accepted");  // kMaxTreeSize
  EXPECT_EQ(parsed(origin + "0\n" + root), "checkpoint.root");       // not the empty tree's
  for (const std::string_view wrong :
       {"", "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg",
        "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=",
        "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz-Nw7_RgQyg=",
        "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQygA",
        "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQw==",
        " XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}) {
    EXPECT_EQ(parsed(origin + "8\n" + std::string(wrong) + "\n"), "checkpoint.root") << wrong;
  }
}

TEST(SignedCheckpoint, OpensWithTheLogsKey) {
  const auto checkpoint =
      open_signed(base::as_bytes(join(kText, kNightOverText)), VerifierKey::parse(kNight).value());
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(*checkpoint, sample());
  EXPECT_EQ(opened(join(kEmptyText, kNightOverEmpty)), "accepted");
}

TEST(SignedCheckpoint, IsAssembledFromASignature) {
  const VerifierKey key = VerifierKey::parse(kNight).value();
  const std::string file = join(kText, kNightOverText);
  const Note note = Note::parse(base::as_bytes(file)).value();
  const base::Bytes made = format_signed(sample(), key, note.signatures[0].signature);
  EXPECT_EQ(base::as_text(made), file);
}

TEST(SignedCheckpoint, RefusesOtherSigners) {
  EXPECT_EQ(opened(join(kText, kOtherOverText)), "note.unknown");
  EXPECT_EQ(opened(join(kText, kNightOverText), kOtherKey), "note.unknown");
  EXPECT_EQ(opened(join(kText, kDayOverText)), "note.unknown");
  // One more line than the log's own, before or after it.
  EXPECT_EQ(opened(join(kText, std::string(kNightOverText) + std::string(kDayOverText))),
            "note.unknown");
  EXPECT_EQ(opened(join(kText, std::string(kOtherOverText) + std::string(kNightOverText))),
            "note.unknown");
  EXPECT_EQ(opened(join(kText, std::string(kNightOverText) + std::string(kNightOverText))),
            "note.duplicate");
}

TEST(SignedCheckpoint, RefusesTheSignatureOfAnotherText) {
  EXPECT_EQ(opened(join(kText, kNightOverEmpty)), "note.verify");
  EXPECT_EQ(opened(join(kEmptyText, kNightOverText)), "note.verify");
}

TEST(SignedCheckpoint, RefusesAnotherLogsOrigin) {
  // Truly signed by the key, under another name than the origin.
  EXPECT_EQ(opened(join(kText, kDayOverText), kDay), "checkpoint.origin");
}

TEST(SignedCheckpoint, RefusesEveryChangedBitAndEveryCut) {
  const std::string file = join(kText, kNightOverText);
  ASSERT_EQ(opened(file), "accepted");
  for (std::size_t at = 0; at < file.size(); ++at) {
    ASSERT_NE(opened(file.substr(0, at)), "accepted") << at;
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = file;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      ASSERT_NE(opened(changed), "accepted") << changed;
    }
  }
}

TEST(SignedCheckpointDeathTest, RefusesToWriteWhatNobodyMayRead) {
  const VerifierKey key = VerifierKey::parse(kNight).value();
  Checkpoint other = sample();
  other.origin = "letters.example/day";
  EXPECT_DEATH((void)format_signed(other, key, {}), "");
  other = sample();
  other.size = kMaxTreeSize + 1;
  EXPECT_DEATH((void)format_signed(other, key, {}), "");
}

}  // namespace
}  // namespace undersigned::log
