// The contract of app/store/store.h, run against every implementation.
#include "app/store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace undersigned::store {
namespace {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = std::filesystem::temp_directory_path() / "undersigned-store-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string file(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

base::Bytes bytes(std::string_view text) {
  const base::ByteView view = base::as_bytes(text);
  return {view.begin(), view.end()};
}

enum class Kind { kMemory, kSqlite };

class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kMemory) {
      store_ = open_memory();
    } else {
      store_ = std::move(open_sqlite(folder_.file("letter.db"), Open::kCreate).value());
    }
  }
  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_P(StoreContract, LeavesAreAppendedInOrderAndOnlyAtTheExpectedSize) {
  const std::vector<base::Bytes> first = {bytes("a"), bytes("")};
  const std::vector<base::Bytes> second = {bytes("c")};
  EXPECT_EQ(store_->leaf_count().value(), 0u);
  ASSERT_TRUE(store_->append_leaves(0, first));
  EXPECT_EQ(store_->append_leaves(0, second).error().check, "store.size");
  EXPECT_EQ(store_->append_leaves(3, second).error().check, "store.size");
  ASSERT_TRUE(store_->append_leaves(2, second));
  EXPECT_EQ(store_->leaf_count().value(), 3u);
  std::vector<std::pair<std::uint64_t, base::Bytes>> seen;
  ASSERT_TRUE(store_->visit_leaves(1, [&](std::uint64_t position, base::ByteView leaf) {
    seen.emplace_back(position, base::Bytes(leaf.begin(), leaf.end()));
    return true;
  }));
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0], std::pair(std::uint64_t{1}, bytes("")));
  EXPECT_EQ(seen[1], std::pair(std::uint64_t{2}, bytes("c")));
}

TEST_P(StoreContract, LeavesAreMadeOnceEachAsTheyAreAppended) {
  std::vector<std::size_t> asked;
  const auto make = [&](std::size_t i) {
    asked.push_back(i);
    return bytes(i == 0 ? "a" : "b");
  };
  EXPECT_EQ(store_->append_leaves(1, 2, make).error().check, "store.size");
  EXPECT_TRUE(asked.empty());
  ASSERT_TRUE(store_->append_leaves(0, 2, make));
  EXPECT_EQ(asked, (std::vector<std::size_t>{0, 1}));
  std::vector<base::Bytes> seen;
  ASSERT_TRUE(store_->visit_leaves(0, [&](std::uint64_t, base::ByteView leaf) {
    seen.emplace_back(leaf.begin(), leaf.end());
    return true;
  }));
  EXPECT_EQ(seen, (std::vector<base::Bytes>{bytes("a"), bytes("b")}));
}

TEST_P(StoreContract, VisitStopsWhenAsked) {
  const std::vector<base::Bytes> leaves(5, bytes("x"));
  ASSERT_TRUE(store_->append_leaves(0, leaves));
  int visits = 0;
  ASSERT_TRUE(store_->visit_leaves(0, [&](std::uint64_t, base::ByteView) { return ++visits < 2; }));
  EXPECT_EQ(visits, 2);
}

TEST_P(StoreContract, TheLastSubmissionOfAnEpochCountsAndRepetitionsDoNot) {
  const auto add = [&](std::uint32_t epoch, std::uint32_t index, const char* entry) {
    const std::vector<Submission> one = {{epoch, index, bytes(entry)}};
    return store_->add_submissions(one).value().front();
  };
  EXPECT_EQ(add(1, 7, "old"), Accepted::kNew);
  EXPECT_EQ(add(1, 3, "other"), Accepted::kNew);
  EXPECT_EQ(add(1, 7, "new"), Accepted::kNew);
  EXPECT_EQ(add(1, 7, "old"), Accepted::kRepeated);  // replaying cannot restore an older choice
  EXPECT_EQ(add(2, 7, "old"), Accepted::kNew);
  const auto last = store_->last_submissions(1).value();
  ASSERT_EQ(last.size(), 2u);
  EXPECT_EQ(last[0].index, 3u);
  EXPECT_EQ(last[1].index, 7u);
  EXPECT_EQ(last[1].entry, bytes("new"));
  EXPECT_TRUE(store_->last_submissions(3).value().empty());
}

