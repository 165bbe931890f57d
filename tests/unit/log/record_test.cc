#include "core/log/record.h"

#include <gtest/gtest.h>

#include "core/log/tree_builder.h"
#include "tests/unit/log/reference.h"

namespace undersigned::log {
namespace {

using reference::Files;

struct Record {
  explicit Record(std::uint64_t leaves)
      : size(leaves),
        hashes(reference::leaf_hashes(leaves)),
        root(reference::root(hashes)),
        files(reference::files(hashes)) {}

  std::uint64_t size;
  reference::Hashes hashes;
  Hash root;
  Files files;
};

FileFinder finder(const Files& files) {
  return [&files](const std::string& path) { return files.contains(path); };
}

base::Result<void> read_all(const Record& record, const Files& files) {
  return read_record(record.size, record.root, reference::reader(files), finder(files),
                     [](const Frontier&, base::ByteView) { return base::Result<void>{}; });
}

std::string outcome(const base::Result<void>& result) {
  return result ? "accepted" : result.error().check;
}

TEST(Record, GivesEveryLeafWithTheTreeBeforeIt) {
  for (const std::uint64_t size : {0u, 1u, 2u, 255u, 256u, 257u, 600u}) {
    const Record record(size);
    std::uint64_t next = 0;
    const auto read = read_record(
        size, record.root, reference::reader(record.files), finder(record.files),
        [&](const Frontier& before, base::ByteView leaf) -> base::Result<void> {
          EXPECT_EQ(before.size(), next);
          EXPECT_EQ(before.root(), reference::root(std::span(record.hashes).first(next)));
          EXPECT_TRUE(std::ranges::equal(leaf, reference::leaf(next)));
          ++next;
          return {};
        });
    EXPECT_EQ(outcome(read), "accepted");
    EXPECT_EQ(next, size);
  }
}

TEST(Record, RefusesEveryChangedByteOfEveryFile) {
  const Record record(259);
  for (const auto& [path, bytes] : record.files) {
    // All bytes of the small files, every 41st of the large ones.
    const std::size_t step = bytes.size() > 500 ? 41 : 1;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      Files changed = record.files;
      changed[path][at] ^= 0x20;
      ASSERT_NE(outcome(read_all(record, changed)), "accepted") << path << " at " << at;
    }
  }
}

TEST(Record, RefusesCutLongAndMissingFiles) {
  const Record record(259);
  for (const auto& [path, bytes] : record.files) {
    Files changed = record.files;
    changed[path].pop_back();
    EXPECT_NE(outcome(read_all(record, changed)), "accepted") << path;
    changed[path] = bytes;
    changed[path].push_back(0);
    EXPECT_NE(outcome(read_all(record, changed)), "accepted") << path;
    changed.erase(path);
    EXPECT_EQ(outcome(read_all(record, changed)), "files.missing") << path;
  }
}

TEST(Record, NamesTheFileAndTheFirstLeafThatDiffers) {
  const Record record(600);
  Files changed = record.files;
  changed["tile/0/001"][17 * kHashBytes + 3] ^= 1;
  const auto low = read_all(record, changed);
  ASSERT_FALSE(low);
  EXPECT_EQ(low.error().check, "files.tile");
  EXPECT_EQ(low.error().section, "8");
  EXPECT_NE(low.error().message.find("tile/0/001 "), std::string::npos) << low.error().message;
  EXPECT_NE(low.error().message.find("leaves from 273 "), std::string::npos) << low.error().message;
  changed = record.files;
  changed["tile/1/000.p/2"][kHashBytes] ^= 1;
  const auto high = read_all(record, changed);
  ASSERT_FALSE(high);
  EXPECT_NE(high.error().message.find("leaves from 256 "), std::string::npos)
      << high.error().message;
  changed = record.files;
  changed["tile/entries/002.p/88"].pop_back();
  const auto bundle = read_all(record, changed);
  ASSERT_FALSE(bundle);
  EXPECT_EQ(bundle.error().check, "files.bundle");
  EXPECT_TRUE(bundle.error().message.starts_with("tile/entries/002.p/88: "));
}

TEST(Record, RefusesAWholeTreeOfOtherLeaves) {
  // All files fit one another, but not the root that was signed.
  Record record(300);
  record.root[0] ^= 1;
  EXPECT_EQ(outcome(read_all(record, record.files)), "tree.root");
  record.size = 0;
  EXPECT_EQ(outcome(read_all(record, {})), "tree.root");
}

TEST(Record, ReturnsTheVisitorsError) {
  const Record record(10);
  const auto read =
      read_record(record.size, record.root, reference::reader(record.files), finder(record.files),
                  [](const Frontier& before, base::ByteView) -> base::Result<void> {
                    if (before.size() < 4) return {};
                    return base::fail("leaf.kind", "8", "Leaf 4 is of an unknown kind.");
                  });
  EXPECT_EQ(outcome(read), "leaf.kind");
}

TEST(Record, AsksForNoMoreBytesThanATileMayHave) {
  const Record record(259);
  const FileReader files = reference::reader(record.files);
  const FileReader bounded = [&](const std::string& path, std::size_t max_bytes) {
    const Tile tile = Tile::parse(path).value();
    EXPECT_TRUE(has_tile(record.size, tile));
    EXPECT_EQ(max_bytes, tile.max_bytes());
    return files(path, max_bytes);
  };
  EXPECT_TRUE(read_record(record.size, record.root, bounded, finder(record.files),
                          [](const Frontier&, base::ByteView) { return base::Result<void>{}; }));
}

// The record's files with every third leaf withheld, and the first bundle whole.
Files withheld(const Record& record) {
  Files files;
  TreeBuilder builder([&](const Tile& tile, base::ByteView bytes) {
    files[tile.path()] = base::Bytes(bytes.begin(), bytes.end());
    return base::Result<void>{};
  });
  for (std::uint64_t i = 0; i < record.size; ++i) {
    EXPECT_TRUE(i >= kTileWidth && i % 3 == 0 ? builder.append_withheld(record.hashes[i])
                                              : builder.append(reference::leaf(i)));
  }
  EXPECT_TRUE(builder.partial_tiles());
  return files;
}

TEST(WithheldLeaves, LeaveTheirHashesAndNothingElse) {
  const Record record(600);
  const Files files = withheld(record);
  for (const auto& [path, bytes] : record.files) {
    const bool gone = path == "tile/entries/001" || path == "tile/entries/002.p/88";
    EXPECT_EQ(files.contains(path), !gone) << path;
    EXPECT_TRUE(gone || files.at(path) == bytes) << path;
  }
  EXPECT_EQ(files.size(), record.files.size());
  std::uint64_t next = 0;
  const auto read = read_record(record.size, record.root, reference::reader(files), finder(files),
                                [&](const Frontier&, base::ByteView leaf) -> base::Result<void> {
                                  const bool known = next < kTileWidth || next % 3 != 0;
                                  EXPECT_EQ(base::Bytes(leaf.begin(), leaf.end()),
                                            known ? reference::leaf(next) : base::Bytes{});
                                  ++next;
                                  return {};
                                });
  EXPECT_EQ(outcome(read), "accepted");
  EXPECT_EQ(next, record.size);
}

TEST(WithheldLeaves, AreRefusedWithAnyByteChanged) {
  const Record record(600);
  const Files files = withheld(record);
  for (const auto& [path, bytes] : files) {
    for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 100) {
      Files changed = files;
      changed[path][at] ^= 0x20;
      ASSERT_NE(outcome(read_all(record, changed)), "accepted") << path << " at " << at;
    }
  }
}

