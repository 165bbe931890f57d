// The embedded store: one SQLite file, WAL, synchronous=FULL, STRICT tables. The write lock is held
// as long as the store is open (locking_mode=EXCLUSIVE), so two processes cannot both act on a
// letter.
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <utility>

#include "app/store/store.h"

namespace undersigned::store {
namespace {

constexpr int kApplicationId = 0x554e4453;  // "UNDS"
constexpr int kFormat = 1;

constexpr const char* kSchema = R"sql(
  CREATE TABLE leaf (
    position INTEGER PRIMARY KEY,
    bytes    BLOB NOT NULL
  ) STRICT;
  CREATE TABLE submission (
    sequence INTEGER PRIMARY KEY,
    epoch    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    entry    BLOB NOT NULL,
    UNIQUE (epoch, position, entry)
  ) STRICT;
  CREATE TABLE message (
    sequence INTEGER PRIMARY KEY,
    topic    TEXT NOT NULL,
    author   INTEGER NOT NULL,
    bytes    BLOB NOT NULL,
    UNIQUE (topic, author)
  ) STRICT;
  CREATE TABLE card (
    position INTEGER PRIMARY KEY,
    body     BLOB NOT NULL
  ) STRICT;
)sql";

constexpr const char* kInsertLeaf = "INSERT INTO leaf (position, bytes) VALUES (?, ?)";

// A prepared statement that lives for one use.
class Statement {
 public:
  Statement(sqlite3* database, const char* sql) {
    prepared_ = sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& number(std::uint64_t value) {
    sqlite3_bind_int64(statement_, ++bound_, static_cast<sqlite3_int64>(value));
    return *this;
  }
  Statement& text(std::string_view value) {
    sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()),
                      SQLITE_TRANSIENT);
    return *this;
  }
  Statement& blob(base::ByteView value) {
    sqlite3_bind_blob64(statement_, ++bound_,
                        value.empty() ? "" : static_cast<const void*>(value.data()), value.size(),
                        SQLITE_TRANSIENT);
    return *this;
  }
  // A statement that could not be prepared (file busy or damaged) says so here.
  int step() { return prepared_ == SQLITE_OK ? sqlite3_step(statement_) : prepared_; }
  void reset() {
    sqlite3_reset(statement_);
    bound_ = 0;
  }
  std::uint64_t column_number(int column) const {
    return static_cast<std::uint64_t>(sqlite3_column_int64(statement_, column));
  }
  base::ByteView column_blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {data, size};
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
  int prepared_ = SQLITE_OK;
  int bound_ = 0;
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(sqlite3* database) : database_(database) {}
  ~SqliteStore() override { sqlite3_close(database_); }

  base::Result<std::uint64_t> leaf_count() const override {
    const std::lock_guard lock(mutex_);
    return count();
  }

  base::Result<void> append_leaves(std::uint64_t expected, std::size_t added,
                                   const std::function<base::Bytes(std::size_t)>& make) override {
    const std::lock_guard lock(mutex_);
    UNDERSIGNED_TRY_VOID(expect(expected));
    return transaction([&]() -> base::Result<void> {
      Statement insert(database_, kInsertLeaf);
      for (std::size_t i = 0; i < added; ++i) {
        const base::Bytes leaf = make(i);
        insert.reset();
        if (insert.number(expected + i).blob(leaf).step() != SQLITE_DONE) return failure();
      }
      return {};
    });
  }

  base::Result<void> append_amendment(std::uint64_t expected, base::ByteView leaf,
                                      std::uint32_t credential, base::ByteView card) override {
    const std::lock_guard lock(mutex_);
    UNDERSIGNED_TRY_VOID(expect(expected));
    return transaction([&]() -> base::Result<void> {
      Statement insert(database_, kInsertLeaf);
      if (insert.number(expected).blob(leaf).step() != SQLITE_DONE) return failure();
      Statement update(database_, "UPDATE card SET body = ? WHERE position = ?");
      if (update.blob(card).number(credential).step() != SQLITE_DONE) return failure();
      if (sqlite3_changes(database_) == 1) return {};
      return base::fail("store.card", "5", "This credential has no card.");
    });
  }

  base::Result<void> visit_leaves(
      std::uint64_t first,
      const std::function<bool(std::uint64_t, base::ByteView)>& visit) const override {
    const std::lock_guard lock(mutex_);
    Statement select(database_,
                     "SELECT position, bytes FROM leaf WHERE position >= ? ORDER BY position");
    select.number(first);
    int code = 0;
    while ((code = select.step()) == SQLITE_ROW) {
      if (!visit(select.column_number(0), select.column_blob(1))) return {};
    }
    return code == SQLITE_DONE ? base::Result<void>{} : failure();
  }