TEST_P(StoreContract, MessagesAreWrittenOnce) {
  ASSERT_TRUE(store_->put_message("commit", 2, bytes("m")));
  ASSERT_TRUE(store_->put_message("commit", 1, bytes("n")));
  EXPECT_TRUE(store_->put_message("commit", 2, bytes("m")));
  EXPECT_EQ(store_->put_message("commit", 2, bytes("other")).error().check, "store.message");
  EXPECT_EQ(store_->message("commit", 2).value(), bytes("m"));
  EXPECT_EQ(store_->message("commit", 3).value(), std::nullopt);
  EXPECT_EQ(store_->message("disclose", 2).value(), std::nullopt);
  EXPECT_EQ(store_->authors("commit").value(), (std::vector<std::uint32_t>{2, 1}));
  EXPECT_TRUE(store_->authors("disclose").value().empty());
}

TEST_P(StoreContract, CardsAreReplacedAsAWhole) {
  const std::vector<base::Bytes> three = {bytes("a"), bytes("b"), bytes("c")};
  const std::vector<base::Bytes> two = {bytes("d"), bytes("e")};
  ASSERT_TRUE(store_->put_cards(three));
  ASSERT_TRUE(store_->put_cards(two));
  EXPECT_EQ(store_->cards().value(), two);
}

INSTANTIATE_TEST_SUITE_P(All, StoreContract, testing::Values(Kind::kMemory, Kind::kSqlite));

TEST(SqliteStore, KeepsEverythingWhenReopened) {
  const TemporaryFolder folder;
  const std::vector<base::Bytes> leaves = {bytes("leaf")};
  {
    auto store = open_sqlite(folder.file("letter.db"), Open::kCreate).value().release();
    const std::unique_ptr<Store> owner(store);
    ASSERT_TRUE(store->append_leaves(0, leaves));
    const std::vector<Submission> one = {{1, 2, bytes("entry")}};
    ASSERT_TRUE(store->add_submissions(one));
    ASSERT_TRUE(store->put_message("t", 1, bytes("m")));
  }
  const auto store = std::move(open_sqlite(folder.file("letter.db"), Open::kExisting).value());
  EXPECT_EQ(store->leaf_count().value(), 1u);
  EXPECT_EQ(store->last_submissions(1).value().size(), 1u);
  EXPECT_EQ(store->message("t", 1).value(), bytes("m"));
}

TEST(SqliteStore, RefusesASecondUser) {
  const TemporaryFolder folder;
  const auto first = open_sqlite(folder.file("letter.db"), Open::kCreate);
  ASSERT_TRUE(first);
  EXPECT_EQ(open_sqlite(folder.file("letter.db"), Open::kExisting).error().check, "store.busy");
}

TEST(SqliteStore, RefusesMissingPresentForeignAndNewerFiles) {
  const TemporaryFolder folder;
  EXPECT_EQ(open_sqlite(folder.file("none.db"), Open::kExisting).error().check, "store.missing");
  std::ofstream(folder.file("text.db")) << "not a database, but long enough to be read as one";
  EXPECT_EQ(open_sqlite(folder.file("text.db"), Open::kExisting).error().check, "store.format");
  EXPECT_EQ(open_sqlite(folder.file("text.db"), Open::kCreate).error().check, "store.exists");
  {
    ASSERT_TRUE(open_sqlite(folder.file("letter.db"), Open::kCreate));
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(folder.file("letter.db").c_str(), &database), SQLITE_OK);
  sqlite3_exec(database, "PRAGMA user_version = 2", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  EXPECT_EQ(open_sqlite(folder.file("letter.db"), Open::kExisting).error().check, "store.format");
}

}  // namespace
}  // namespace undersigned::store
