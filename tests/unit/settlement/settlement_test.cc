// Settlement against brute force. The reference below knows nothing of levels that hold or of
// descents: it tries every subset of a small electorate and asks of each whether it meets its own
// members' conditions.
#include "core/settlement/settlement.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <vector>

namespace undersigned::settlement {
namespace {

// What one person chose. Level 0: absent.
struct Choice {
  bool by_name = false;
  int level = 0;
};
using Electorate = std::vector<Choice>;
using Subset = std::uint32_t;  // bit i: person i

Ladder make_ladder(const std::vector<std::uint64_t>& thresholds) {
  return Ladder::parse(thresholds, kMaxThreshold).value();
}

SignatureCounts count(const Electorate& people) {
  SignatureCounts counts;
  for (const Choice& c : people) {
    if (c.level > 0)
      ++(c.by_name ? counts.named : counts.counted)[static_cast<std::size_t>(c.level - 1)];
  }
  return counts;
}

// The people who stand under the letter that opens with these levels.
Subset members(const Electorate& people, SignatureLevels levels) {
  Subset set = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Choice& c = people[i];
    if (c.level > 0 && c.level <= (c.by_name ? levels.names : levels.counted))
      set |= Subset{1} << i;
  }
  return set;
}

// Every subset of an electorate that meets the conditions of its own members.
class BruteForce {
 public:
  BruteForce(const Ladder& ladder, const Electorate& people)
      : ladder_(ladder), size_(people.size()) {
    for (std::size_t i = 0; i < people.size(); ++i) {
      const Choice& c = people[i];
      const Subset bit = Subset{1} << i;
      if (c.level > 0) (c.by_name ? named_ : counted_)[static_cast<std::size_t>(c.level)] |= bit;
      if (c.level > 0 && c.by_name) all_named_ |= bit;
      if (c.level == 0) absent_ |= bit;
    }
  }

  bool self_consistent(Subset set) const {
    if ((set & absent_) != 0) return false;
    const auto names = static_cast<std::uint32_t>(std::popcount(set & all_named_));
    const auto all = static_cast<std::uint32_t>(std::popcount(set));
    for (int j = 1; j <= ladder_.levels(); ++j) {
      const auto at = static_cast<std::size_t>(j);
      if ((set & named_[at]) != 0 && names < ladder_.threshold(j)) return false;
      if ((set & counted_[at]) != 0 && all < ladder_.threshold(j)) return false;
    }
    return true;
  }

  // Calls `visit` with every self-consistent set; the empty one is always among them.
  template <class Visit>
  void for_each(Visit visit) const {
    for (Subset set = 0; set < (Subset{1} << size_); ++set) {
      if (self_consistent(set)) visit(set);
    }
  }

