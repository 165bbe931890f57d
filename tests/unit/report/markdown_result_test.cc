#include "app/report/result_markdown.h"

#include <gtest/gtest.h>

#include "tests/unit/report/samples.h"

namespace undersigned::report {
namespace {

using letter::LetterState;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ResultMarkdown, SaysWhatTheLetterSays) {
  const std::string text = result_markdown(test::small_outcome(LetterState::kOpenedWithNames));
  EXPECT_TRUE(has(text, "# Bring the night shift back\n"));
  EXPECT_TRUE(has(text, "We ask for *three* things.\n\n* light\n"));
  EXPECT_TRUE(has(text, "- **Ana Torvane**, Welder · Foundry\n"));
  EXPECT_TRUE(has(text, "| Stay | 5 | 3 | 2 |\n")) << text;
  EXPECT_TRUE(has(text, "| settlement.signatures | 9 |\n"));
  EXPECT_LT(text.find("Ana Torvane"), text.find("Bao Lindqvist")) << "in alphabetical order";
}

TEST(ResultMarkdown, SaysNothingThatIsNotOpen) {
  const std::string failed = result_markdown(test::small_outcome(LetterState::kFailed));
  EXPECT_FALSE(has(failed, "**Ana Torvane**"));
  EXPECT_FALSE(has(failed, "Norhaven"));
  const std::string sealed = result_markdown(test::small_outcome(LetterState::kInProgress));
  EXPECT_FALSE(has(sealed, "count.by-name"));
}

TEST(ResultMarkdown, NamesCannotBeMarkdown) {
  letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  outcome.names[0].name = "[x](javascript:1) *Bao* <b>";
  outcome.manifest.items[1].answers[0] = "Stay | go";
  const std::string text = result_markdown(outcome);
  EXPECT_TRUE(has(text, "\\[x\\](javascript:1) \\*Bao\\* \\<b\\>")) << text;
  EXPECT_TRUE(has(text, "Stay \\| go"));
}

TEST(ResultMarkdown, ShowsWhatStandsBeside) {
  letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  letter::OutcomeLeaf fate;
  fate.author = 1;
  fate.item = "signature";
  fate.fate = letter::Fate::kRefused;
  fate.evidence = {"https://news.example"};
  outcome.beside.outcomes = {fate};
  outcome.beside.withdrawals = {{2, 0, "I was told another text.", {}}};
  const std::string text = result_markdown(outcome);
  EXPECT_TRUE(has(text, "Refused"));
  EXPECT_TRUE(has(text, "- https://news.example\n"));
  EXPECT_TRUE(has(text, "**Ana Torvane**, Welder · Foundry (taken back in public. I was told"))
      << text;
}

}  // namespace
}  // namespace undersigned::report