  base::Result<std::vector<Accepted>> add_submissions(
      std::span<const Submission> submissions) override {
    const std::lock_guard lock(mutex_);
    std::vector<Accepted> accepted;
    UNDERSIGNED_TRY_VOID(transaction([&]() -> base::Result<void> {
      Statement insert(
          database_, "INSERT OR IGNORE INTO submission (epoch, position, entry) VALUES (?, ?, ?)");
      for (const Submission& submission : submissions) {
        insert.reset();
        insert.number(submission.epoch).number(submission.index).blob(submission.entry);
        if (insert.step() != SQLITE_DONE) return failure();
        accepted.push_back(sqlite3_changes(database_) == 1 ? Accepted::kNew : Accepted::kRepeated);
      }
      return {};
    }));
    return accepted;
  }

  base::Result<std::vector<Submission>> last_submissions(std::uint32_t epoch) const override {
    const std::lock_guard lock(mutex_);
    Statement select(database_,
                     "SELECT position, entry FROM submission WHERE sequence IN "
                     "(SELECT max(sequence) FROM submission WHERE epoch = ? GROUP BY position) "
                     "ORDER BY position");
    select.number(epoch);
    std::vector<Submission> out;
    int code = 0;
    while ((code = select.step()) == SQLITE_ROW) {
      const base::ByteView entry = select.column_blob(1);
      out.push_back({epoch, static_cast<std::uint32_t>(select.column_number(0)),
                     base::Bytes(entry.begin(), entry.end())});
    }
    if (code != SQLITE_DONE) return failure();
    return out;
  }

  base::Result<void> put_message(std::string_view topic, std::uint32_t author,
                                 base::ByteView message) override {
    const std::lock_guard lock(mutex_);
    {
      Statement insert(database_,
                       "INSERT OR IGNORE INTO message (topic, author, bytes) VALUES (?, ?, ?)");
      if (insert.text(topic).number(author).blob(message).step() != SQLITE_DONE) return failure();
      if (sqlite3_changes(database_) == 1) return {};
    }
    UNDERSIGNED_TRY(const auto earlier, find_message(topic, author));
    if (earlier && std::ranges::equal(*earlier, message)) return {};
    return base::fail("store.message", "", "This message was already given, with other content.");
  }

  base::Result<std::optional<base::Bytes>> message(std::string_view topic,
                                                   std::uint32_t author) const override {
    const std::lock_guard lock(mutex_);
    return find_message(topic, author);
  }

  base::Result<std::vector<std::uint32_t>> authors(std::string_view topic) const override {
    const std::lock_guard lock(mutex_);
    Statement select(database_, "SELECT author FROM message WHERE topic = ? ORDER BY sequence");
    select.text(topic);
    std::vector<std::uint32_t> out;
    int code = 0;
    while ((code = select.step()) == SQLITE_ROW) {
      out.push_back(static_cast<std::uint32_t>(select.column_number(0)));
    }
    if (code != SQLITE_DONE) return failure();
    return out;
  }

  base::Result<std::vector<MessagePlace>> messages() const override {
    const std::lock_guard lock(mutex_);
    Statement select(database_, "SELECT topic, author FROM message ORDER BY sequence");
    std::vector<MessagePlace> out;
    int code = 0;
    while ((code = select.step()) == SQLITE_ROW) {
      out.push_back({std::string(base::as_text(select.column_blob(0))),
                     static_cast<std::uint32_t>(select.column_number(1))});
    }
    if (code != SQLITE_DONE) return failure();
    return out;
  }

  base::Result<void> put_cards(std::span<const base::Bytes> bodies) override {
    const std::lock_guard lock(mutex_);
    return transaction([&]() -> base::Result<void> {
      if (Statement(database_, "DELETE FROM card").step() != SQLITE_DONE) return failure();
      Statement insert(database_, "INSERT INTO card (position, body) VALUES (?, ?)");
      std::uint64_t position = 0;
      for (const base::Bytes& body : bodies) {
        insert.reset();
        if (insert.number(position++).blob(body).step() != SQLITE_DONE) return failure();
      }
      return {};
    });
  }

  base::Result<std::vector<base::Bytes>> cards() const override {
    const std::lock_guard lock(mutex_);
    Statement select(database_, "SELECT body FROM card ORDER BY position");
    std::vector<base::Bytes> out;
    int code = 0;
    while ((code = select.step()) == SQLITE_ROW) {
      const base::ByteView body = select.column_blob(0);
      out.emplace_back(body.begin(), body.end());
    }
    if (code != SQLITE_DONE) return failure();
    return out;
  }

