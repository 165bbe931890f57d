#include "core/letter/cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace undersigned::letter {
namespace {

// The rule of section 12, slowly: sets of names, searched for the two smallest each time.
struct SlowCell {
  std::set<std::string> cohorts;
  std::uint32_t people = 0;
};

bool before(const SlowCell& a, const SlowCell& b) {
  if (a.people != b.people) return a.people < b.people;
  return *a.cohorts.begin() < *b.cohorts.begin();
}

std::vector<SlowCell> slow_cells(const std::vector<std::string>& names,
                                 const std::vector<std::uint32_t>& people, std::uint32_t smallest) {
  std::vector<SlowCell> cells;
  for (std::size_t c = 0; c < names.size(); ++c) {
    if (people[c] > 0) cells.push_back({{names[c]}, people[c]});
  }
  for (;;) {
    std::sort(cells.begin(), cells.end(), before);
    if (cells.size() < 2 || cells[0].people >= smallest) break;
    cells[0].people += cells[1].people;
    cells[0].cohorts.merge(cells[1].cohorts);
    cells.erase(cells.begin() + 1);
  }
  std::sort(cells.begin(), cells.end(), [](const SlowCell& a, const SlowCell& b) {
    return *a.cohorts.begin() < *b.cohorts.begin();
  });
  return cells;
}

void expect_like_slow(const std::vector<std::string>& names,
                      const std::vector<std::uint32_t>& people, std::uint32_t smallest) {
  const Cells cells = make_cells(names, people, smallest);
  const auto slow = slow_cells(names, people, smallest);
  ASSERT_EQ(cells.cells.size(), slow.size());
  for (std::size_t i = 0; i < slow.size(); ++i) {
    EXPECT_EQ(cells.cells[i].people, slow[i].people);
    EXPECT_EQ(cells.cells[i].cohorts,
              std::vector<std::string>(slow[i].cohorts.begin(), slow[i].cohorts.end()));
    EXPECT_EQ(cells.number(i), slow.size() == 1 ? kAllCells : i);
  }
  for (std::size_t c = 0; c < names.size(); ++c) {
    if (people[c] == 0) {
      EXPECT_EQ(cells.of_cohort[c], kNoCell);
    } else {
      ASSERT_LT(cells.of_cohort[c], slow.size());
      EXPECT_TRUE(slow[cells.of_cohort[c]].cohorts.contains(names[c]));
    }
  }
}

TEST(Cells, AllSmallSizesLikeTheSlowRule) {
  const std::vector<std::string> names = {"a", "b", "c", "d", "e"};
  for (std::uint32_t code = 0; code < 7 * 7 * 7 * 7 * 7; ++code) {
    std::vector<std::uint32_t> people;
    for (std::uint32_t rest = code, c = 0; c < names.size(); ++c, rest /= 7) {
      people.push_back(rest % 7);
    }
    for (const std::uint32_t smallest : {3u, 5u}) {
      expect_like_slow(names, people, smallest);
      if (HasFatalFailure()) return;
    }
  }
}

// The order of the names, not of the cohorts' places, breaks ties and gives the numbers.
TEST(Cells, EveryOrderOfNames) {
  std::vector<std::string> names = {"Zoo", "\xc3\x89lan", "a", "B"};
  std::sort(names.begin(), names.end());
  do {
    for (std::uint32_t code = 0; code < 4 * 4 * 4 * 4; ++code) {
      expect_like_slow(names, {code % 4, code / 4 % 4, code / 16 % 4, code / 64}, 3);
      if (HasFatalFailure()) return;
    }
  } while (std::next_permutation(names.begin(), names.end()));
}

TEST(Cells, KnownExamples) {
  const std::vector<std::string> names = {"Design", "Kitchen", "Night", "Sales"};
  const Cells apart = make_cells(names, std::vector<std::uint32_t>{25, 30, 25, 100}, 25);
  EXPECT_EQ(apart.cells.size(), 4u);
  // Kitchen 3 and Night 4 merge to 7, then with Design 20 to 27.
  const Cells merged = make_cells(names, std::vector<std::uint32_t>{20, 3, 4, 100}, 25);
  ASSERT_EQ(merged.cells.size(), 2u);
  EXPECT_EQ(merged.cells[0].cohorts, (std::vector<std::string>{"Design", "Kitchen", "Night"}));
  EXPECT_EQ(merged.cells[0].people, 27u);
  EXPECT_EQ(merged.of_cohort, (std::vector<std::uint16_t>{0, 0, 0, 1}));
  EXPECT_EQ(merged.number(1), 1);
  // Equal sizes: by the bytes of the first name. Design and Kitchen make 10, as many as Sales, and
  // come before it: Night joins them.
  const Cells ties = make_cells(names, std::vector<std::uint32_t>{5, 5, 5, 10}, 10);
  ASSERT_EQ(ties.cells.size(), 2u);
  EXPECT_EQ(ties.cells[0].cohorts, (std::vector<std::string>{"Design", "Kitchen", "Night"}));
  EXPECT_EQ(ties.cells[1].cohorts, (std::vector<std::string>{"Sales"}));
  // Too few people altogether: one cell, which is everybody.
  const Cells one = make_cells(names, std::vector<std::uint32_t>{1, 2, 3, 0}, 25);
  ASSERT_EQ(one.cells.size(), 1u);
  EXPECT_EQ(one.number(0), kAllCells);
  EXPECT_EQ(one.of_cohort[3], kNoCell);
}

TEST(Cells, FourHundredCohorts) {
  std::vector<std::string> names;
  std::vector<std::uint32_t> people;
  for (std::uint32_t c = 0; c < 400; ++c) {
    names.push_back("Cohort " + std::to_string(1000 + c));
    people.push_back(c * 7919 % 31);
  }
  expect_like_slow(names, people, 25);
}

}  // namespace
}  // namespace undersigned::letter