TEST(WithheldLeaves, StandUnderKeptOnly) {
  const Record record(600);
  Files files = record.files;
  files["tile/kept/001"] = files["tile/entries/001"];
  files.erase("tile/entries/001");
  EXPECT_EQ(outcome(read_all(record, files)), "files.bundle");
  files = withheld(record);
  files["tile/entries/001"] = files["tile/kept/001"];
  files.erase("tile/kept/001");
  EXPECT_EQ(outcome(read_all(record, files)), "files.tile");
}

TEST(RecordProofs, AreMadeFromTiles) {
  for (const std::uint64_t size : {1u, 2u, 255u, 256u, 257u, 300u, 513u}) {
    const Record record(size);
    const auto subtrees = subtrees_from_tiles(size, reference::reader(record.files));
    for (std::uint64_t index = 0; index < size; index += 1 + index / 8) {
      const auto proof = prove_inclusion(index, size, subtrees);
      ASSERT_TRUE(proof) << proof.error().message;
      ASSERT_TRUE(verify_inclusion(record.hashes[index], index, size, record.root, *proof));
      const auto first = std::span(record.hashes).first(index);
      const auto consistency = prove_consistency(index, size, subtrees);
      ASSERT_TRUE(consistency) << consistency.error().message;
      ASSERT_TRUE(
          verify_consistency(index, reference::root(first), size, record.root, *consistency));
    }
  }
}

TEST(RecordProofs, AreMadeFromTilesOfThreeLevels) {
  const Record record(66'000);
  const auto subtrees = subtrees_from_tiles(record.size, reference::reader(record.files));
  for (const std::uint64_t index : {0u, 255u, 256u, 32'768u, 65'535u, 65'536u, 65'999u}) {
    const Proof proof = prove_inclusion(index, record.size, subtrees).value();
    EXPECT_TRUE(verify_inclusion(record.hashes[index], index, record.size, record.root, proof));
    const Proof consistency = prove_consistency(index, record.size, subtrees).value();
    const Hash root = reference::root(std::span(record.hashes).first(index));
    EXPECT_TRUE(verify_consistency(index, root, record.size, record.root, consistency));
  }
}

TEST(RecordProofs, OfChangedTilesDoNotHold) {
  Record record(300);
  record.files["tile/0/000"][5] ^= 1;
  const auto subtrees = subtrees_from_tiles(record.size, reference::reader(record.files));
  const Proof proof = prove_inclusion(1, record.size, subtrees).value();
  EXPECT_FALSE(verify_inclusion(record.hashes[1], 1, record.size, record.root, proof));
}

}  // namespace
}  // namespace undersigned::log
