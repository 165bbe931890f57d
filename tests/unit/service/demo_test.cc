// A demonstration from a seed: the same record for any number of threads.
#include "app/service/demo.h"

#include <gtest/gtest.h>

#include "app/service/cover_book.h"
#include "app/service/demo_letter.h"
#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/sodium/sodium.h"
#include "core/base/time_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/threads.h"

namespace undersigned::service {
namespace {

constexpr std::uint32_t kPeople = 12, kEpochs = 5;
// Somebody changes their mind, one withdraws, most do nothing.
constexpr const char* kEvents =
    R"({"person": 3, "time": 60, "choice": {"signature": "by-name>=2", "destination": 2}}
{"person": 4, "time": 61, "choice": {"signature": "by-name>=2"}}
{"person": 3, "time": 90, "choice": {"signature": "counted>=2"}}
{"person": 5, "time": 25000, "choice": {"signature": "by-name>=2"}}
{"person": 4, "time": 30000, "choice": {}}
)";

class DemoTest : public testing::Test {
 protected:
  DemoTest() { sodium::initialise(); }

  Runtime runtime(base::Executor& executor, base::Randomness& randomness) {
    return {group_, randomness, executor, [this] { return now_; }};
  }
  std::vector<base::Bytes> played(const char* name, base::Executor& executor) {
    sodium::SeededRandomness randomness{{7}};
    const auto report = run_demo({folder_ / name, kPeople, {}, kEvents, 1, kEpochs},
                                 runtime(executor, randomness), [](const std::string&) {});
    EXPECT_TRUE(report) << report.error().message;
    return leaves_of(name);
  }
  std::vector<base::Bytes> leaves_of(const char* name) {
    std::vector<base::Bytes> leaves;
    const auto folder = LetterFolder::open(folder_ / name);
    EXPECT_TRUE(folder && folder->store().visit_leaves(0, [&](std::uint64_t, base::ByteView leaf) {
      leaves.emplace_back(leaf.begin(), leaf.end());
      return true;
    }));
    return leaves;
  }

  test::TemporaryFolder folder_;
  sodium::SodiumGroup group_;
  std::int64_t now_ = base::parse_time("2030-03-10T22:00:00Z").value();
};

TEST_F(DemoTest, SameRecordForAnyNumberOfThreads) {
  base::SerialExecutor one;
  test::Threads three(3);
  const auto expected = played("one", one);
  EXPECT_GT(expected.size(), kEpochs * kPeople);
  EXPECT_EQ(played("three", three), expected);
}

// The server makes covers a few at a time, between submissions.
TEST_F(DemoTest, SameCoversForAnyNumberOfThreadsAtAnyPace) {
  sodium::SeededRandomness randomness{{8}};
  test::Threads three(3);
  base::SerialExecutor one;
  auto folder = LetterFolder::create(folder_ / "letter");
  ASSERT_TRUE(folder);
  const letter::Schedule schedule{now_, now_ + 3'600, 3'600, 1};
  ASSERT_TRUE(make_demo_letter(*folder, {folder_ / "letter", kPeople, {}, 1, schedule},
                               runtime(one, randomness), [](const std::string&) {}));
  const auto covers = [&](base::Executor& executor, std::size_t at_once) {
    sodium::SeededRandomness drawn{{9}};
    const Runtime with = runtime(executor, drawn);
    const auto view = RecordView::read(folder->store(), with);
    CoverBook book(*view, load_cover_secret(*folder).value());
    while (!book.complete()) book.make(*view, at_once, with);
    std::vector<base::Bytes> entries;
    for (std::uint32_t i = 0; i < kPeople; ++i) entries.push_back(book.entry(i));
    return entries;
  };
  const auto expected = covers(one, kPeople);
  EXPECT_EQ(covers(three, kPeople), expected);
  EXPECT_EQ(covers(three, 5), expected);
  EXPECT_EQ(covers(one, 1), expected);
}

}  // namespace
}  // namespace undersigned::service
