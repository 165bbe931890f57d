#include "app/service/revision.h"

#include <gtest/gtest.h>

#include "app/service/dice.h"

namespace undersigned::service {
namespace {

using base::Json;

std::string side(const std::vector<DiffLine>& diff, LineChange without) {
  std::string text;
  for (const DiffLine& line : diff) {
    if (line.change != without) text += line.text + "\n";
  }
  return text;
}

std::size_t same(const std::vector<DiffLine>& diff) {
  std::size_t count = 0;
  for (const DiffLine& line : diff) count += line.change == LineChange::kSame;
  return count;
}

TEST(DiffLines, KeepsWhatStayed) {
  EXPECT_EQ(diff_lines("a\nb\nc\n", "a\nx\nc\n"),
            (std::vector<DiffLine>{{LineChange::kSame, "a"},
                                   {LineChange::kRemoved, "b"},
                                   {LineChange::kAdded, "x"},
                                   {LineChange::kSame, "c"}}));
  EXPECT_EQ(same(diff_lines("a\nb\n", "b\n")), 1u);
  EXPECT_TRUE(diff_lines("", "").empty());
  EXPECT_EQ(diff_lines("", "a").size(), 1u);
}

// Both texts can be read out of the difference, and it keeps as many lines as any can.
TEST(DiffLines, TellsBothTextsAndIsShortest) {
  Dice dice(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> texts(2);
    for (std::string& text : texts) {
      for (std::uint64_t n = dice.below(9); n > 0; --n)
        text += std::string(1, static_cast<char>('a' + dice.below(3))) + "\n";
    }
    const auto diff = diff_lines(texts[0], texts[1]);
    EXPECT_EQ(side(diff, LineChange::kAdded), texts[0]);
    EXPECT_EQ(side(diff, LineChange::kRemoved), texts[1]);
    // The longest common subsequence by trying every subset of the first.
    const std::size_t n = texts[0].size() / 2;
    std::size_t longest = 0;
    for (std::size_t subset = 0; subset < std::size_t{1} << n; ++subset) {
      std::size_t found = 0, wanted = 0, at = 0;
      for (std::size_t i = 0; i < n; ++i) {
        if ((subset >> i & 1u) == 0) continue;
        ++wanted;
        at = texts[1].find(texts[0][2 * i], at);
        if (at == std::string::npos) break;
        ++found;
        ++at;
      }
      if (found == wanted) longest = std::max(longest, found);
    }
    EXPECT_EQ(same(diff), longest) << texts[0] << "/" << texts[1];
  }
}

TEST(DiffLines, TextsThatAreTooLongAreShownWhole) {
  std::string before = "head\n", after = "head\n";
  for (int i = 0; i < 4'000; ++i) {
    before += "b" + std::to_string(i) + "\n";
    after += "a" + std::to_string(i) + "\n";
  }
  const auto diff = diff_lines(before, after);
  EXPECT_EQ(diff.size(), 8'001u);
  EXPECT_EQ(side(diff, LineChange::kAdded), before);
}

TEST(DiffLines, ShowsChangesWithWhatIsAround) {
  EXPECT_EQ(show_diff(diff_lines("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nx\n6\n"), 1),
            "  …\n  4\n- 5\n+ x\n  6\n");
  EXPECT_EQ(show_diff(diff_lines("1\n", "1\n"), 1), "  …\n");
}

Json letter(std::string_view text) {
  auto parsed = base::parse_json(base::as_bytes(text), 100'000);
  EXPECT_TRUE(parsed);
  return parsed.value_or(Json());
}

TEST(DiffLetters, NamesWhatChangedByItsId) {
  const Json before =
      letter(R"({"title": "A", "body": "x\n", "registrar": {"name": "R", "key": "00"}, "items": [)"
             R"({"id": "signature", "ladder": [3]}, {"id": "where", "answers": ["Stay", "Go"]}]})");
  const Json after =
      letter(R"({"title": "B", "body": "x\n", "registrar": {"name": "R", "key": "11"}, "items": [)"
             R"({"id": "new", "answers": []}, {"id": "signature", "ladder": [3]}, )"
             R"({"id": "where", "answers": ["Stay"]}]})");
  const LetterDiff diff = diff_letters(before, after);
  ASSERT_EQ(diff.fields.size(), 3u);
  EXPECT_EQ(diff.fields[0].path, "title");
  EXPECT_EQ(diff.fields[1].path, "items.where.answers");
  EXPECT_EQ(diff.fields[1].after, Json::array({"Stay"}));
  EXPECT_EQ(diff.fields[2].path, "items.new");
  EXPECT_TRUE(diff.fields[2].before.is_null());
  EXPECT_FALSE(diff.same());
}

TEST(DiffLetters, AnOrderThatChangedIsAChange) {
  const Json before = letter(R"({"items": [{"id": "a"}, {"id": "b"}]})");
  const Json after = letter(R"({"items": [{"id": "b"}, {"id": "a"}]})");
  const LetterDiff diff = diff_letters(before, after);
  ASSERT_EQ(diff.fields.size(), 1u);
  EXPECT_EQ(diff.fields[0].path, "items.order");
}

TEST(DiffLetters, TheSameIsTheSameWhateverTheKeys) {
  const Json one = letter(R"({"body": "x", "log": {"origin": "l", "key": "00"}})");
  EXPECT_TRUE(diff_letters(one, one).same());
  const Json other = letter(R"({"body": "y", "log": {"origin": "l", "key": "00"}})");
  EXPECT_FALSE(diff_letters(one, other).same());
  EXPECT_TRUE(diff_letters(one, other).fields.empty());
}

}  // namespace
}  // namespace undersigned::service
