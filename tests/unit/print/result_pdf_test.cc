#include "app/print/result_pdf.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/print/body.h"
#include "app/report/markdown.h"
#include "tests/unit/report/samples.h"

namespace undersigned::print {
namespace {

using letter::LetterState;

std::size_t pages(const base::Bytes& pdf) {
  const auto text = base::as_text(pdf);
  std::size_t found = 0;
  for (std::size_t at = text.find("/Type /Page "); at != text.npos;
       at = text.find("/Type /Page ", at + 1)) {
    ++found;
  }
  return found;
}

TEST(ResultPdf, IsOneForEveryState) {
  for (const LetterState state : {LetterState::kInProgress, LetterState::kOpenedWithNames,
                                  LetterState::kOpenedCounted, LetterState::kFailed}) {
    const auto pdf = result_pdf(test::small_outcome(state), "https://letters.example/3");
    ASSERT_TRUE(pdf);
    EXPECT_TRUE(base::as_text(*pdf).starts_with("%PDF-"));
    EXPECT_NE(base::as_text(*pdf).find("/StructTreeRoot"), std::string_view::npos);
    EXPECT_GE(pages(*pdf), 1u);
  }
}

TEST(ResultPdf, ManyNamesTakeSeveralPages) {
  const auto pdf = result_pdf(test::large_outcome(LetterState::kOpenedWithNames, "fr"), "");
  ASSERT_TRUE(pdf);
  EXPECT_GE(pages(*pdf), 4u);
  EXPECT_EQ(*pdf, *result_pdf(test::large_outcome(LetterState::kOpenedWithNames, "fr"), ""));
}

TEST(ResultPdf, ALinkIsThereOnlyIfThereIsAnAddress) {
  const letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  const auto with = result_pdf(outcome, "https://letters.example/3");
  const auto without = result_pdf(outcome, "");
  EXPECT_NE(base::as_text(*with).find("https://letters.example/3"), std::string_view::npos);
  EXPECT_EQ(base::as_text(*without).find("/URI"), std::string_view::npos);
  EXPECT_EQ(result_pdf(outcome, "https://" + std::string(3'000, 'x')).error().check, "print.qr");
}

// With UNDERSIGNED_PAGES, documents to look at.
TEST(ResultPdf, Samples) {
  const char* folder = std::getenv("UNDERSIGNED_PAGES");
  if (!folder) GTEST_SKIP() << "UNDERSIGNED_PAGES names no folder";
  for (const char* language : {"en", "fr", "es"}) {
    const auto pdf = result_pdf(test::large_outcome(LetterState::kOpenedWithNames, language),
                                "https://letters.example/letters/3");
    std::ofstream(std::string(folder) + "/result-" + language + ".pdf", std::ios::binary)
        << base::as_text(*pdf);
  }
}

std::vector<BodyBlock> blocks(std::string_view markdown) {
  const auto html = report::render_markdown(markdown);
  EXPECT_TRUE(html);
  return body_blocks(*html);
}

TEST(Body, ReadsWhatTheRendererWrites) {
  const auto read = blocks(
      "# Head\n\nOne *two* **three** `four <b>`\nfive  \nsix.\n\n1. first\n2. second\n   - "
      "inner\n\n"
      "> quoted\n\n    code < here\n\n---\n\nSee [the page](https://a.example/x?y=1&z=2).\n");
  ASSERT_EQ(read.size(), 9u);
  EXPECT_EQ(read[0].kind, BodyKind::kHeading);
  EXPECT_EQ(read[0].level, 2);
  EXPECT_EQ(read[1].markup, "One <i>two</i> <b>three</b> <tt>four &lt;b&gt;</tt> five\n six.");
  EXPECT_EQ(read[2].kind, BodyKind::kItem);
  EXPECT_EQ(read[2].mark, "1.");
  EXPECT_EQ(read[3].mark, "2.");
  EXPECT_EQ(read[4].mark, "•");
  EXPECT_EQ(read[4].depth, 2);
  EXPECT_EQ(read[5].kind, BodyKind::kQuote);
  EXPECT_EQ(read[6].kind, BodyKind::kCode);
  EXPECT_EQ(read[6].markup, "code &lt; here");
  EXPECT_EQ(read[7].kind, BodyKind::kRule);
  EXPECT_EQ(read[8].markup,
            "See <u>the page</u> <span size=\"smaller\">(https://a.example/x?y=1&amp;z=2)</span>.");
}

TEST(Body, AnAddressIsNotToldTwice) {
  EXPECT_EQ(blocks("<https://a.example>")[0].markup, "<u>https://a.example</u>");
}

}  // namespace
}  // namespace undersigned::print