 private:
  const Ladder& ladder_;
  std::size_t size_;
  std::array<Subset, kMaxLevels + 1> named_{};
  std::array<Subset, kMaxLevels + 1> counted_{};
  Subset all_named_ = 0;
  Subset absent_ = 0;
};

// The settled set is self-consistent and contains every self-consistent set: so it is the largest,
// and the only one of its size.
bool is_greatest(const Ladder& ladder, const Electorate& people, SignatureLevels levels) {
  const BruteForce brute_force(ladder, people);
  const Subset settled = members(people, levels);
  bool contains_all = true;
  brute_force.for_each([&](Subset set) { contains_all = contains_all && (set & ~settled) == 0; });
  return contains_all && brute_force.self_consistent(settled);
}

// Calls `visit` with every ladder of `levels` thresholds between 1 and `most`.
void for_each_ladder(int levels, std::uint64_t most, std::vector<std::uint64_t>& prefix,
                     const std::function<void(const Ladder&)>& visit) {
  if (static_cast<int>(prefix.size()) == levels) return visit(make_ladder(prefix));
  for (std::uint64_t t = prefix.empty() ? 1 : prefix.back() + 1; t <= most; ++t) {
    prefix.push_back(t);
    for_each_ladder(levels, most, prefix, visit);
    prefix.pop_back();
  }
}

Choice choice_of(int code) { return {code % 2 == 1, (code + 1) / 2}; }  // 0: absent

// Calls `visit` with every electorate of `size` people, up to the order of the people.
void for_each_electorate(std::size_t size, int levels, int smallest, Electorate& prefix,
                         const std::function<void(const Electorate&)>& visit) {
  if (prefix.size() == size) return visit(prefix);
  for (int code = smallest; code <= 2 * levels; ++code) {
    prefix.push_back(choice_of(code));
    for_each_electorate(size, levels, code, prefix, visit);
    prefix.pop_back();
  }
}

void check_all(std::size_t people, int levels) {
  std::uint64_t cases = 0;
  std::uint64_t wrong = 0;
  std::vector<std::uint64_t> thresholds;
  for_each_ladder(levels, people + 1, thresholds, [&](const Ladder& ladder) {
    Electorate prefix;
    for_each_electorate(people, levels, 0, prefix, [&](const Electorate& electorate) {
      const SignatureOutcome outcome = settle_signature(ladder, count(electorate));
      ++cases;
      if (!is_greatest(ladder, electorate, outcome.levels)) ++wrong;
      const Subset set = members(electorate, outcome.levels);
      if (outcome.signatures != static_cast<std::uint64_t>(std::popcount(set))) ++wrong;
    });
  });
  EXPECT_EQ(wrong, 0u) << "of " << cases;
  EXPECT_GT(cases, 0u);
}

// Absent people make every smaller electorate a case of the larger one.
TEST(Settlement, IsTheGreatestSelfConsistentSetForEveryElectorateOf10With1Level) {
  check_all(10, 1);
}
TEST(Settlement, IsTheGreatestSelfConsistentSetForEveryElectorateOf10With2Levels) {
  check_all(10, 2);
}
TEST(Settlement, IsTheGreatestSelfConsistentSetForEveryElectorateOf8With3Levels) {
  check_all(8, 3);
}
TEST(Settlement, IsTheGreatestSelfConsistentSetForEveryElectorateOf6With4Levels) {
  check_all(6, 4);
}

// --- Larger and random electorates -------------------------------------------------------------

struct Scene {
  Ladder ladder;
  Electorate people;
};

Scene random_scene(std::size_t max_people, int max_levels) {
  const auto size = *rc::gen::inRange<std::size_t>(1, max_people + 1);
  const auto thresholds = *rc::gen::suchThat(
      rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(1, size + 2)),
      [](const auto& t) { return !t.empty(); });
  std::vector<std::uint64_t> ladder(thresholds);
  std::sort(ladder.begin(), ladder.end());
  ladder.erase(std::unique(ladder.begin(), ladder.end()), ladder.end());
  if (ladder.size() > static_cast<std::size_t>(max_levels))
    ladder.resize(static_cast<std::size_t>(max_levels));
  Scene scene{make_ladder(ladder), {}};
  for (std::size_t i = 0; i < size; ++i) {
    scene.people.push_back(choice_of(*rc::gen::inRange(0, 2 * scene.ladder.levels() + 1)));
  }
  return scene;
}

TEST(Settlement, IsTheGreatestSelfConsistentSetForRandomElectorates) {
  ASSERT_TRUE(rc::check([] {
    const Scene scene = random_scene(12, kMaxLevels);
    const SignatureOutcome outcome = settle_signature(scene.ladder, count(scene.people));
    RC_ASSERT(is_greatest(scene.ladder, scene.people, outcome.levels));
  }));
}

// The formula of section 9, from the lowest level up.
SignatureLevels by_formula(const Ladder& ladder, const SignatureCounts& counts) {
  SignatureLevels levels;
  std::uint64_t names = 0, named_sum = 0, counted_sum = 0;
  for (int j = 1; j <= ladder.levels(); ++j) {
    named_sum += counts.named[static_cast<std::size_t>(j - 1)];
    if (named_sum < ladder.threshold(j)) continue;
    levels.names = j;
    names = named_sum;
  }
  for (int j = 1; j <= ladder.levels(); ++j) {
    counted_sum += counts.counted[static_cast<std::size_t>(j - 1)];
    if (names + counted_sum >= ladder.threshold(j)) levels.counted = j;
  }
  return levels;
}

