// Demands, pledges and rankings in all three forms of a result: each quantity by itself.
#include <gtest/gtest.h>

#include "app/report/result_page.h"
#include "app/report/result_table.h"
#include "core/letter/claims.h"
#include "core/letter/result_json.h"
#include "tests/unit/report/samples.h"

namespace undersigned::report {
namespace {

letter::Outcome sample() {
  auto outcome = test::small_outcome(letter::LetterState::kOpenedWithNames);
  test::add_every_kind(outcome);
  return outcome;
}

TEST(ResultOfItems, Json) {
  const base::Json json = letter::result_json(sample());
  const base::Json heat = json["demands"][0];
  EXPECT_EQ(heat["item"], "heat");
  EXPECT_EQ(heat["text"], "Heat the <hall>.");
  EXPECT_EQ(heat["levels"][1].dump(), R"({"level":2,"threshold":8,"people":2})");
  EXPECT_EQ(heat["settled_level"], 1);
  EXPECT_EQ(heat["people"], 5);
  EXPECT_EQ(heat["opposed"], 3);
  EXPECT_EQ(json["demands"][1]["settled_level"], 0);
  EXPECT_TRUE(json["demands"][1]["opposed"].is_null());
  const base::Json& pledge = json["pledges"][0];
  EXPECT_EQ(pledge["people"], 2);
  EXPECT_FALSE(pledge.contains("opposed"));
  EXPECT_EQ(pledge["release"].dump(),
            R"({"demands":["heat","light"],"at_least":1,"expires":"2026-05-28T20:26:40Z","met":0,)"
            R"("released":false})");
  EXPECT_EQ(json["rankings"][0]["answers"].dump(),
            R"([{"answer":"Light","by_place":[4,3]},{"answer":"Heat","by_place":[3,4]}])");
  EXPECT_EQ(json["tallies"].size(), 2u);
}

TEST(ResultOfItems, NothingBeforeItIsOpen) {
  for (const auto state : {letter::LetterState::kInProgress, letter::LetterState::kFailed}) {
    const base::Json json = letter::result_json(test::small_outcome(state));
    for (const char* list : {"demands", "pledges", "rankings"}) EXPECT_TRUE(json[list].empty());
  }
}

// The last outcome of a demand stands, and partly is not met.
TEST(ResultOfItems, APledgeIsReleasedOnceEnoughDemandsAreMet) {
  letter::Outcome outcome = sample();
  const auto say = [&](const char* item, letter::Fate fate) {
    outcome.beside.outcomes.push_back({});
    outcome.beside.outcomes.back().item = item;
    outcome.beside.outcomes.back().author = 1;
    outcome.beside.outcomes.back().fate = fate;
    const base::Json release = letter::result_json(outcome)["pledges"][0]["release"];
    EXPECT_EQ(release["released"], release["met"] > 0);
    return release["met"];
  };
  EXPECT_EQ(say("heat", letter::Fate::kPartly), 0);
  EXPECT_EQ(say("signature", letter::Fate::kMet), 0);
  EXPECT_EQ(say("heat", letter::Fate::kMet), 1);
  EXPECT_EQ(say("light", letter::Fate::kMet), 2);
  EXPECT_EQ(letter::find_claim(outcome, "pledge.resign.released")->value, "yes");
  EXPECT_EQ(say("heat", letter::Fate::kRefused), 1);
  EXPECT_EQ(say("light", letter::Fate::kPending), 0);
  EXPECT_EQ(letter::find_claim(outcome, "pledge.resign.demands-met")->value, "0");
}

TEST(ResultOfItems, Table) {
  const std::string table = result_table(sample());
  EXPECT_NE(table.find(R"(
Heat the <hall>.  [heat]
  if at least  stand behind  up to here
  4                       5           5  settled
  8                       2           7        -
  holds with 5 people
  opposed: 3

Light the yard.  [light]
  if at least  stand behind  up to here
  6                       2           2  -
  10                      1           3  -
  does not hold at any level

I hand in my notice.  [resign]
  if at least  will  up to here
  1               2           2  settled
  6               1           3        -
  holds with 2 people
  demands met, of the 1 that free them of their word: 0
)"),
            std::string::npos)
      << table;
  EXPECT_NE(table.find(R"(
What comes first?  [order]
  place  1  2
  Light  4  3
  Heat   3  4
)"),
            std::string::npos)
      << table;
}

// One section each, with its own bars; nothing of a demand's text is taken for HTML.
TEST(ResultOfItems, Page) {
  const std::string page = result_page(sample());
  for (const char* id : {"heat", "light", "resign", "order"}) {
    EXPECT_NE(page.find("<section id=\"item-" + std::string(id) + "\""), std::string::npos) << id;
  }
  EXPECT_NE(page.find("Heat the &lt;hall&gt;."), std::string::npos);
  EXPECT_NE(page.find("Who opposes it"), std::string::npos);
  EXPECT_EQ(page.find("Who opposes it"), page.rfind("Who opposes it"));  // of heat alone
  EXPECT_NE(page.find("Whatever others do"), std::string::npos);
  EXPECT_NE(page.find("28 May 2026, 20:26 UTC"), std::string::npos);
}

// Sealed, a page lists what is asked and shows no bar of it.
TEST(ResultOfItems, SealedPage) {
  auto outcome = sample();
  outcome.tallies = {};
  outcome.state = letter::LetterState::kFailed;
  outcome.settlement = letter::SettledSignature{};
  outcome.names.clear();
  const std::string page = result_page(outcome);
  EXPECT_NE(page.find("<li>Heat the &lt;hall&gt;.</li>"), std::string::npos);
  EXPECT_EQ(page.find("item-heat"), std::string::npos);
}

}  // namespace
}  // namespace undersigned::report
