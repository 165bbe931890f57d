#include "app/service/people.h"

#include <gtest/gtest.h>

#include <set>

#include "app/service/files.h"
#include "app/service/organisation.h"
#include "tests/support/temporary_folder.h"

namespace undersigned::service {
namespace {

class PeopleTest : public testing::Test {
 protected:
  base::Result<PeopleReport> read(std::string_view text) {
    EXPECT_TRUE(write_file(folder_ / "people.csv", base::as_bytes(text), Privacy::kPublic));
    return read_people(folder_ / "people.csv");
  }
  test::TemporaryFolder folder_;
};

TEST_F(PeopleTest, ReadsNamesAndCohorts) {
  const auto report = read(
      "name,department,email,shoe size\nAna Torvane,Archive,ana@staff.example,38\nBel "
      "Kold,Research,,40\n");
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->people.size(), 2u);
  EXPECT_EQ(report->people[0].cohort, "Archive");
  EXPECT_EQ(report->people[0].email, "ana@staff.example");
  EXPECT_EQ(report->people[1].role, "");
  EXPECT_NE(report->notes.at(0).find("shoe size"), std::string::npos);
}

TEST_F(PeopleTest, RefusesPeopleListedTwiceAndNamesBothLines) {
  const auto names = read("name,cohort\nAna,A\nBel,A\nAna,B\n");
  EXPECT_EQ(names.error().check, "people.twice");
  EXPECT_NE(names.error().message.find("Lines 2 and 4"), std::string::npos)
      << names.error().message;
  EXPECT_EQ(read("name,cohort,email\nAna,A,x@y\nBel,A,x@y\n").error().check, "people.twice");
}

TEST_F(PeopleTest, RefusesMissingColumnsEmptyAndUnfitTexts) {
  EXPECT_EQ(read("name\nAna\n").error().check, "people.columns");
  EXPECT_EQ(read("name,cohort,department\nAna,A,B\n").error().check, "people.columns");
  EXPECT_EQ(read("name,cohort\n").error().check, "people.empty");
  EXPECT_EQ(read("name,cohort\n,A\n").error().check, "people.text");
  EXPECT_EQ(read("name,cohort\nAna,\n").error().check, "people.text");
  EXPECT_EQ(read("name,cohort\n" + std::string(121, 'x') + ",A\n").error().check, "people.text");
  EXPECT_EQ(read("name,cohort\nAna \u202etxt,A\n").error().check, "people.text");
  EXPECT_EQ(read("name,cohort\nAna\x07,A\n").error().check, "people.text");
}

TEST_F(PeopleTest, KnowsWhoSignsAndWhoTestifies) {
  const auto report =
      read("name,cohort,standing\nAna,Archive,signs\nBel,Former staff,testifies\nCyd,Archive,\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(signing(report->people), 2u);
  EXPECT_TRUE(report->people[1].testifies);
  EXPECT_EQ(read("name,cohort,standing\nAna,A,signs\nBel,A,maybe\n").error().check,
            "people.standing");
  EXPECT_EQ(read("name,cohort,standing\nBel,A,testifies\n").error().check, "people.empty");
}

TEST(Organisation, IsReproducibleAndFitForARoster) {
  const auto people = invent_people(kDemoPeople, 7);
  const auto again = invent_people(kDemoPeople, 7);
  ASSERT_EQ(people.size(), kDemoPeople);
  std::set<std::string> names, addresses;
  for (std::size_t i = 0; i < people.size(); ++i) {
    EXPECT_EQ(people[i].name, again[i].name);
    EXPECT_TRUE(names.insert(people[i].name).second) << people[i].name;
    EXPECT_TRUE(addresses.insert(people[i].email).second) << people[i].email;
  }
  EXPECT_NE(invent_people(10, 8)[0].name, people[0].name);
}

}  // namespace
}  // namespace undersigned::service
