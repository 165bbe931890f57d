#include "core/log/tree_builder.h"

#include <gtest/gtest.h>

#include "tests/unit/log/reference.h"

namespace undersigned::log {
namespace {

using reference::Files;

// Keeps what it is given; a file that is given twice must be the same.
TileSink keep(Files& files) {
  return [&files](const Tile& tile, base::ByteView bytes) -> base::Result<void> {
    const auto [file, added] = files.emplace(tile.path(), base::Bytes(bytes.begin(), bytes.end()));
    EXPECT_TRUE(added || std::ranges::equal(file->second, bytes)) << tile.path();
    return {};
  };
}

// The files that belong to the tree of `size` leaves, of all that a builder has given so far.
Files of_size(const Files& files, std::uint64_t size) {
  Files own;
  for (const auto& [path, bytes] : files) {
    if (check_record_path(size, path)) own.emplace(path, bytes);
  }
  return own;
}

TEST(TreeBuilder, GivesTheDefinitionsFilesForEverySizeUpTo600) {
  const auto hashes = reference::leaf_hashes(600);
  Files files;
  TreeBuilder builder(keep(files));
  for (std::uint64_t size = 0; size <= 600; ++size) {
    ASSERT_TRUE(builder.partial_tiles());
    ASSERT_EQ(of_size(files, size), reference::files(std::span(hashes).first(size))) << size;
    ASSERT_EQ(builder.tree().size(), size);
    ASSERT_EQ(builder.tree().root(), reference::root(std::span(hashes).first(size)));
    ASSERT_TRUE(builder.append(reference::leaf(size)));
  }
}

TEST(TreeBuilder, GivesTheDefinitionsFilesForThreeLevels) {
  constexpr std::uint64_t kSize = 66'000;
  const auto hashes = reference::leaf_hashes(kSize);
  Files files;
  TreeBuilder builder(keep(files));
  for (std::uint64_t i = 0; i < kSize; ++i) ASSERT_TRUE(builder.append(reference::leaf(i)));
  ASSERT_TRUE(builder.partial_tiles());
  EXPECT_EQ(files, reference::files(hashes));
  EXPECT_TRUE(files.contains("tile/2/000.p/1"));
  EXPECT_EQ(builder.tree().root(), reference::root(hashes));
}

TEST(TreeBuilder, GivesEachFileOnceAndABundleBeforeItsHashes) {
  std::vector<std::string> order;
  TreeBuilder builder([&](const Tile& tile, base::ByteView bytes) -> base::Result<void> {
    EXPECT_LE(bytes.size(), tile.max_bytes());
    order.push_back(tile.path());
    return {};
  });
  for (std::uint64_t i = 0; i < 520; ++i) ASSERT_TRUE(builder.append(reference::leaf(i)));
  ASSERT_TRUE(builder.partial_tiles());
  EXPECT_EQ(order, (std::vector<std::string>{"tile/entries/000", "tile/0/000", "tile/entries/001",
                                             "tile/0/001", "tile/entries/002.p/8", "tile/0/002.p/8",
                                             "tile/1/000.p/2"}));
}

TEST(TreeBuilder, ReturnsTheSinksError) {
  TreeBuilder builder([](const Tile& tile, base::ByteView) -> base::Result<void> {
    return base::fail("disk.full", "", "No room for " + tile.path() + ".");
  });
  for (std::uint64_t i = 0; i < 255; ++i) ASSERT_TRUE(builder.append(reference::leaf(i)));
  EXPECT_EQ(builder.partial_tiles().error().check, "disk.full");
  EXPECT_EQ(builder.append(reference::leaf(255)).error().check, "disk.full");
}

TEST(TreeBuilder, GoesOnWhereAnotherStopped) {
  const auto hashes = reference::leaf_hashes(1000);
  for (const std::uint64_t stop : {0u, 1u, 2u, 100u, 255u, 256u, 257u, 511u, 512u, 700u, 999u}) {
    Files files = reference::files(std::span(hashes).first(stop));
    const Hash root = reference::root(std::span(hashes).first(stop));
    Files added = files;
    auto builder = TreeBuilder::resume(stop, root, reference::reader(files), keep(added));
    ASSERT_TRUE(builder) << builder.error().message;
    ASSERT_EQ(builder->tree().root(), root);
    for (std::uint64_t i = stop; i < 1000; ++i) ASSERT_TRUE(builder->append(reference::leaf(i)));
    ASSERT_TRUE(builder->partial_tiles());
    ASSERT_EQ(of_size(added, 1000), reference::files(hashes)) << stop;
  }
}

TEST(TreeBuilder, GoesOnAfterThreeLevels) {
  constexpr std::uint64_t kStop = 65'536 + 256 + 3;
  const auto hashes = reference::leaf_hashes(kStop + 1);
  const Files files = reference::files(std::span(hashes).first(kStop));
  auto builder = TreeBuilder::resume(
      kStop, reference::root(std::span(hashes).first(kStop)), reference::reader(files),
      [](const Tile&, base::ByteView) { return base::Result<void>{}; });
  ASSERT_TRUE(builder);
  ASSERT_TRUE(builder->append(reference::leaf(kStop)));
  EXPECT_EQ(builder->tree().root(), reference::root(hashes));
}

TEST(TreeBuilder, DoesNotGoOnFromChangedFiles) {
  constexpr std::uint64_t kSize = 256 + 5;
  const auto hashes = reference::leaf_hashes(kSize);
  const Files files = reference::files(hashes);
  const auto resume = [&](const Files& from, const Hash& root) -> std::string {
    const auto builder =
        TreeBuilder::resume(kSize, root, reference::reader(from),
                            [](const Tile&, base::ByteView) { return base::Result<void>{}; });
    return builder ? "accepted" : builder.error().check;
  };
  ASSERT_EQ(resume(files, reference::root(hashes)), "accepted");
  EXPECT_EQ(resume(files, empty_root()), "tree.root");
  for (const char* path : {"tile/0/001.p/5", "tile/1/000.p/1", "tile/entries/001.p/5"}) {
    for (std::size_t at = 0; at < files.at(path).size(); ++at) {
      Files changed = files;
      changed[path][at] ^= 1;
      ASSERT_NE(resume(changed, reference::root(hashes)), "accepted") << path << " at " << at;
    }
    Files changed = files;
    changed[path].pop_back();
    EXPECT_NE(resume(changed, reference::root(hashes)), "accepted") << path;
    changed.erase(path);
    EXPECT_EQ(resume(changed, reference::root(hashes)), "files.missing");
  }
}

}  // namespace
}  // namespace undersigned::log
