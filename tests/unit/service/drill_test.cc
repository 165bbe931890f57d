// The opening with trustees who come, who do not come, and who cheat: two of three, three of five.
#include "app/service/drill.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/service/trustee_desk.h"
#include "app/service/trustee_key.h"
#include "app/sodium/sodium.h"
#include "core/base/executor.h"
#include "core/trustee/opening_board.h"
#include "core/trustee/trustee_office.h"
#include "core/trustee/trustee_watch.h"
#include "tests/support/temporary_folder.h"

namespace undersigned::service {
namespace {

class DrillTest : public testing::Test {
 protected:
  DrillTest() { sodium::initialise(); }

  void make(std::size_t trustees, std::size_t threshold) {
    plan_ = {folder_ / "drill", {}, threshold};
    for (std::size_t i = 1; i <= trustees; ++i)
      plan_.names.push_back("Trustee " + std::to_string(i));
    auto made = make_drill(plan_, runtime_);
    ASSERT_TRUE(made) << made.error().message;
    drill_ = *std::move(made);
  }
  DrillRun play(const std::vector<std::size_t>& present) {
    auto run = play_drill(plan_, drill_, present, runtime_);
    EXPECT_TRUE(run) << run.error().message;
    return run.value_or(DrillRun{});
  }

  test::TemporaryFolder folder_;
  sodium::SodiumGroup group_;
  sodium::SeededRandomness randomness_{{5}};
  base::SerialExecutor executor_;
  Runtime runtime_{group_, randomness_, executor_, [] { return std::int64_t{1'900'009'000}; }};
  DrillPlan plan_;
  Drill drill_;
};

TEST_F(DrillTest, ThreeOfFiveOpenWithoutTheOtherTwo) {
  make(5, 3);
  const DrillRun run = play({4, 1, 2});
  EXPECT_TRUE(run.complete);
  EXPECT_TRUE(run.waiting.empty()) << run.waiting;
  EXPECT_TRUE(run.faults.empty());
  auto folder = LetterFolder::open(plan_.out);
  ASSERT_TRUE(folder);
  const auto view = RecordView::read(folder->store(), runtime_);
  ASSERT_TRUE(view) << view.error().message;
  EXPECT_EQ(view->verified().settlement()->names, 9u);
}

TEST_F(DrillTest, TwoOfFiveCannotAndTheOthersAreNamed) {
  make(5, 3);
  const DrillRun run = play({0, 3});
  EXPECT_FALSE(run.complete);
  EXPECT_NE(run.waiting.find("1 more of: Trustee 2, Trustee 3, Trustee 5"), std::string::npos)
      << run.waiting;
}

TEST_F(DrillTest, WhoRaisedAndLeftIsNamed) {
  make(3, 2);
  // Whoever has raised and has not decrypted yet is the one that is waited for.
  play({0, 2});
  // Complete here: so a second letter, stopped in the middle.
  plan_.out = folder_ / "second";
  auto made = make_drill(plan_, runtime_);
  ASSERT_TRUE(made);
  drill_ = *std::move(made);
  auto folder = LetterFolder::open(plan_.out);
  ASSERT_TRUE(folder);
  LocalDesk desk(*folder);
  for (const std::size_t i : {0u, 2u, 0u, 2u}) {
    auto key = TrusteeKey::load(drill_.keys[i], std::nullopt);
    ASSERT_TRUE(key);
    const auto report = trustee_open(desk, *key, runtime_);
    ASSERT_TRUE(report) << report.error().message;
    auto view = RecordView::read(folder->store(), runtime_);
    const auto watch = watch_trustees(desk.board(), *view);
    ASSERT_TRUE(watch);
    if (watch->waiting.find("must decrypt") == std::string::npos) continue;
    EXPECT_NE(watch->waiting.find("Trustee 3, who"), std::string::npos) << watch->waiting;
    return;
  }
  FAIL() << "nobody was waited for after raising";
}

// A board that counts which messages are asked for.
class WatchedBoard final : public trustee::Board {
 public:
  explicit WatchedBoard(trustee::Board& board) : board_(board) {}
  mutable std::map<std::string, int> asked;

  base::Result<std::uint64_t> leaf_count() const override { return board_.leaf_count(); }
  base::Result<void> visit_leaves(
      std::uint64_t first,
      const std::function<bool(std::uint64_t, base::ByteView)>& visit) const override {
    return board_.visit_leaves(first, visit);
  }
  base::Result<void> put_message(std::string_view topic, std::uint32_t author,
                                 base::ByteView message) override {
    return board_.put_message(topic, author, message);
  }
  base::Result<std::optional<base::Bytes>> message(std::string_view topic,
                                                   std::uint32_t author) const override {
    const auto found = board_.message(topic, author);
    if (found && *found) ++asked[std::string(topic)];
    return found;
  }
  base::Result<std::vector<std::uint32_t>> authors(std::string_view topic) const override {
    return board_.authors(topic);
  }
  base::Result<std::vector<base::Bytes>> cards() const override { return board_.cards(); }

 private:
  trustee::Board& board_;
};

bool same_points(const std::vector<proof::PublishedPoint>& a,
                 const std::vector<proof::PublishedPoint>& b) {
  return std::ranges::equal(
      a, b, [](const auto& one, const auto& other) { return one.bytes() == other.bytes(); });
}

// What a view knows of the opening grows with what is given, message by message, and comes to what
// one that reads everything anew sees.
TEST_F(DrillTest, TheOpeningIsReadOnceAndAsItGrows) {
  make(3, 2);
  auto folder = LetterFolder::open(plan_.out);
  ASSERT_TRUE(folder);
  LocalDesk desk(*folder);
  WatchedBoard watched(desk.board());
  std::optional<RecordView> grown;
  std::size_t stages = 0;
  for (const std::size_t i : {0u, 2u, 0u, 2u, 0u, 2u}) {
    auto key = TrusteeKey::load(drill_.keys[i], std::nullopt);
    ASSERT_TRUE(trustee_open(desk, *key, runtime_));
    auto anew = RecordView::read(folder->store(), runtime_);
    ASSERT_TRUE(anew);
    if (anew->verified().next().kind != letter::NextKind::kOpening) continue;
    if (!grown) grown = RecordView::read(folder->store(), runtime_).value();
    ASSERT_TRUE(grown->refresh(watched));
    const auto once = grown->opening(watched);
    const auto whole = anew->opening(desk.board());
    ASSERT_TRUE(once && whole);
    EXPECT_EQ((*once)->rounds.size(), (*whole)->rounds.size());
    for (const auto kind : {letter::PartKind::kPairs, letter::PartKind::kCards})
      EXPECT_TRUE(same_points((*once)->points(kind), (*whole)->points(kind)));
    EXPECT_EQ((*once)->parts.size(), (*whole)->parts.size());
    EXPECT_EQ((*once)->card_parts.size(), (*whole)->card_parts.size());
    ++stages;
  }
  EXPECT_GE(stages, 2u);
  EXPECT_EQ(watched.asked.at("raise/1"), 1);
  EXPECT_EQ(watched.asked.at("raise/2"), 1);
}

// Somebody puts a part of the count on the board in Trustee 2's name that is not one.
TEST_F(DrillTest, AFalsePartIsNamedAndTheOthersGoOn) {
  make(5, 3);
  auto folder = LetterFolder::open(plan_.out);
  ASSERT_TRUE(folder);
  LocalDesk desk(*folder);
  auto key = TrusteeKey::load(drill_.keys[0], std::nullopt);
  ASSERT_TRUE(key);
  ASSERT_TRUE(trustee_open(desk, *key, runtime_));
  const auto good = desk.board().message(trustee::sum_topic({1, 0, 4, letter::kAllCells}), 1);
  ASSERT_TRUE(good && *good);
  base::Bytes copied = **good;
  copied[0] = 2;  // Trustee 1's part in Trustee 2's name
  ASSERT_TRUE(
      desk.board().put_message(trustee::sum_topic({1, 0, 4, letter::kAllCells}), 2, copied));
  ASSERT_TRUE(desk.board().put_message(trustee::sum_topic({1, 0, 4, letter::kAllCells}), 3,
                                       base::Bytes{3, 1, 2}));
  auto fourth = TrusteeKey::load(drill_.keys[3], std::nullopt);
  ASSERT_TRUE(fourth);
  const auto report = trustee_open(desk, *fourth, runtime_);
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->faults.size(), 2u);
  EXPECT_NE(report->faults[0].find("Trustee 2"), std::string::npos);
  EXPECT_NE(report->faults[1].find("Trustee 3"), std::string::npos);
  EXPECT_NE(report->waiting.find("1 more of: Trustee 5"), std::string::npos) << report->waiting;
  // With the fifth there are three good parts: the count is made without the false ones.
  auto fifth = TrusteeKey::load(drill_.keys[4], std::nullopt);
  ASSERT_TRUE(fifth);
  ASSERT_TRUE(trustee_open(desk, *fifth, runtime_));
  const auto view = RecordView::read(folder->store(), runtime_);
  ASSERT_TRUE(view);
  EXPECT_TRUE(view->verified().settlement());
}

}  // namespace
}  // namespace undersigned::service
