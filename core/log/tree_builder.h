// From leaves, in order, to the record's files (tile.h), in one pass: memory is one unfinished tile
// a level and one unfinished bundle. The server writes the record with it; the verifier recomputes
// the record with it and compares (record.h).
#pragma once

#include <array>
#include <cstdint>
#include <functional>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/log/merkle.h"
#include "core/log/tile.h"

namespace undersigned::log {

// Takes a finished file; the bytes are valid during the call.
using TileSink = std::function<base::Result<void>(const Tile&, base::ByteView bytes)>;

// Hash tiles from leaf hashes.
class HashTileBuilder {
 public:
  explicit HashTileBuilder(TileSink sink) : sink_(std::move(sink)) {}

  // Goes on where a builder of `size` leaves stopped: reads its partial tiles, one a level at most.
  // Errors: those of `read`; files.tile (a file of the wrong length); tree.root unless the hashes
  // read make `root` (section 8).
  static base::Result<HashTileBuilder> resume(std::uint64_t size, const Hash& root,
                                              const FileReader& read, TileSink sink);

  // Appends a leaf's hash and gives the sink each tile that it fills, from level 0 upwards. After
  // an error of the sink, which is returned, the builder is of no more use.
  base::Result<void> append(const Hash& leaf);

  // Gives the sink the partial tiles of the tree as it is now; the builder may go on afterwards.
  base::Result<void> partial_tiles() const;

  // The tree so far.
  const Frontier& tree() const { return tree_; }

 private:
  friend class TreeBuilder;
  base::Result<void> give_full_tiles();

  TileSink sink_;
  Frontier tree_;
  std::array<base::Bytes, kMaxTileLevel + 1> unfinished_;  // the last tile of each level
};

// Entry bundles and hash tiles from leaves: the whole record but its checkpoint.
class TreeBuilder {
 public:
  explicit TreeBuilder(TileSink sink) : hashes_(sink), sink_(std::move(sink)) {}

  // As HashTileBuilder::resume, and reads the partial bundle, of a record that withholds nothing.
  // Errors besides: files.bundle;
  // tree.leaf if an entry is not the leaf that the tree has at its place.
  static base::Result<TreeBuilder> resume(std::uint64_t size, const Hash& root,
                                          const FileReader& read, TileSink sink);

  // Appends a leaf (aborts over kMaxLeafBytes) and gives the sink each file that it fills: a bundle
  // before the hashes of its leaves, so that a hash tile never speaks of leaves that were not given
  // out. After an error of the sink the builder is of no more use.
  base::Result<void> append(base::ByteView leaf);
  // The same with a leaf that is withheld (section 16): its bundle becomes one under tile/kept.
  base::Result<void> append_withheld(const Hash& leaf);

  // Gives the sink the partial bundle and tiles of the tree as it is now; the builder may go on.
  base::Result<void> partial_tiles() const;

  const Frontier& tree() const { return hashes_.tree(); }

 private:
  TreeBuilder(HashTileBuilder hashes, TileSink sink)
      : hashes_(std::move(hashes)), sink_(std::move(sink)) {}
  base::Result<void> append(base::ByteView leaf, const Hash& hash);
  TileKind kind() const { return withholds_ ? TileKind::kKept : TileKind::kEntries; }

  HashTileBuilder hashes_;
  TileSink sink_;
  base::Bytes bundle_;      // the unfinished one
  bool withholds_ = false;  // a leaf of it
};

}  // namespace undersigned::log