TEST(Settlement, AgreesWithTheFormulaForLargeElectorates) {
  ASSERT_TRUE(rc::check([] {
    const Scene scene = random_scene(400, kMaxLevels);
    const SignatureCounts counts = count(scene.people);
    RC_ASSERT(settle_signature(scene.ladder, counts).levels == by_formula(scene.ladder, counts));
  }));
}

TEST(Settlement, DoesNotDependOnTheOrderOfThePeople) {
  ASSERT_TRUE(rc::check([] {
    const Scene scene = random_scene(60, kMaxLevels);
    const SignatureLevels levels = settle_signature(scene.ladder, count(scene.people)).levels;
    // Everybody joins one after the other, in another order; the letter is settled after each.
    std::vector<std::size_t> order(scene.people.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
    }
    Electorate joined;
    SignatureLevels last;
    for (const std::size_t i : order) {
      joined.push_back(scene.people[i]);
      last = settle_signature(scene.ladder, count(joined)).levels;
    }
    RC_ASSERT(last == levels);
  }));
}

TEST(Settlement, AnAddedSupporterNeverShrinksIt) {
  ASSERT_TRUE(rc::check([] {
    Scene scene = random_scene(60, kMaxLevels);
    const SignatureOutcome before = settle_signature(scene.ladder, count(scene.people));
    scene.people.push_back(choice_of(*rc::gen::inRange(1, 2 * scene.ladder.levels() + 1)));
    const SignatureOutcome after = settle_signature(scene.ladder, count(scene.people));
    RC_ASSERT(after.levels.names >= before.levels.names);
    RC_ASSERT(after.levels.counted >= before.levels.counted);
    RC_ASSERT(after.names >= before.names);
    RC_ASSERT(after.signatures >= before.signatures);
  }));
}

TEST(Settlement, ASofterConditionNeverShrinksIt) {
  ASSERT_TRUE(rc::check([] {
    Scene scene = random_scene(60, kMaxLevels);
    const SignatureLevels before = settle_signature(scene.ladder, count(scene.people)).levels;
    Choice& person = scene.people[*rc::gen::inRange<std::size_t>(0, scene.people.size())];
    if (person.level > 1) --person.level;
    const SignatureLevels after = settle_signature(scene.ladder, count(scene.people)).levels;
    RC_ASSERT(after.names >= before.names);
    RC_ASSERT(after.counted >= before.counted);
  }));
}

// Every name has at least as many names beside it as it asked for, and keeps them when any of the
// counted withdraw.
TEST(Settlement, ANameIsNeverLeftAloneByTheCounted) {
  ASSERT_TRUE(rc::check([] {
    Scene scene = random_scene(60, kMaxLevels);
    const SignatureOutcome before = settle_signature(scene.ladder, count(scene.people));
    for (const Choice& c : scene.people) {
      if (c.by_name && c.level > 0 && c.level <= before.levels.names) {
        RC_ASSERT(before.names >= scene.ladder.threshold(c.level));
      }
    }
    for (Choice& c : scene.people) {
      if (!c.by_name && *rc::gen::arbitrary<bool>()) c = Choice{};
    }
    const SignatureOutcome after = settle_signature(scene.ladder, count(scene.people));
    RC_ASSERT(after.levels.names == before.levels.names);
    RC_ASSERT(after.names == before.names);
  }));
}

TEST(Settlement, UnmetNamesAreNeverCounted) {
  // Three would sign by name if four did; two are counted if four sign in all. Five people, yet
  // nothing opens: none of the three is there for the two to count.
  const Ladder ladder = make_ladder({4});
  SignatureCounts counts;
  counts.named[0] = 3;
  counts.counted[0] = 2;
  EXPECT_FALSE(settle_signature(ladder, counts).opens());
  counts.named[0] = 4;
  const SignatureOutcome opened = settle_signature(ladder, counts);
  EXPECT_EQ(opened.levels, (SignatureLevels{1, 1}));
  EXPECT_EQ(opened.names, 4u);
  EXPECT_EQ(opened.signatures, 6u);
}

TEST(Settlement, OpensWithTheCountedAlone) {
  SignatureCounts counts;
  counts.counted[0] = 4;
  counts.named[1] = 1;
  const SignatureOutcome outcome = settle_signature(make_ladder({4, 5}), counts);
  EXPECT_EQ(outcome.levels, (SignatureLevels{0, 1}));
  EXPECT_EQ(outcome.names, 0u);
  EXPECT_EQ(outcome.signatures, 4u);
}

