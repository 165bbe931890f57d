// Results: what is shown is what was counted, in every language; events can be played.
#include "app/rehearsal/result.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "app/rehearsal/embedded.h"
#include "app/rehearsal/events.h"
#include "app/rehearsal/notebook_file.h"
#include "core/rehearsal/engine.h"

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
  EXPECT_NE(svg.find("sincere 41 %"), std::string::npos);
  EXPECT_NE(svg.find("near a tipping point"), std::string::npos);
  EXPECT_NE(svg.find("apart: 0–40 (40 %) · 40–100 (60 %)"), std::string::npos);
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

// The placeholders of a message, in order of their names.
std::set<std::string> places(const std::string& text) {
  std::set<std::string> found;
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
    found.insert(text.substr(at, text.find('}', at) - at + 1));
  }
  return found;
}

TEST(Messages, EveryLanguageSaysTheSame) {
  const auto read = [](const char* language) {
    return *base::parse_json(base::as_bytes(embedded_messages(language)), 1 << 20);
  };
  const base::Json english = read("en");
  for (const char* language : {"fr", "es"}) {
    const base::Json other = read(language);
    EXPECT_EQ(other.size(), english.size());
    for (const auto& [key, text] : english.items()) {
      ASSERT_TRUE(other.contains(key)) << language << " " << key;
      EXPECT_EQ(places(other[key].get<std::string>()), places(text.get<std::string>())) << key;
    }
  }
}

TEST(Words, AdviceWithItsReasonsAndItsLimit) {
  Result result = sample();
  result.regions.emplace();
  result.regions->scenarios = 40;
  Advice& advice = result.regions->advice.emplace();
  advice.quorum_from = 0.1;
  advice.quorum_to = 0.35;
  advice.ladder = {2, {{0.1, 0.2}, {0.5, 0.7}}, 7, 0.9, 0.4, {0.6, 0.7, 0.8}, {0.1, 0.13, 0.2}};
  advice.limit = {"group.staff.conviction", 171.4, true, 0.12};
  for (const char* language : {"en", "fr", "es"}) {
    const std::string words = plain_words(result, language);
    for (const char* shown : {"10", "35", "10–20 %; 50–70 %", "70", "13", "90", "40", "171", "12",
                              "group.staff.conviction"}) {
      EXPECT_NE(words.find(shown), std::string::npos) << language << " " << shown;
    }
    EXPECT_EQ(words.find('{'), std::string::npos);
  }
  advice.ladder = {};
  advice.quorum_from = 0;
  EXPECT_NE(plain_words(result, "en").find("no quorum opens reliably"), std::string::npos);
  EXPECT_NE(plain_words(result, "en").find("no ladder does well"), std::string::npos);
}

TEST(Words, ASingleLevelIsNotComparedWithItself) {
  Result result = sample();
  Advice& advice = result.regions.emplace().advice.emplace();
  advice.ladder = {1, {{0.15, 0.4}}, 3, 0.96, 0.97, {0.6, 0.71, 0.8}, {-0.03, -0.02, 0}};
  for (const char* language : {"en", "fr", "es"}) {
    const std::string words = plain_words(result, language);
    for (const char* shown : {"15–40 %", "71", "96"}) {
      EXPECT_NE(words.find(shown), std::string::npos) << language << " " << shown;
    }
    EXPECT_EQ(words.find("-2"), std::string::npos) << language;
    EXPECT_EQ(words.find('{'), std::string::npos) << language;
  }
}

