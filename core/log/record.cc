#include "core/log/record.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/log/tree_builder.h"

namespace undersigned::log {
namespace {

// Accepts the file of a tile if it holds what the leaves make of it.
base::Result<void> compare_tile(const Tile& tile, base::ByteView made, const FileReader& read) {
  UNDERSIGNED_TRY(const base::Bytes found, read_hash_tile(tile, read));
  const auto differ = std::ranges::mismatch(made, found).in1;
  if (differ == made.end()) return {};
  const auto hash = static_cast<std::uint64_t>(differ - made.begin()) / kHashBytes;
  const std::uint64_t leaf = (tile.index * kTileWidth + hash) << (kTileHeight * tile.level);
  return base::fail(
      "files.tile", "8",
      "The file " + tile.path() + " differs from what the entries make of it, first at hash " +
          std::to_string(hash) + ", over the leaves from " + std::to_string(leaf) + " on.");
}

// The hashes of a bundle's leaves, as the hash tile over them has them.
base::Result<std::vector<Hash>> leaf_hashes(std::uint64_t size, std::uint64_t index,
                                            const FileReader& read) {
  UNDERSIGNED_TRY(const base::Bytes row,
                  read_hash_tile(tile_at(size, TileKind::kHashes, 0, index), read));
  std::vector<Hash> hashes(row.size() / kHashBytes);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    std::ranges::copy(base::ByteView(row).subspan(i * kHashBytes, kHashBytes), hashes[i].begin());
  }
  return hashes;
}

}  // namespace

base::Result<Bundle> read_bundle(std::uint64_t size, std::uint64_t index, const FileReader& read,
                                 const FileFinder& has) {
  Tile tile = tile_at(size, TileKind::kKept, 0, index);
  const bool kept = has(tile.path());
  if (!kept) tile.kind = TileKind::kEntries;
  Bundle bundle;
  UNDERSIGNED_TRY(bundle.bytes, read(tile.path(), tile.max_bytes()));
  auto leaves = parse_bundle(bundle.bytes, tile.width);
  if (!leaves) {
    leaves.error().message = tile.path() + ": " + leaves.error().message;
    return std::unexpected(std::move(leaves).error());
  }
  bundle.leaves = *std::move(leaves);
  if (!kept) return bundle;
  if (std::ranges::none_of(bundle.leaves, &base::ByteView::empty)) {
    return base::fail("files.bundle", "16",
                      tile.path() + " withholds nothing, so it belongs under tile/entries.");
  }
  UNDERSIGNED_TRY(bundle.hashes, leaf_hashes(size, index, read));
  return bundle;
}

base::Result<void> read_record(std::uint64_t size, const Hash& root, const FileReader& read,
                               const FileFinder& has, const LeafVisitor& visit) {
  UNDERSIGNED_CHECK(size <= kMaxTreeSize);
  HashTileBuilder builder(
      [&read](const Tile& tile, base::ByteView made) { return compare_tile(tile, made, read); });
  for (std::uint64_t index = 0; builder.tree().size() < size; ++index) {
    UNDERSIGNED_TRY(const Bundle bundle, read_bundle(size, index, read, has));
    for (std::size_t i = 0; i < bundle.leaves.size(); ++i) {
      UNDERSIGNED_TRY_VOID(visit(builder.tree(), bundle.leaves[i]));
      UNDERSIGNED_TRY_VOID(builder.append(bundle.hash(i)));
    }
  }
  UNDERSIGNED_TRY_VOID(builder.partial_tiles());
  if (builder.tree().root() != root) {
    return base::fail("tree.root", "8",
                      "The entries do not make the root that the checkpoint states.");
  }
  return {};
}

SubtreeHashes subtrees_from_tiles(std::uint64_t size, FileReader read) {
  UNDERSIGNED_CHECK(size <= kMaxTreeSize);
  return [size, read = std::move(read)](Subtree subtree) -> base::Result<Hash> {
    // The subtree stands over 2^bit neighbouring hashes of one tile.
    const int level = subtree.height / kTileHeight;
    const int bit = subtree.height % kTileHeight;
    const std::uint64_t first = subtree.index << bit;
    const Tile tile = tile_at(size, TileKind::kHashes, level, first / kTileWidth);
    UNDERSIGNED_TRY(const base::Bytes hashes, read_hash_tile(tile, read));
    const base::ByteView row(hashes);
    return subtree_root(row.subspan(first % kTileWidth * kHashBytes, kHashBytes << bit));
  };
}

}  // namespace undersigned::log
