#include "app/http/remote_record.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "app/service/files.h"
#include "core/log/checkpoint.h"
#include "core/log/note.h"
#include "core/log/tile.h"

namespace undersigned::http {
namespace {

namespace fs = std::filesystem;

class RecordCopy {
 public:
  RecordCopy(Client& client, const fs::path& folder) : client_(client), folder_(folder) {}

  base::Result<base::Bytes> get(std::string_view path, std::size_t max_bytes) {
    UNDERSIGNED_TRY(const Reply reply, client_.get(client_.address().record_file(path)));
    if (reply.body.size() > max_bytes) {
      return base::fail("remote.file", "8",
                        "The server's file " + std::string(path) + " is longer than it may be.");
    }
    const base::ByteView bytes = base::as_bytes(reply.body);
    return base::Bytes(bytes.begin(), bytes.end());
  }

  base::Result<void> write(std::string_view path, base::ByteView bytes) {
    return service::write_file(folder_ / path, bytes, service::Privacy::kPublic,
                               service::Durability::kDerived);
  }

  // Of a bundle whose entries are withheld, what is left of it. A file that is there stays: it was
  // put there whole, and it never changes.
  base::Result<void> copy(log::Tile tile) {
    if (has(tile)) return {};
    auto bytes = get(tile.path(), tile.max_bytes());
    if (!bytes && bytes.error().check == "record.withheld") {
      tile.kind = log::TileKind::kKept;
      if (has(tile)) return {};
      bytes = get(tile.path(), tile.max_bytes());
    }
    if (!bytes) return std::unexpected(bytes.error());
    wanted_.insert(tile.path());
    return write(tile.path(), *bytes);
  }

  // A copy that was stopped has files of the record as it was then: bundles that were shorter.
  base::Result<void> remove_others() const {
    std::error_code error;
    std::vector<fs::path> others;
    for (const auto& found : fs::recursive_directory_iterator(folder_ / "tile", error)) {
      const auto path = found.path().lexically_relative(folder_).generic_string();
      if (!found.is_directory() && !wanted_.contains(path)) others.push_back(found.path());
    }
    for (const fs::path& other : others) {
      if (!fs::remove(other, error))
        return base::fail("file.write", "", "Cannot remove " + other.string() + ".");
      fs::remove(other.parent_path(), error);  // if that was the last one in it
    }
    return {};
  }

 private:
  bool has(const log::Tile& tile) {
    std::error_code error;
    const bool there = fs::exists(folder_ / tile.path(), error);
    if (there) wanted_.insert(tile.path());
    return there;
  }

  Client& client_;
  const fs::path& folder_;
  std::set<std::string> wanted_;  // the record's files, by their paths in it
};

// A copy that was stopped has tiles, and no checkpoint: that comes last.
bool holds_part_of_a_copy(const fs::path& folder) {
  std::error_code error;
  return std::ranges::all_of(fs::directory_iterator(folder, error), [](const auto& found) {
    return found.path().filename() == "tile" && found.is_directory();
  });
}

}  // namespace

base::Result<std::uint64_t> copy_record(Client& client, const fs::path& folder,
                                        const service::Runtime& runtime) {
  if (!holds_part_of_a_copy(folder)) {
    return base::fail("folder.exists", "",
                      folder.string() + " has something in it already; name a new folder.");
  }
  RecordCopy copy(client, folder);
  UNDERSIGNED_TRY(const base::Bytes bytes, copy.get(log::kCheckpointPath, log::kMaxNoteBytes));
  UNDERSIGNED_TRY(const log::Note note, log::Note::parse(bytes));
  UNDERSIGNED_TRY(const log::Checkpoint checkpoint, log::Checkpoint::parse_text(note.text));
  UNDERSIGNED_TRY_VOID(log::for_each_tile(checkpoint.size, [&](const log::Tile& tile) {
    const std::uint64_t done =
        tile.kind == log::TileKind::kEntries ? tile.index * log::kTileWidth : checkpoint.size;
    runtime.progress("copying the record",
                     static_cast<double>(done) / static_cast<double>(checkpoint.size));
    return copy.copy(tile);
  }));
  UNDERSIGNED_TRY_VOID(copy.remove_others());
  UNDERSIGNED_TRY_VOID(copy.write(log::kCheckpointPath, bytes));
  return checkpoint.size;
}

}  // namespace undersigned::http
