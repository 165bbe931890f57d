#include "core/log/tile.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "tests/unit/log/reference.h"

namespace undersigned::log {
namespace {

std::vector<std::string> paths(std::uint64_t size) {
  std::vector<std::string> paths;
  const auto visited = for_each_tile(size, [&](const Tile& tile) -> base::Result<void> {
    paths.push_back(tile.path());
    return {};
  });
  EXPECT_TRUE(visited);
  return paths;
}

std::string outcome(const base::Result<void>& result) {
  return result ? "accepted" : result.error().check;
}

// --- Paths -------------------------------------------------------------------------------------

TEST(TilePath, IsWrittenAsTlogTilesSaysIt) {
  EXPECT_EQ((Tile{TileKind::kHashes, 0, 0, 256}.path()), "tile/0/000");
  EXPECT_EQ((Tile{TileKind::kHashes, 0, 1234067, 256}.path()), "tile/0/x001/x234/067");
  EXPECT_EQ((Tile{TileKind::kHashes, 3, 999, 1}.path()), "tile/3/999.p/1");
  EXPECT_EQ((Tile{TileKind::kEntries, 0, 1000, 256}.path()), "tile/entries/x001/000");
  EXPECT_EQ((Tile{TileKind::kEntries, 0, 273, 112}.path()), "tile/entries/273.p/112");
  EXPECT_EQ((Tile{TileKind::kKept, 0, 273, 112}.path()), "tile/kept/273.p/112");
}

TEST(TilePath, ParsesWhatItWrites) {
  ASSERT_TRUE(rc::check([] {
    Tile tile;
    tile.kind = *rc::gen::element(TileKind::kHashes, TileKind::kEntries, TileKind::kKept);
    tile.level = tile.kind == TileKind::kHashes ? *rc::gen::inRange(0, kMaxTileLevel + 1) : 0;
    const auto digits = *rc::gen::inRange(0, 33);
    tile.index =
        *rc::gen::resize(1000, rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << digits));
    tile.width = *rc::gen::resize(1000, rc::gen::inRange(1, 257));
    const auto parsed = Tile::parse(tile.path());
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(*parsed == tile);
    RC_ASSERT(tile.path().size() <= kMaxPathBytes);
  }));
}

TEST(TilePath, HasOneFormForOneTile) {
  const std::vector<std::string> refused = {"",
                                            "tile",
                                            "tile/",
                                            "tile/0",
                                            "tile/0/",
                                            "tile//000",
                                            "tile/000",
                                            "tile/0/0",
                                            "tile/0/00",
                                            "tile/0/0000",
                                            "tile/00/000",
                                            "tile/+0/000",
                                            "tile/-1/000",
                                            "tile/6/000",
                                            "tile/64/000",
                                            "tile/0/1000",
                                            "tile/0/001/000",
                                            "tile/0/x000/000",
                                            "tile/0/x001",
                                            "tile/0/x001/",
                                            "tile/0/x001/x000",
                                            "tile/0/X001/000",
                                            "tile/0/x01/000",
                                            "tile/0/x0001/000",
                                            "tile/0/x001000",
                                            "tile/0/x001//000",
                                            "tile/0/000/",
                                            "tile/0/000 ",
                                            " tile/0/000",
                                            "/tile/0/000",
                                            "tile/0/a00",
                                            "tile/0/000.p",
                                            "tile/0/000.p/",
                                            "tile/0/000.p/0",
                                            "tile/0/000.p/00",
                                            "tile/0/000.p/01",
                                            "tile/0/000.p/256",
                                            "tile/0/000.p/1/",
                                            "tile/0/000.p/1.p/1",
                                            "tile/0/000.p/-1",
                                            "tile/0/000.P/1",
                                            "tile/0/.p/1",
                                            "tile/0/000p/1",
                                            "tile/0/000.p/1a",
                                            "tile/entries",
                                            "tile/entries/",
                                            "tile/entries/0",
                                            "tile/entries/0/000",
                                            "tile/entries/000.p/0",
                                            "tile/Entries/000",
                                            "tiles/0/000",
                                            "tile/0/../0/000",
                                            "tile/0/x999/x999/x999/999",
                                            "tile/0/x004/x294/x967/297",
                                            "tile/0/x999/x999/x999/x999/x999/x999/999",
                                            std::string("tile/0/000\0", 11),
                                            std::string("tile/0/000.p/1\n")};
  for (const std::string& path : refused) {
    const auto tile = Tile::parse(path);
    EXPECT_FALSE(tile) << path;
    EXPECT_TRUE(tile || tile.error().check == "files.path");
  }
  EXPECT_FALSE(Tile::parse("tile/0/" + std::string(1'000'000, '0')));
}

TEST(TilePath, NoChangedCharacterNamesTheSameTile) {
  const std::vector<std::string> samples = {"tile/0/x001/x234/067.p/17", "tile/entries/x012/345"};
  for (const std::string& path : samples) {
    const Tile tile = Tile::parse(path).value();
    for (std::size_t at = 0; at < path.size(); ++at) {
      for (int c = 0; c < 256; ++c) {
        std::string changed = path;
        changed[at] = static_cast<char>(c);
        const auto parsed = Tile::parse(changed);
        ASSERT_TRUE(changed == path || !parsed || !(*parsed == tile)) << changed;
        ASSERT_TRUE(!parsed || parsed->path() == changed) << changed;
      }
    }
  }
}

// --- Which files a tree has --------------------------------------------------------------------

TEST(TileSet, IsThatOfTheExamplesOfTlogTiles) {
  EXPECT_TRUE(paths(0).empty());
  EXPECT_EQ(paths(1), (std::vector<std::string>{"tile/entries/000.p/1", "tile/0/000.p/1"}));
  EXPECT_EQ(paths(256),
            (std::vector<std::string>{"tile/entries/000", "tile/0/000", "tile/1/000.p/1"}));
  std::vector<std::string> expected;
  for (std::uint64_t i = 0; i < 273; ++i)
    expected.push_back("tile/entries/" + reference::tile_name(i, 256));
  expected.push_back("tile/entries/273.p/112");
  for (std::uint64_t i = 0; i < 273; ++i)
    expected.push_back("tile/0/" + reference::tile_name(i, 256));
  expected.insert(expected.end(),
                  {"tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"});
  EXPECT_EQ(paths(70'000), expected);
}

TEST(TileSet, IsTheDefinitionsForEverySizeUpTo600AndSampledOnes) {
  std::vector<std::uint64_t> sizes = {65'535, 65'536, 65'537, 131'071, 200'000};
  for (std::uint64_t size = 0; size <= 600; ++size) sizes.push_back(size);
  for (const std::uint64_t size : sizes) {
    std::set<std::string> expected;
    for (std::uint64_t unit = 1, level = 0; size / unit > 0; unit *= 256, ++level) {
      for (std::uint64_t i = 0; i < size / unit; i += 256) {
        const auto name =
            reference::tile_name(i / 256, std::min<std::uint64_t>(256, size / unit - i));
        expected.insert("tile/" + std::to_string(level) + "/" + name);
        if (level == 0) expected.insert("tile/entries/" + name);
      }
    }
    const auto found = paths(size);
    ASSERT_EQ(std::set<std::string>(found.begin(), found.end()), expected) << size;
    ASSERT_EQ(found.size(), expected.size()) << size;
    for (const std::string& path : found) ASSERT_TRUE(check_record_path(size, path)) << path;
  }
}

TEST(TileSet, HoldsNoTileOfAnotherSize) {
  // Of all paths of all trees up to 600 leaves each tree accepts its own.
  std::map<std::string, std::set<std::uint64_t>> sizes_of;
  for (std::uint64_t size = 0; size <= 600; ++size) {
    for (const std::string& path : paths(size)) sizes_of[path].insert(size);
  }
  for (const auto& [path, sizes] : sizes_of) {
    const Tile tile = Tile::parse(path).value();
    for (std::uint64_t size = 0; size <= 600; ++size) {
      ASSERT_EQ(has_tile(size, tile), sizes.contains(size)) << path << " of " << size;
    }
  }
}

TEST(TileSet, RefusesFilesThatARecordDoesNotHave) {
  EXPECT_EQ(outcome(check_record_path(300, "checkpoint")), "accepted");
  EXPECT_EQ(outcome(check_record_path(300, "tile/0/000")), "accepted");
  EXPECT_EQ(outcome(check_record_path(300, "tile/0/001.p/44")), "accepted");
  for (const char* path : {"", "checkpoint/", "checkpoint.txt", "Checkpoint", "tile", "tile/0",
                           "tile/0/001", "tile/0/000.p/44", "tile/0/001.p/43", "tile/0/002",
                           "tile/1/000", "tile/2/000.p/1", "tile/0/001.p", "tile/entries/001",
                           "tile/5/000.p/1", "README.md", "tile/0/x000/000", "../checkpoint"}) {
    EXPECT_EQ(outcome(check_record_path(300, path)), "files.unknown") << path;
  }
  EXPECT_EQ(outcome(check_record_path(0, "tile/0/000.p/1")), "files.unknown");
  EXPECT_EQ(outcome(check_record_path(300, "tile/kept/000")), "files.unknown");
  const RecordForm form = RecordForm::kWithheld;
  EXPECT_EQ(outcome(check_record_path(300, "tile/kept/000", form)), "accepted");
  EXPECT_EQ(outcome(check_record_path(300, "tile/entries/000", form)), "accepted");
  EXPECT_EQ(outcome(check_record_path(300, "tile/kept/001", form)), "files.unknown");
  EXPECT_EQ(outcome(check_record_path(300, "tile/kept/001.p/44", form)), "accepted");
}

TEST(TileSet, ReachesTheLargestTree) {
  EXPECT_EQ(tile_at(kMaxTreeSize, TileKind::kHashes, kMaxTileLevel, 0).path(), "tile/5/000.p/1");
  const Tile last = tile_at(kMaxTreeSize, TileKind::kEntries, 0, kMaxTreeSize / 256 - 1);
  EXPECT_EQ(last.path(), "tile/entries/x004/x294/x967/295");
  EXPECT_EQ(Tile::parse(last.path()).value(), last);
  EXPECT_TRUE(has_tile(kMaxTreeSize, last));
  EXPECT_FALSE(has_tile(kMaxTreeSize - 1, last));
  EXPECT_FALSE(has_tile(kMaxTreeSize, Tile{TileKind::kHashes, 0, ~std::uint64_t{0}, 256}));
  EXPECT_FALSE(has_tile(kMaxTreeSize, Tile{TileKind::kHashes, 9, 0, 1}));
  EXPECT_FALSE(has_tile(kMaxTreeSize, Tile{TileKind::kEntries, 1, 0, 256}));
}

TEST(TileDeathTest, ATileThatIsNotThereIsAProgrammersError) {
  EXPECT_DEATH((void)tile_at(0, TileKind::kHashes, 0, 0), "");
  EXPECT_DEATH((void)tile_at(256, TileKind::kHashes, 0, 1), "");
  EXPECT_DEATH((void)tile_at(255, TileKind::kHashes, 1, 0), "");
  EXPECT_DEATH((void)tile_at(300, TileKind::kEntries, 1, 0), "");
  EXPECT_DEATH((void)tile_at(300, TileKind::kHashes, 0, ~std::uint64_t{0}), "");
}

// --- Bundles -----------------------------------------------------------------------------------

std::string bundle_outcome(const base::Bytes& bytes, int width) {
  const auto leaves = parse_bundle(bytes, width);
  return leaves ? "accepted" : leaves.error().check;
}

TEST(Bundle, HasBigEndianLengths) {
  base::Bytes bundle;
  append_entry(bundle, base::as_bytes("ab"));
  append_entry(bundle, {});
  append_entry(bundle, base::Bytes(0x0102, 7));
  ASSERT_EQ(bundle.size(), 4u + 2u + 2u + 0x0102u);
  EXPECT_EQ((base::Bytes(bundle.begin(), bundle.begin() + 8)),
            (base::Bytes{0, 2, 'a', 'b', 0, 0, 1, 2}));
}

TEST(Bundle, ReturnsTheLeaves) {
  ASSERT_TRUE(rc::check([] {
    const auto leaves = *rc::gen::suchThat<std::vector<base::Bytes>>(
        [](const auto& l) { return !l.empty() && l.size() <= 256; });
    base::Bytes bundle;
    for (const base::Bytes& leaf : leaves) append_entry(bundle, leaf);
    const auto parsed = parse_bundle(bundle, static_cast<int>(leaves.size()));
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(parsed->size() == leaves.size());
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      RC_ASSERT(std::ranges::equal((*parsed)[i], leaves[i]));
    }
  }));
}

TEST(Bundle, TakesFullBundlesOfTheLongestLeaves) {
  base::Bytes bundle;
  for (int i = 0; i < 256; ++i) append_entry(bundle, base::Bytes(kMaxLeafBytes, 1));
  EXPECT_EQ(bundle.size(), (Tile{TileKind::kEntries, 0, 0, 256}.max_bytes()));
  EXPECT_EQ(bundle_outcome(bundle, 256), "accepted");
}

TEST(Bundle, RefusesEveryCutAndEveryAddition) {
  base::Bytes bundle;
  for (std::uint64_t i = 0; i < 20; ++i) append_entry(bundle, reference::leaf(i));
  for (std::size_t length = 0; length < bundle.size(); ++length) {
    const base::Bytes cut(bundle.begin(), bundle.begin() + static_cast<std::ptrdiff_t>(length));
    ASSERT_EQ(bundle_outcome(cut, 20), "files.bundle") << length;
  }
  EXPECT_EQ(bundle_outcome(bundle, 19), "files.bundle");
  EXPECT_EQ(bundle_outcome(bundle, 21), "files.bundle");
  bundle.push_back(0);
  EXPECT_EQ(bundle_outcome(bundle, 20), "files.bundle");
  EXPECT_EQ(bundle_outcome(bundle, 21), "files.bundle");
}

TEST(Bundle, RefusesLengthsBeyondTheEnd) {
  EXPECT_EQ(bundle_outcome({0xff, 0xff, 1, 2, 3}, 1), "files.bundle");
  EXPECT_EQ(bundle_outcome({0, 4, 1, 2, 3}, 1), "files.bundle");
  EXPECT_EQ(bundle_outcome({0, 3, 1, 2, 3}, 1), "accepted");
}

TEST(BundleDeathTest, ALeafOrWidthBeyondTheLimitIsAProgrammersError) {
  base::Bytes bundle;
  EXPECT_DEATH(append_entry(bundle, base::Bytes(kMaxLeafBytes + 1)), "");
  EXPECT_DEATH((void)parse_bundle({}, 0), "");
  EXPECT_DEATH((void)parse_bundle({}, 257), "");
}

// --- Hash tiles --------------------------------------------------------------------------------

TEST(HashTile, MustHaveItsLength) {
  const Tile tile{TileKind::kHashes, 0, 0, 3};
  for (const std::size_t length : {0u, 1u, 64u, 95u, 96u}) {
    const reference::Files files = {{tile.path(), base::Bytes(length)}};
    const auto read = read_hash_tile(tile, reference::reader(files));
    EXPECT_EQ(read ? "accepted" : read.error().check, length == 96 ? "accepted" : "files.tile");
  }
}

TEST(HashTile, SubtreesAreTheDefinitions) {
  const auto hashes = reference::leaf_hashes(256);
  base::Bytes bytes;
  for (std::size_t count = 1; count <= 256; ++count) {
    bytes.insert(bytes.end(), hashes[count - 1].begin(), hashes[count - 1].end());
    if ((count & (count - 1)) != 0) continue;
    EXPECT_EQ(subtree_root(bytes), reference::root(std::span(hashes).first(count)));
  }
}

}  // namespace
}  // namespace undersigned::log
