#include "core/log/tree_builder.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/check.h"

namespace undersigned::log {
namespace {

constexpr std::size_t kFullTileBytes = kTileWidth * kHashBytes;

bool has_partial(std::uint64_t size, int level) { return hashes_at(size, level) % kTileWidth != 0; }

// The last tile of a level that has_partial.
Tile partial_tile(std::uint64_t size, TileKind kind, int level) {
  return tile_at(size, kind, level, hashes_at(size, level) / kTileWidth);
}

// Adds to the tree the complete subtrees that a partial tile's hashes are the leaves of: one for
// each bit of their number, the largest first.
void append_subtrees(Frontier& tree, int level, base::ByteView hashes) {
  const std::size_t width = hashes.size() / kHashBytes;
  for (int bit = kTileHeight - 1; bit >= 0; --bit) {
    if (((width >> bit) & 1) == 0) continue;
    const std::size_t bytes = kHashBytes << bit;
    tree.append_subtree(kTileHeight * level + bit, subtree_root(hashes.first(bytes)));
    hashes = hashes.subspan(bytes);
  }
}

}  // namespace

base::Result<HashTileBuilder> HashTileBuilder::resume(std::uint64_t size, const Hash& root,
                                                      const FileReader& read, TileSink sink) {
  UNDERSIGNED_CHECK(size <= kMaxTreeSize);
  HashTileBuilder builder(std::move(sink));
  for (int level = kMaxTileLevel; level >= 0; --level) {
    if (!has_partial(size, level)) continue;
    const Tile tile = partial_tile(size, TileKind::kHashes, level);
    UNDERSIGNED_TRY(base::Bytes hashes, read_hash_tile(tile, read));
    append_subtrees(builder.tree_, level, hashes);
    builder.unfinished_[static_cast<std::size_t>(level)] = std::move(hashes);
  }
  if (builder.tree_.root() != root) {
    return base::fail("tree.root", "8", "The partial tiles do not make the root of the tree.");
  }
  return builder;
}

base::Result<void> HashTileBuilder::append(const Hash& leaf) {
  tree_.append(leaf, [this](int height, const Hash& hash) {
    if (height % kTileHeight != 0) return;
    base::Bytes& tile = unfinished_[static_cast<std::size_t>(height / kTileHeight)];
    tile.insert(tile.end(), hash.begin(), hash.end());
  });
  return give_full_tiles();
}

// A tile fills only when the one below it does.
base::Result<void> HashTileBuilder::give_full_tiles() {
  for (int level = 0; level <= kMaxTileLevel; ++level) {
    base::Bytes& tile = unfinished_[static_cast<std::size_t>(level)];
    if (tile.size() < kFullTileBytes) break;
    const std::uint64_t index = hashes_at(tree_.size(), level) / kTileWidth - 1;
    UNDERSIGNED_TRY_VOID(sink_(tile_at(tree_.size(), TileKind::kHashes, level, index), tile));
    tile.clear();
  }
  return {};
}

base::Result<void> HashTileBuilder::partial_tiles() const {
  for (int level = 0; level <= kMaxTileLevel; ++level) {
    const base::Bytes& tile = unfinished_[static_cast<std::size_t>(level)];
    if (tile.empty()) continue;
    UNDERSIGNED_TRY_VOID(sink_(partial_tile(tree_.size(), TileKind::kHashes, level), tile));
  }
  return {};
}

base::Result<TreeBuilder> TreeBuilder::resume(std::uint64_t size, const Hash& root,
                                              const FileReader& read, TileSink sink) {
  UNDERSIGNED_TRY(HashTileBuilder hashes, HashTileBuilder::resume(size, root, read, sink));
  TreeBuilder builder(std::move(hashes), std::move(sink));
  if (!has_partial(size, 0)) return builder;
  const Tile tile = partial_tile(size, TileKind::kEntries, 0);
  UNDERSIGNED_TRY(builder.bundle_, read(tile.path(), tile.max_bytes()));
  UNDERSIGNED_TRY(const std::vector<base::ByteView> leaves,
                  parse_bundle(builder.bundle_, tile.width));
  base::Bytes leaf_hashes;
  for (const base::ByteView leaf : leaves) {
    const Hash hash = leaf_hash(leaf);
    leaf_hashes.insert(leaf_hashes.end(), hash.begin(), hash.end());
  }
  if (leaf_hashes != builder.hashes_.unfinished_[0]) {
    return base::fail("tree.leaf", "8", "The entries of " + tile.path() + " are not the tree's.");
  }
  return builder;
}

base::Result<void> TreeBuilder::append(base::ByteView leaf) {
  return append(leaf, leaf_hash(leaf));
}

base::Result<void> TreeBuilder::append_withheld(const Hash& leaf) {
  withholds_ = true;
  return append({}, leaf);
}

base::Result<void> TreeBuilder::append(base::ByteView leaf, const Hash& hash) {
  append_entry(bundle_, leaf);
  const std::uint64_t size = tree().size() + 1;
  if (!has_partial(size, 0)) {
    UNDERSIGNED_TRY_VOID(sink_(tile_at(size, kind(), 0, size / kTileWidth - 1), bundle_));
    bundle_.clear();
    withholds_ = false;
  }
  return hashes_.append(hash);
}

base::Result<void> TreeBuilder::partial_tiles() const {
  if (!bundle_.empty()) {
    UNDERSIGNED_TRY_VOID(sink_(partial_tile(tree().size(), kind(), 0), bundle_));
  }
  return hashes_.partial_tiles();
}

}  // namespace undersigned::log