TEST(Settlement, SumsLargeCountsWithoutOverflow) {
  SignatureCounts counts;
  counts.named.fill(0);
  counts.counted.fill(0);
  counts.named[0] = 0xffff'ffff;
  counts.counted[0] = 0xffff'ffff;
  const SignatureOutcome outcome = settle_signature(make_ladder({kMaxThreshold}), counts);
  EXPECT_EQ(outcome.signatures, 2 * std::uint64_t{0xffff'ffff});
}

// --- The questions -------------------------------------------------------------------------------

// A letter of three levels where names hold at `names` and the counted at `counted`.
std::vector<SignatureQuestion> questions(int names, int counted, SignatureLevels opened = {}) {
  std::vector<SignatureQuestion> asked;
  const auto levels = settle_signature(
      make_ladder({10, 20, 30}),
      [&](SignatureQuestion q) {
        asked.push_back(q);
        return q.counted_level == 0 ? q.named_level <= names : q.counted_level <= counted;
      },
      opened);
  EXPECT_EQ(levels.names, std::max(names, opened.names));
  EXPECT_EQ(levels.counted, std::max({levels.names, counted, opened.counted}));
  return asked;
}

TEST(SettlementQuestions, GoFromTheHighestLevelDownAndStopAtTheFirstYes) {
  using Asked = std::vector<SignatureQuestion>;
  EXPECT_EQ(questions(3, 3), (Asked{{3, 0, 30}}));
  EXPECT_EQ(questions(2, 3), (Asked{{3, 0, 30}, {2, 0, 20}, {2, 3, 30}}));
  EXPECT_EQ(questions(2, 0), (Asked{{3, 0, 30}, {2, 0, 20}, {2, 3, 30}}));
  EXPECT_EQ(questions(1, 2), (Asked{{3, 0, 30}, {2, 0, 20}, {1, 0, 10}, {1, 3, 30}, {1, 2, 20}}));
  EXPECT_EQ(questions(0, 2), (Asked{{3, 0, 30}, {2, 0, 20}, {1, 0, 10}, {0, 3, 30}, {0, 2, 20}}));
  EXPECT_EQ(questions(0, 0),
            (Asked{{3, 0, 30}, {2, 0, 20}, {1, 0, 10}, {0, 3, 30}, {0, 2, 20}, {0, 1, 10}}));
}

TEST(SettlementQuestions, LeaveOutWhatHasOpenedAlready) {
  using Asked = std::vector<SignatureQuestion>;
  EXPECT_EQ(questions(1, 1, {1, 2}), (Asked{{3, 0, 30}, {2, 0, 20}, {1, 3, 30}}));
  EXPECT_EQ(questions(3, 3, {1, 2}), (Asked{{3, 0, 30}}));
  EXPECT_EQ(questions(2, 2, {1, 2}), (Asked{{3, 0, 30}, {2, 0, 20}, {2, 3, 30}}));
  EXPECT_EQ(questions(0, 0, {0, 1}),
            (Asked{{3, 0, 30}, {2, 0, 20}, {1, 0, 10}, {0, 3, 30}, {0, 2, 20}}));
  EXPECT_EQ(questions(0, 0, {3, 3}), (Asked{}));
}

TEST(SettlementQuestions, AnOpenedLevelNeverFalls) {
  SignatureCounts counts;
  counts.named[0] = 12;
  counts.counted[1] = 3;  // others of the counted have withdrawn since level 2 opened
  const SignatureOutcome outcome = settle_signature(make_ladder({10, 20}), counts, {1, 2});
  EXPECT_EQ(outcome.levels, (SignatureLevels{1, 2}));
  EXPECT_EQ(outcome.names, 12u);
  EXPECT_EQ(outcome.signatures, 15u);  // published as it is
}

TEST(SettlementQuestions, AFailedTestEndsTheSettlement) {
  int asked = 0;
  const base::Result<SignatureLevels> levels =
      settle_signature(make_ladder({10, 20, 30}), [&](SignatureQuestion) -> base::Result<bool> {
        if (++asked == 2) return base::fail("test.trustees", "10", "Too few trustees answered.");
        return false;
      });
  ASSERT_FALSE(levels);
  EXPECT_EQ(levels.error().check, "test.trustees");
  EXPECT_EQ(asked, 2);
  const base::Result<int> level =
      settle_ladder(make_ladder({10}), [](int, std::uint32_t) -> base::Result<bool> {
        return base::fail("test.trustees", "10", "Too few trustees answered.");
      });
  EXPECT_FALSE(level);
}

TEST(SettlementQuestions, AnswersThatCanFailSettleAlike) {
  ASSERT_TRUE(rc::check([] {
    const Scene scene = random_scene(60, kMaxLevels);
    const SignatureCounts counts = count(scene.people);
    const auto people_up_to = [](const LevelCounts& at, int level) {
      return std::accumulate(at.begin(), at.begin() + level, std::uint64_t{0});
    };
    const auto levels =
        settle_signature(scene.ladder, [&](SignatureQuestion q) -> base::Result<bool> {
          return people_up_to(counts.named, q.named_level) +
                     people_up_to(counts.counted, q.counted_level) >=
                 q.at_least;
        });
    RC_ASSERT(levels.has_value());
    RC_ASSERT(*levels == settle_signature(scene.ladder, counts).levels);
  }));
}

// --- Demands and pledges
// ---------------------------------------------------------------------------

TEST(LadderSettlement, IsTheGreatestSelfConsistentSet) {
  // A demand is the signature item of which everybody signs by name.
  ASSERT_TRUE(rc::check([] {
    Scene scene = random_scene(12, kMaxLevels);
    for (Choice& c : scene.people) c.by_name = true;
    const int level = settle_ladder(scene.ladder, count(scene.people).named);
    RC_ASSERT(is_greatest(scene.ladder, scene.people, {level, level}));
  }));
}

TEST(LadderSettlement, AsksFromTheHighestLevelDownAndStopsAtTheFirstYes) {
  using Asked = std::vector<std::pair<int, std::uint32_t>>;
  const auto asked = [](int holds, int opened) {
    Asked list;
    const int level = settle_ladder(
        make_ladder({1, 20, 30}),
        [&](int j, std::uint32_t at_least) {
          list.emplace_back(j, at_least);
          return j <= holds;
        },
        opened);
    EXPECT_EQ(level, std::max(holds, opened));
    return list;
  };
  EXPECT_EQ(asked(3, 0), (Asked{{3, 30}}));
  EXPECT_EQ(asked(1, 0), (Asked{{3, 30}, {2, 20}, {1, 1}}));
  EXPECT_EQ(asked(0, 0), (Asked{{3, 30}, {2, 20}, {1, 1}}));
  EXPECT_EQ(asked(0, 2), (Asked{{3, 30}}));
  EXPECT_EQ(asked(3, 3), (Asked{}));
}

TEST(LadderSettlement, AFirstLevelOf1HoldsWithOnePersonAndNotWithNone) {
  LevelCounts counts{};
  EXPECT_EQ(settle_ladder(make_ladder({1, 5}), counts), 0);
  counts[0] = 1;
  EXPECT_EQ(settle_ladder(make_ladder({1, 5}), counts), 1);
}

// --- Programmer's errors
// -----------------------------------------------------------------------------

TEST(SettlementDeathTest, RefusesMisuse) {
  const Ladder ladder = make_ladder({10, 20});
  EXPECT_DEATH(SignatureSettlement(ladder, {2, 1}), "");  // counted below names
  EXPECT_DEATH(SignatureSettlement(ladder, {0, 3}), "");  // above the ladder
  SignatureSettlement settlement(ladder);
  EXPECT_DEATH((void)settlement.levels(), "");
  settlement.answer(true);
  ASSERT_TRUE(settlement.settled());
  EXPECT_DEATH(settlement.answer(true), "");
  EXPECT_DEATH((void)settlement.question(), "");
  SignatureCounts above;
  above.counted[2] = 1;  // a level that the ladder does not have
  EXPECT_DEATH((void)settle_signature(ladder, above), "");
}

}  // namespace
}  // namespace undersigned::settlement
