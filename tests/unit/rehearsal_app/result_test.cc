// Results: what is shown is what was counted, in every language; events can be played.
#include "app/rehearsal/result.h"

#include <gtest/gtest.h>

#include "app/rehearsal/events.h"

namespace undersigned::rehearsal {
namespace {

Result sample() {
  Result result;
  result.scenario.name = "A <letter> & \"more\"";
  result.scenario.people = 100;
  Compared one;
  one.variant.name = "list <1>";
  one.summary.people = 100;
  one.summary.replicas = 10;
  one.summary.levels = {{0.1, 0.5, 0.9}};
  one.summary.opens = {0.1, 0.5, 0.9};
  one.summary.signers = {60, 61, 62};
  one.summary.sincere = {40, 41, 42};
  one.summary.pressured = {19, 20, 21};
  one.summary.leave = {29, 30, 31};
  one.summary.go[0] = {1, 2, 3};
  one.summary.histogram[0] = 0.4;
  one.summary.histogram[30] = 0.6;
  one.summary.humps = {{0, 40, 0.4}, {40, 100, 0.6}};
  result.variants.push_back(one);
  result.tippings.push_back({.lower = 11, .here = 61, .higher = 91, .near = true});
  return result;
}

TEST(Result, Json) {
  const base::Json json = result_json(sample());
  EXPECT_EQ(json["undersigned-rehearsal"], 1);
  EXPECT_EQ(json["variants"][0]["summary"]["sincere"]["value"], 41);
  EXPECT_EQ(json["variants"][0]["summary"]["humps"].size(), 2u);
  EXPECT_EQ(json["variants"][0]["tipping"]["near"], true);
  EXPECT_FALSE(json.contains("regions"));
}

TEST(Result, FigureHasTextAndNoMarkup) {
  const std::string svg = result_svg(sample());
  EXPECT_NE(svg.find("<title id=\"t\">A &lt;letter&gt; &amp; &quot;more&quot;</title>"),
            std::string::npos);
  EXPECT_NE(svg.find("<desc"), std::string::npos);
  EXPECT_NE(svg.find("sincere 41.0 %"), std::string::npos);
  EXPECT_EQ(svg.find("list <1>"), std::string::npos);
  EXPECT_EQ(svg.find("http", svg.find("<title")), std::string::npos);
}

TEST(Result, SeveralOutcomesAreSaidInEveryLanguage) {
  EXPECT_NE(result_text(sample()).find("several outcomes"), std::string::npos);
  for (const char* language : {"en", "fr", "es"}) {
    const std::string words = plain_words(sample(), language);
    for (const char* shown : {"61", "41", "20", "0–40 (40 %)", "11", "91"}) {
      EXPECT_NE(words.find(shown), std::string::npos) << language << " " << shown;
    }
    EXPECT_EQ(words.find('{'), std::string::npos);
  }
  EXPECT_NE(plain_words(sample(), "fr").find("pas une prévision"), std::string::npos);
}

TEST(Events, InOrderWithLevelsOfTheLadder) {
  Design design;
  design.mode = Mode::kSealedConditions;
  design.ladder = *settlement::Ladder::parse({{2, 3}}, 3);
  design.group_of = {0, 0, 0};
  History history;
  history.signed_at = {5, kNoTick, 1};
  history.by_name = {1, 0, 0};
  history.level = {2, 0, 1};
  history.destination = {0, 2, 2};
  history.sincere = {1, 0, 0};
  EXPECT_EQ(
      events(design, history, 900, 86400),
      "{\"person\":2,\"time\":1114,\"choice\":{\"signature\":\"counted>=2\",\"destination\":1,"
      "\"freedom\":2}}\n"
      "{\"person\":0,\"time\":4500,\"choice\":{\"signature\":\"by-name>=3\",\"destination\":2,"
      "\"freedom\":1}}\n");
}

}  // namespace
}  // namespace undersigned::rehearsal