TEST(NotebookFile, GoesOnAndRefusesAnother) {
  std::string file;
  const auto append = [&](const std::string& line) { file += line; };
  {
    auto fresh = FileNotebook::parse("", "ab", append);
    ASSERT_TRUE(fresh.has_value());
    fresh->keep("scenario 1 of 2", {0.1, 3, -1e-300});
    fresh->keep("scenario 2 of 2", {1});
  }
  auto again = FileNotebook::parse(file, "ab", append);
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(again->cells(), 2u);
  ASSERT_NE(again->find("scenario 1 of 2"), nullptr);
  EXPECT_EQ(*again->find("scenario 1 of 2"), (std::vector<double>{0.1, 3, -1e-300}));
  EXPECT_EQ(again->find("scenario 3 of 2"), nullptr);
  // A line that was being written when the program stopped is left out.
  const std::string cut = file.substr(0, file.size() - 3);
  const auto shorter = FileNotebook::parse(cut, "ab", append);
  ASSERT_TRUE(shorter.has_value());
  EXPECT_EQ(shorter->cells(), 1u);
  EXPECT_EQ(cut[shorter->whole() - 1], '\n');
  EXPECT_EQ(FileNotebook::parse(file, "cd", append).error().check, "notebook.scenario");
  const auto broken = FileNotebook::parse(file + "{}\n", "ab", append);
  EXPECT_EQ(broken.error().check, "notebook.line");
  EXPECT_NE(broken.error().message.find("Line 4"), std::string::npos);
}

// The demonstration: every line can be read, in order of time; people sign at levels of the ladder,
// answer whether they sign or not, and some withdraw after the night.
TEST(Events, OfTheDemonstration) {
  const auto plan = demonstration(770, 5);
  ASSERT_TRUE(plan.has_value()) << plan.error().message;
  EXPECT_EQ(plan->scenario.ladder, (std::vector<std::uint64_t>{101, 301, 501}));
  const auto text = events(*plan, {.variant = kDemonstrated});
  ASSERT_TRUE(text.has_value()) << text.error().message;
  std::map<std::string, int> signatures;
  std::map<int, int> freedom, reasons;
  std::map<std::uint32_t, bool> signs;
  std::uint64_t before = 0;
  int withdrew = 0;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    const auto event = base::parse_json(base::as_bytes(line), 4096);
    ASSERT_TRUE(event.has_value());
    const auto time = event->at("time").get<std::uint64_t>();
    EXPECT_GE(time, before);
    EXPECT_LT(time, 86'400u);
    before = time;
    const base::Json& choice = event->at("choice");
    const auto person = event->at("person").get<std::uint32_t>();
    EXPECT_LT(person, 770u);
    withdrew += signs[person] && !choice.contains("signature");
    signs[person] = choice.contains("signature");
    if (signs[person]) ++signatures[choice.at("signature").get<std::string>()];
    ++freedom[choice.at("freedom").get<int>()];
    ++reasons[choice.at("reason").get<int>()];
  }
  const std::set<std::string> offered = {"by-name>=101", "by-name>=301", "by-name>=501",
                                         "counted>=101", "counted>=301", "counted>=501"};
  for (const auto& [signature, number] : signatures) {
    EXPECT_TRUE(offered.contains(signature)) << signature;
  }
  EXPECT_GT(signatures.size(), 3u);
  EXPECT_GT(withdrew, 0);
  EXPECT_GT(freedom[1], 300);
  EXPECT_GT(freedom[3], 20);
  EXPECT_GT(reasons[2], 100);
  EXPECT_GT(reasons[3], reasons[2]);  // bureaucracy weighs more
  EXPECT_EQ(events(*plan, {.variant = "none such"}).error().check, "scenario.variant");
}

// As many as the outcome counts have signed when all is played.
TEST(Events, AreTheOutcomes) {
  const auto plan = demonstration(200, 2);
  ASSERT_TRUE(plan.has_value());
  for (const Variant& variant : plan->variants) {
    const auto text = events(*plan, {.variant = variant.name, .replica = 3, .until_hours = 100});
    ASSERT_TRUE(text.has_value());
    std::set<std::uint32_t> signed_by;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
      const auto event = base::parse_json(base::as_bytes(line), 4096);
      const auto person = event->at("person").get<std::uint32_t>();
      if (event->at("choice").contains("signature")) {
        signed_by.insert(person);
      } else {
        signed_by.erase(person);
      }
    }
    const auto design = compile(plan->scenario, variant, make_network(plan->scenario));
    const History history = rehearse_plainly(*design, plan->scenario.stream, 3);
    EXPECT_EQ(signed_by.size(), history.outcome.sums.signers) << variant.name;
  }
}

}  // namespace
}  // namespace undersigned::rehearsal
