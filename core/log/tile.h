// The record as files (docs/protocol.md 8), in C2SP's tlog-tiles layout: the tree is cut into tiles
// of 256 hashes, the leaves into bundles of 256, and each is a file that never changes once it is
// full.
//
//   tile/<L>/<N>[.p/<W>]        hash i of it is MTH(D[(256·N + i)·256^L : (256·N + i + 1)·256^L])
//   tile/entries/<N>[.p/<W>]    leaf 256·N + i, each as big-endian u16 length ‖ leaf
//   tile/kept/<N>[.p/<W>]       in place of tile/entries/<N> where some of its leaves are withheld:
//                               the same, with length 0 for each of those (section 16)
//   checkpoint                  the signed note (checkpoint.h)
//
// N is written in groups of three digits, all but the last with an x: 1234067 is x001/x234/067. The
// last tile of a level is partial, .p/<W>, if it has 1 ≤ W ≤ 255 of its 256. So a tree's size alone
// says which files there are, and how long each file of hashes is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/log/merkle.h"

namespace undersigned::log {

inline constexpr int kTileHeight = 8;
inline constexpr std::uint64_t kTileWidth = std::uint64_t{1} << kTileHeight;
inline constexpr int kMaxTileLevel = kMaxTreeHeight / kTileHeight;
inline constexpr std::size_t kMaxLeafBytes = 65'535;
inline constexpr std::size_t kEntryPrefixBytes = 2;
// The longest path of a tile, with room to spare; a longer one is refused unread.
inline constexpr std::size_t kMaxPathBytes = 64;
inline constexpr std::string_view kCheckpointPath = "checkpoint";

enum class TileKind { kHashes, kEntries, kKept };

// Of what files a record consists: as it is made, or with leaves withheld (section 16).
enum class RecordForm { kWhole, kWithheld };

// One file under tile/.
struct Tile {
  TileKind kind = TileKind::kHashes;
  int level = 0;            // 0 … kMaxTileLevel; 0 for bundles
  std::uint64_t index = 0;  // N
  int width = 0;            // 1 … 256; 256 is a full tile

  // The tile that a path names. Only paths that path() writes are taken, and only tiles of trees of
  // at most kMaxTreeSize leaves. Error: files.path (section 8).
  static base::Result<Tile> parse(std::string_view path);
  std::string path() const;
  // The most bytes that the file may have; of hashes, exactly as many.
  std::size_t max_bytes() const;

  friend bool operator==(const Tile&, const Tile&) = default;
};

// The number of hashes at tile level `level`: complete subtrees of 256^level leaves.
constexpr std::uint64_t hashes_at(std::uint64_t size, int level) {
  return size >> (kTileHeight * level);
}

// The tile of the tree of `size` leaves at `index` of its level (bundles: level 0), full or
// partial; aborts if there is none.
Tile tile_at(std::uint64_t size, TileKind kind, int level, std::uint64_t index);

// Whether the tree of `size` leaves has just this tile, of this width.
bool has_tile(std::uint64_t size, const Tile& tile);

// Calls visit(tile) with every tile of the tree of `size` leaves, each once, by level, entries
// first, as long as it succeeds; gives its first error.
template <class Visit>
base::Result<void> for_each_tile(std::uint64_t size, Visit&& visit) {
  const auto visit_level = [&](TileKind kind, int level) -> base::Result<void> {
    const std::uint64_t hashes = hashes_at(size, level);
    for (std::uint64_t index = 0; index * kTileWidth < hashes; ++index) {
      UNDERSIGNED_TRY_VOID(visit(tile_at(size, kind, level, index)));
    }
    return {};
  };
  UNDERSIGNED_TRY_VOID(visit_level(TileKind::kEntries, 0));
  for (int level = 0; hashes_at(size, level) > 0; ++level)
    UNDERSIGNED_TRY_VOID(visit_level(TileKind::kHashes, level));
  return {};
}

// Where files are read from: the whole file at `path`. Refuses, before it takes memory for it, a
// file of more than `max_bytes`.
using FileReader =
    std::function<base::Result<base::Bytes>(const std::string& path, std::size_t max_bytes)>;

// The hashes of a tile, one after the other. Errors: those of `read`; files.tile for a file of
// another length (section 8).
base::Result<base::Bytes> read_hash_tile(const Tile& tile, const FileReader& read);

// The root of the complete subtree whose leaves are `hashes`, 1, 2, 4 … 256 of them, of one tile.
Hash subtree_root(base::ByteView hashes);

// Accepts `path` if it is one of the files that a record of `size` leaves consists of: `checkpoint`
// and its tiles; with leaves withheld, of each bundle either file. Error: files.unknown (section
// 8).
base::Result<void> check_record_path(std::uint64_t size, std::string_view path,
                                     RecordForm form = RecordForm::kWhole);

// Appends a leaf to a bundle; aborts over kMaxLeafBytes.
void append_entry(base::Bytes& bundle, base::ByteView leaf);

// The leaves of a bundle of `width` (1 … 256) entries, as views into `bytes`: exactly so many, with
// nothing after them. As every leaf has one encoding, so has every bundle. Error: files.bundle
// (section 8).
base::Result<std::vector<base::ByteView>> parse_bundle(base::ByteView bytes, int width);

}  // namespace undersigned::log
