#include "app/service/roster_check.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/service/organisation.h"

namespace undersigned::service {
namespace {

RosterCheck check(std::string_view csv, std::uint32_t smallest = 10) {
  const auto result = check_roster(base::as_bytes(csv), smallest);
  EXPECT_TRUE(result) << result.error().message;
  return result.value_or(RosterCheck{});
}

std::vector<const Finding*> of(const RosterCheck& check, std::string_view kind) {
  std::vector<const Finding*> found;
  for (const Finding& finding : check.findings) {
    if (finding.check == kind) found.push_back(&finding);
  }
  return found;
}

TEST(RosterCheck, AGoodListHasNothingToSay) {
  const RosterCheck result = check(
      "name,department,email\nAna Torvane,Archive,a@staff.example\nBo "
      "Kold,Archive,b@staff.example\n");
  EXPECT_FALSE(result.refused());
  EXPECT_EQ(result.people, 2u);
  EXPECT_EQ(of(result, "roster.name_alike").size(), 0u);
  ASSERT_EQ(result.cells.size(), 1u);
  EXPECT_EQ(result.cells[0].people, 2u);
}

TEST(RosterCheck, TellsAllThatIsWrongAtOnceWithItsLines) {
  const RosterCheck result = check(
      "name,cohort,email\nAna Ruiz,A,x@staff.example\nBel Kold,A,x@staff.example\nAna "
      "Ruiz,B,\n,B,\n"
      "Ana Ruiz,C,\n");
  EXPECT_TRUE(result.refused());
  ASSERT_EQ(of(result, "roster.name_twice").size(), 1u);
  EXPECT_EQ(of(result, "roster.name_twice")[0]->lines, (std::vector<std::size_t>{2, 4, 6}));
  ASSERT_EQ(of(result, "roster.email_twice").size(), 1u);
  EXPECT_EQ(of(result, "roster.email_twice")[0]->lines, (std::vector<std::size_t>{2, 3}));
  ASSERT_EQ(of(result, "roster.text").size(), 1u);
  EXPECT_EQ(of(result, "roster.text")[0]->lines, (std::vector<std::size_t>{5}));
  EXPECT_EQ(result.without_email, 3u);
  for (std::size_t i = 1; i < result.findings.size(); ++i) {
    EXPECT_LE(result.findings[i - 1].weight, result.findings[i].weight);
  }
}

// What check_roster calls refused is what parse_people refuses, and nothing else.
TEST(RosterCheck, AgreesWithWhatIssuingRefuses) {
  for (const char* csv :
       {"name,cohort\nAna,A\n", "name,cohort\nAna,A\nAna,B\n", "name,cohort\n,A\n", "name,cohort\n",
        "name,cohort,email\nAna,A,x@y\nBel,A,x@y\n", "name,cohort\nAna\u202e,A\n",
        "name,cohort\nAna Ruiz,A\nAna Ruis,A\n", "name,cohort,standing\nAna,A,testifies\n",
        "name,cohort,standing\nAna,A,\nBel,B,testifies\n",
        "name,cohort,standing\nAna,A,signs\nBel,B,both\n"}) {
    EXPECT_EQ(check(csv).refused(), !parse_people(base::as_bytes(csv)).has_value()) << csv;
  }
}

TEST(RosterCheck, SeesDepartmentsThatMayBeSlips) {
  const RosterCheck result = check(
      "name,cohort\nAna Torvane,Research\nBel Kold,Research\nCyd Amara,Reserch\nDov Petit,research "
      "\nEun Salcedo,Team 1\nFia Moreau,Team 2\n");
  const auto alike = of(result, "roster.cohort_alike");
  ASSERT_EQ(alike.size(), 3u);  // Research, Reserch and research, each with each
  EXPECT_EQ(of(result, "roster.cohort_of_one").size(), 4u);
}

TEST(RosterCheck, ShowsTheCellsThatWillResult) {
  std::string csv = "name,cohort\n";
  for (int i = 0; i < 30; ++i) csv += "Person " + std::to_string(i) + ",Large\n";
  for (int i = 0; i < 4; ++i) csv += "Other " + std::to_string(i) + ",Small\n";
  for (int i = 0; i < 12; ++i) csv += "Third " + std::to_string(i) + ",Middle\n";
  const RosterCheck result = check(csv);
  ASSERT_EQ(result.cells.size(), 2u);
  EXPECT_EQ(result.cells[0].people, 30u);
  EXPECT_EQ(result.cells[1].cohorts, (std::vector<std::string>{"Middle", "Small"}));
  EXPECT_EQ(result.cohorts[0].name, "Large");
  EXPECT_EQ(result.cohorts[2].people, 4u);
}

TEST(RosterCheck, SeesAddresses) {
  std::string csv = "name,cohort,email\n";
  for (int i = 0; i < 20; ++i) {
    csv += "Person " + std::to_string(i) + ",A,p" + std::to_string(i) + "@staff.example\n";
  }
  const RosterCheck result =
      check(csv + "Ana Torvane,A,ana@elsewhere.example\nBel Kold,A,bel at staff\n");
  EXPECT_EQ(of(result, "roster.email_form").size(), 1u);
  ASSERT_EQ(of(result, "roster.email_domain").size(), 1u);
  EXPECT_NE(of(result, "roster.email_domain")[0]->message.find("elsewhere.example"),
            std::string::npos);
}

TEST(RosterCheck, ALongListOfFindingsIsCut) {
  std::string csv = "name,cohort\n";
  for (int i = 0; i < 200; ++i)
    csv += "Person " + std::to_string(i) + ",Alone " + std::to_string(i) + "\n";
  EXPECT_EQ(of(check(csv), "roster.cohort_of_one").size(), kMostFindings + 1);
}

TEST(RosterCheck, RefusesWhatIsNoList) {
  EXPECT_EQ(check_roster(base::as_bytes("nobody\n"), 10).error().check, "people.columns");
}

TEST(FindAlike, FindsSlipsAndNothingElse) {
  const auto pairs = [](const std::vector<std::string>& texts) { return find_alike(texts).size(); };
  EXPECT_EQ(pairs({"Ana Ruiz", "Ana Ruis"}), 1u);    // one other letter
  EXPECT_EQ(pairs({"Ana Ruiz", "Anna Ruiz"}), 1u);   // one more
  EXPECT_EQ(pairs({"Ana Ruiz", "Ana Riz"}), 1u);     // one less
  EXPECT_EQ(pairs({"Ruiz, Ana", "ANA RUÍZ"}), 1u);   // order, capitals, accent
  EXPECT_EQ(pairs({"Ana Ruiz", "Ana Rios"}), 0u);    // two
  EXPECT_EQ(pairs({"Li Wu", "Lu Wu"}), 0u);          // too short to be a slip
  EXPECT_EQ(pairs({"Person 11", "Person 12"}), 0u);  // told apart by a number
  EXPECT_EQ(pairs({"Ana Ruiz", "Ana Ruiz"}), 0u);    // the same is not alike
  EXPECT_EQ(pairs({"", "", "Ana"}), 0u);
}

// Against comparing each with each.
TEST(FindAlike, AgreesWithComparingAll) {
  std::vector<std::string> names;
  for (const Person& person : invent_people(300, 5)) names.push_back(person.name);
  for (std::size_t i = 0; i < 60; ++i) {
    std::string slip = names[i];
    slip.erase(i % slip.size(), 1);
    names.push_back(slip);
  }
  std::size_t alone = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = i + 1; j < names.size(); ++j)
      alone += find_alike({names[i], names[j]}).size();
  }
  EXPECT_EQ(find_alike(names).size(), alone);
  EXPECT_GE(alone, 50u);
}

}  // namespace
}  // namespace undersigned::service
