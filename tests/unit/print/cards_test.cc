#include "app/print/cards.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/print/canvas.h"
#include "app/print/qr.h"
#include "tests/support/sample_manifest.h"

namespace undersigned::print {
namespace {

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
  return found;
}

std::vector<PrintedCard> cards(std::size_t number) {
  std::vector<PrintedCard> all;
  for (std::size_t i = 0; i < number; ++i) {
    all.push_back({"Person " + std::to_string(i), "Welder", "Foundry", "00000-00000-00000-00001-32",
                   "https://letters.example/letters/3/sign#card=eyJ1bmRlcnNpZ25lZCI6MX0"});
  }
  return all;
}

base::Bytes printed(std::size_t number) {
  const auto pdf =
      print_cards(test::manifest_of(test::sample_fields()), std::string(64, 'a'), cards(number));
  EXPECT_TRUE(pdf);
  return pdf.value_or(base::Bytes{});
}

TEST(Cards, EightStandOnAPage) {
  for (const auto& [number, pages] : {std::pair{1u, 1u}, {8u, 1u}, {9u, 2u}, {17u, 3u}}) {
    const base::Bytes bytes = printed(number);
    const auto pdf = base::as_text(bytes);
    EXPECT_TRUE(pdf.starts_with("%PDF-"));
    EXPECT_EQ(count(pdf, "/Type /Page "), pages);
    EXPECT_NE(pdf.find("/StructTreeRoot"), pdf.npos) << "tagged";
  }
}

TEST(Cards, TheSameCardsGiveTheSameBytes) { EXPECT_EQ(printed(3), printed(3)); }

TEST(Cards, RefuseALinkThatNoQrCodeHolds) {
  auto all = cards(1);
  all[0].link += std::string(3'000, 'x');
  const auto pdf = print_cards(test::manifest_of(test::sample_fields()), std::string(64, 'a'), all);
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().check, "print.qr");
}

letter::Manifest of_two_issuers(const char* language) {
  letter::ManifestFields fields = test::sample_fields();
  fields.language = language;
  fields.issuers.push_back({"Staff council", test::sample_key("second issuer")});
  return test::manifest_of(fields);
}

// What cards say is read in tests/simulation; here, that either issuer's differ and are printed.
TEST(Cards, OfEachOfTwoIssuersAreTheirOwn) {
  const letter::Manifest manifest = of_two_issuers("es");
  const auto first = print_cards(manifest, std::string(64, 'a'), cards(1), 1);
  const auto second = print_cards(manifest, std::string(64, 'a'), cards(1), 2);
  ASSERT_TRUE(first && second);
  EXPECT_NE(*first, *second);
}

// With UNDERSIGNED_PAGES, cards to look at.
TEST(Cards, Samples) {
  const char* folder = std::getenv("UNDERSIGNED_PAGES");
  if (!folder) GTEST_SKIP() << "UNDERSIGNED_PAGES names no folder";
  auto all = cards(7);
  all[0].name = "Åsa-Margareta Lindqvist von Hohenfels-Rautenberg (Payroll)";
  all[0].role = "Deputy head of the department of electrical maintenance";
  all[1].link.clear();
  all[2].code.clear();
  letter::ManifestFields fields = test::sample_fields();
  fields.language = "fr";
  const auto pdf = print_cards(test::manifest_of(fields), std::string(64, 'a'), all);
  std::ofstream(std::string(folder) + "/cards.pdf", std::ios::binary) << base::as_text(*pdf);
  const auto second = print_cards(of_two_issuers("fr"), std::string(64, 'a'), all, 2);
  std::ofstream(std::string(folder) + "/second.pdf", std::ios::binary) << base::as_text(*second);
}

TEST(Qr, HasItsThreeCorners) {
  const auto code = make_qr("https://letters.example");
  ASSERT_TRUE(code);
  ASSERT_EQ(code->dark.size(), static_cast<std::size_t>(code->size * code->size));
  const auto dark = [&](int x, int y) {
    return code->dark[static_cast<std::size_t>(y * code->size + x)];
  };
  for (const auto& [left, top] : {std::pair{0, 0}, {code->size - 7, 0}, {0, code->size - 7}}) {
    for (int i = 0; i < 7; ++i) {
      EXPECT_TRUE(dark(left + i, top) && dark(left + i, top + 6));
      EXPECT_TRUE(dark(left, top + i) && dark(left + 6, top + i));
    }
    EXPECT_FALSE(dark(left + 1, top + 1));
    EXPECT_TRUE(dark(left + 3, top + 3));
  }
}

TEST(Canvas, TextIsSetForAWidth) {
  const Canvas canvas({}, {"T", "A", "S", 0});
  const Type type{.points = 10};
  const SetText narrow = canvas.set("one two three four five six seven", type, 30);
  const SetText wide = canvas.set("one two three four five six seven", type, 150);
  EXPECT_GT(narrow.lines(), wide.lines());
  EXPECT_NEAR(narrow.height_of(0, narrow.lines()), narrow.height(), 0.01);
  EXPECT_NEAR(narrow.height_of(0, 1) + narrow.height_of(1, narrow.lines()), narrow.height(), 0.01);
  EXPECT_EQ(canvas.set("one two three four five six seven", {.most_lines = 2}, 15).lines(), 2);
}

}  // namespace
}  // namespace undersigned::print