  // Pragmas, the lock, and the schema of a new file; refuses foreign and newer files.
  base::Result<void> start(Open how) {
    if (!run(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")) {
      return failure();
    }
    if (how == Open::kCreate) {
      return transaction([&]() -> base::Result<void> {
        const std::string marks = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                                  "; PRAGMA user_version = " + std::to_string(kFormat) + ";";
        if (!run(kSchema) || !run(marks.c_str())) return failure();
        return {};
      });
    }
    if (!run("BEGIN IMMEDIATE; COMMIT;")) return failure();
    if (pragma("PRAGMA application_id") != kApplicationId) {
      return base::fail("store.format", "", "This file is not an Undersigned letter's database.");
    }
    if (pragma("PRAGMA user_version") > kFormat) {
      return base::fail(
          "store.format", "",
          "This letter was made by a newer version of Undersigned; use that version.");
    }
    return {};
  }

 private:
  bool run(const char* sql) const {
    return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
  }

  int pragma(const char* sql) const {
    Statement select(database_, sql);
    return select.step() == SQLITE_ROW ? static_cast<int>(select.column_number(0)) : -1;
  }

  // Refuses unless there are so many leaves.
  base::Result<void> expect(std::uint64_t leaves) const {
    UNDERSIGNED_TRY(const std::uint64_t size, count());
    if (size == leaves) return {};
    return base::fail("store.size", "8", "The record has grown in the meantime; read it again.");
  }

  base::Result<std::uint64_t> count() const {
    Statement select(database_, "SELECT coalesce(max(position) + 1, 0) FROM leaf");
    if (select.step() != SQLITE_ROW) return failure();
    return select.column_number(0);
  }

  base::Result<std::optional<base::Bytes>> find_message(std::string_view topic,
                                                        std::uint32_t author) const {
    Statement select(database_, "SELECT bytes FROM message WHERE topic = ? AND author = ?");
    const int code = select.text(topic).number(author).step();
    if (code == SQLITE_DONE) return std::nullopt;
    if (code != SQLITE_ROW) return failure();
    const base::ByteView bytes = select.column_blob(0);
    return base::Bytes(bytes.begin(), bytes.end());
  }

  template <class Work>
  base::Result<void> transaction(Work work) {
    if (!run("BEGIN IMMEDIATE")) return failure();
    base::Result<void> outcome = work();
    if (outcome && run("COMMIT")) return {};
    if (outcome) outcome = failure();
    run("ROLLBACK");
    return outcome;
  }

  std::unexpected<base::Error> failure() const {
    switch (sqlite3_errcode(database_)) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return base::fail("store.busy", "",
                          "Another program is working on this letter; wait for it to finish.");
      case SQLITE_FULL:
        return base::fail("store.full", "",
                          "The disk is full; nothing was changed. Free some space.");
      case SQLITE_READONLY:
      case SQLITE_CANTOPEN:
      case SQLITE_PERM:
        return base::fail(
            "store.readonly", "",
            "The letter's database cannot be written; check the folder's permissions.");
      case SQLITE_NOTADB:
      case SQLITE_CORRUPT:
        return base::fail("store.format", "",
                          "The letter's database is damaged or not a database.");
      case SQLITE_IOERR:
        return base::fail("store.disk", "",
                          "The disk does not take or give the letter's database. Is it full, or "
                          "read-only? Nothing that was accepted is lost; run the command again "
                          "when it is mended.");
      default:
        return base::fail(
            "store.failed", "",
            std::string("The letter's database failed: ") + sqlite3_errmsg(database_));
    }
  }

  sqlite3* database_;
  mutable std::mutex mutex_;
};

base::Result<std::unique_ptr<SqliteStore>> open_file(const std::string& path, Open how) {
  sqlite3* database = nullptr;
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (how == Open::kCreate ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  auto store = std::make_unique<SqliteStore>(database);
  if (code != SQLITE_OK) {
    return base::fail("store.readonly", "", "The database " + path + " cannot be opened.");
  }
  UNDERSIGNED_TRY_VOID(store->start(how));
  return store;
}

// Made beside its place and renamed, so that a file at `path` is whole whenever the program stops.
base::Result<void> make_file(const std::string& path) {
  const std::string unfinished = path + ".new";
  std::error_code error;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(unfinished + suffix, error);
  }
  UNDERSIGNED_TRY_VOID(open_file(unfinished, Open::kCreate));
  std::filesystem::rename(unfinished, path, error);
  if (!error) return {};
  return base::fail("store.readonly", "", "The database " + path + " cannot be made.");
}

}  // namespace

base::Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, Open how) {
  std::error_code ignored;
  const bool exists = std::filesystem::exists(path, ignored);
  if (how == Open::kCreate && exists) {
    return base::fail("store.exists", "", "There is a letter at " + path + " already.");
  }
  if (how == Open::kExisting && !exists) {
    return base::fail("store.missing", "", "There is no letter at " + path + ".");
  }
  if (how == Open::kCreate) UNDERSIGNED_TRY_VOID(make_file(path));
  return open_file(path, Open::kExisting);
}

}  // namespace undersigned::store
