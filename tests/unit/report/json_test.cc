// The JSON of small letters against values worked out by hand.
#include <gtest/gtest.h>

#include "app/report/result_table.h"
#include "core/letter/result_json.h"
#include "tests/unit/report/samples.h"

namespace undersigned::report {
namespace {

using base::Json;
using letter::LetterState;

Json parsed(LetterState state) { return result_json(test::small_outcome(state)); }

TEST(ResultJson, SaysWhatTheLetterIs) {
  const Json json = parsed(LetterState::kOpenedWithNames);
  EXPECT_EQ(json["undersigned-result"], 1);
  EXPECT_EQ(json["state"], "opened");
  EXPECT_EQ(json["letter"]["title"], "Bring the night shift back");
  EXPECT_EQ(json["letter"]["addressee"], "The board of Lumen Works");
  EXPECT_EQ(json["letter"]["language"], "en");
  EXPECT_EQ(json["letter"]["manifest_hash"], std::string(64, '0'));
  EXPECT_EQ(json["fingerprint"].get<std::string>().substr(0, 8), "10111213");
  EXPECT_EQ(json["people"], 12);
  EXPECT_EQ(json["epochs"],
            (Json{{"complete", 4}, {"planned", 4}, {"last_end", "2026-03-03T09:00:00Z"}}));
  EXPECT_EQ(json["record"]["leaves"], 87);
  EXPECT_EQ(json["record"]["root"].get<std::string>().substr(0, 8), "80818283");
  EXPECT_TRUE(json["next"].is_null());
}

TEST(ResultJson, LadderAndSettlement) {
  const Json json = parsed(LetterState::kOpenedWithNames);
  EXPECT_EQ(json["ladder"].size(), 3u);
  EXPECT_EQ(json["ladder"][1],
            (Json{{"level", 2}, {"threshold", 5}, {"by_name", 2}, {"counted", 1}}));
  EXPECT_EQ(json["settlement"],
            (Json{{"names_level", 2}, {"names", 6}, {"counted_level", 3}, {"signatures", 9}}));
}

TEST(ResultJson, NamesWithAnUnreadableCard) {
  const Json json = parsed(LetterState::kOpenedWithNames);
  ASSERT_EQ(json["names"].size(), 6u);
  EXPECT_EQ(json["names"][1], (Json{{"credential", 2},
                                    {"readable", true},
                                    {"name", "Ana Torvane"},
                                    {"role", "Welder"},
                                    {"cohort", "Foundry"},
                                    {"withdrawn", false}}));
  EXPECT_EQ(json["names"][2], (Json{{"credential", 3},
                                    {"readable", false},
                                    {"name", nullptr},
                                    {"role", nullptr},
                                    {"cohort", "Gate"},
                                    {"withdrawn", false}}));
}

TEST(ResultJson, TalliesInAllAndByCell) {
  const Json json = parsed(LetterState::kOpenedWithNames);
  EXPECT_EQ(json["cells"][1], (Json{{"cohorts", Json::array({"Gate", "Office"})}, {"people", 5}}));
  ASSERT_EQ(json["tallies"].size(), 2u);
  const Json& destination = json["tallies"][0];
  EXPECT_EQ(destination["item"], "destination");
  EXPECT_EQ(destination["question"], "Where would you go?");
  EXPECT_EQ(destination["answers"][0],
            (Json{{"answer", "Stay"}, {"total", 5}, {"by_cell", Json::array({3, 2})}}));
  EXPECT_EQ(destination["answers"][1]["total"], 2);
  EXPECT_EQ(destination["no_answer"], 3);
  EXPECT_EQ(destination["no_answer_by_cell"], Json::array({1, 2}));
}

// Without cover one of twelve sent nothing: the numbers are of the other eleven.
TEST(ResultJson, WithoutCoverTheNumbersAreOfWhoTookPart) {
  letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  EXPECT_EQ(result_json(outcome)["cover"], "all");
  EXPECT_TRUE(result_json(outcome)["took_part"].is_null());
  outcome.manifest.cover = letter::Cover::kNone;
  --outcome.cells[1].people;
  const Json json = result_json(outcome);
  EXPECT_EQ(json["cover"], "none");
  EXPECT_EQ(json["people"], 12);
  EXPECT_EQ(json["took_part"], 11);
  EXPECT_EQ(json["tallies"][0]["no_answer"], 2);
  EXPECT_EQ(json["tallies"][0]["no_answer_by_cell"], Json::array({1, 1}));
  EXPECT_NE(result_table(outcome).find("12, of whom 11 took part"), std::string::npos);
  outcome.count.reset();
  EXPECT_TRUE(result_json(outcome)["took_part"].is_null());
}

TEST(ResultJson, WhatIsNotOpenIsNullOrEmpty) {
  const Json progress = parsed(LetterState::kInProgress);
  EXPECT_EQ(progress["state"], "in-progress");
  EXPECT_EQ(progress["next"], "Epoch 2 of 4: its entries, then its epoch leaf.");
  EXPECT_TRUE(progress["ladder"][0]["by_name"].is_null());
  EXPECT_TRUE(progress["ladder"][0]["counted"].is_null());
  EXPECT_TRUE(progress["settlement"].is_null());
  EXPECT_TRUE(progress["names"].empty());
  EXPECT_TRUE(progress["tallies"].empty());

  letter::Outcome young = test::small_outcome(LetterState::kInProgress);
  young.epochs_complete = 0;
  young.closed_at = 0;
  EXPECT_TRUE(result_json(young)["epochs"]["last_end"].is_null());
}

TEST(ResultJson, FailedAndCountedLettersNameNobody) {
  const Json failed = parsed(LetterState::kFailed), counted = parsed(LetterState::kOpenedCounted);
  EXPECT_EQ(failed["state"], "failed");
  EXPECT_TRUE(failed["names"].empty());
  EXPECT_EQ(failed["settlement"]["signatures"], 0);
  EXPECT_EQ(failed["ladder"][2]["by_name"], 1);
  EXPECT_EQ(counted["state"], "opened-counted");
  EXPECT_TRUE(counted["names"].empty());
  EXPECT_EQ(counted["settlement"]["signatures"], 9);
}

TEST(ResultJson, AnItemTalliedInSomeCellsOnlyIsNoResultYet) {
  letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  outcome.state = LetterState::kInProgress;
  outcome.tallies.choices[1].counts.pop_back();
  const Json json = result_json(outcome);
  ASSERT_EQ(json["tallies"].size(), 1u);
  EXPECT_EQ(json["tallies"][0]["item"], "destination");
  EXPECT_EQ(result_table(outcome).find("Did you feel free?"), std::string::npos);
}

}  // namespace
}  // namespace undersigned::report
