#include "core/log/tile.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "core/base/check.h"
#include "core/log/decimal.h"

namespace undersigned::log {
namespace {

constexpr std::string_view kTilePrefix = "tile/";
constexpr std::string_view kEntriesPrefix = "entries/";
constexpr std::string_view kKeptPrefix = "kept/";
constexpr std::string_view kPartial = ".p/";
constexpr std::size_t kGroupDigits = 3;

std::string index_path(std::uint64_t index) {
  std::string digits = std::to_string(index);
  digits.insert(0, (kGroupDigits - digits.size() % kGroupDigits) % kGroupDigits, '0');
  std::string path;
  for (std::size_t at = 0; at < digits.size(); at += kGroupDigits) {
    const bool last = at + kGroupDigits == digits.size();
    path += last ? "" : "x";
    path += digits.substr(at, kGroupDigits);
    path += last ? "" : "/";
  }
  return path;
}

// What index_path wrote, read loosely: Tile::parse compares the whole path with the one form.
std::optional<std::uint64_t> parse_index(std::string_view path) {
  std::string digits;
  for (const char c : path) {
    if (c >= '0' && c <= '9') digits += c;
  }
  while (digits.size() > 1 && digits.front() == '0') digits.erase(0, 1);
  return parse_decimal(digits, kMaxTreeSize / kTileWidth);
}

std::unexpected<base::Error> bad_path() {
  return base::fail("files.path", "8", "The path does not name a tile.");
}

std::unexpected<base::Error> bad_bundle(std::size_t entry, const char* problem) {
  return base::fail("files.bundle", "8",
                    "Entry " + std::to_string(entry) + " of the bundle " + problem);
}

}  // namespace

std::string Tile::path() const {
  std::string path(kTilePrefix);
  path += kind == TileKind::kEntries ? std::string(kEntriesPrefix)
          : kind == TileKind::kKept  ? std::string(kKeptPrefix)
                                     : std::to_string(level) + "/";
  path += index_path(index);
  if (width < static_cast<int>(kTileWidth)) path += std::string(kPartial) + std::to_string(width);
  return path;
}

base::Result<Tile> Tile::parse(std::string_view path) {
  if (path.size() > kMaxPathBytes || !path.starts_with(kTilePrefix)) return bad_path();
  std::string_view rest = path.substr(kTilePrefix.size());
  Tile tile;
  tile.width = static_cast<int>(kTileWidth);
  if (const auto at = rest.rfind(kPartial); at != std::string_view::npos) {
    const auto width = parse_decimal(rest.substr(at + kPartial.size()), kTileWidth - 1);
    if (!width || *width == 0) return bad_path();
    tile.width = static_cast<int>(*width);
    rest = rest.substr(0, at);
  }
  if (rest.starts_with(kEntriesPrefix)) {
    tile.kind = TileKind::kEntries;
    rest.remove_prefix(kEntriesPrefix.size());
  } else if (rest.starts_with(kKeptPrefix)) {
    tile.kind = TileKind::kKept;
    rest.remove_prefix(kKeptPrefix.size());
  } else {
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto level = parse_decimal(rest.substr(0, slash), kMaxTileLevel);
    if (!level) return bad_path();
    tile.level = static_cast<int>(*level);
    rest = rest.substr(slash);
  }
  const auto index = parse_index(rest);
  if (!index) return bad_path();
  tile.index = *index;
  if (tile.path() != path) return bad_path();
  return tile;
}

std::size_t Tile::max_bytes() const {
  const std::size_t each =
      kind == TileKind::kHashes ? kHashBytes : kEntryPrefixBytes + kMaxLeafBytes;
  return static_cast<std::size_t>(width) * each;
}

Tile tile_at(std::uint64_t size, TileKind kind, int level, std::uint64_t index) {
  UNDERSIGNED_CHECK(size <= kMaxTreeSize && level >= 0 && level <= kMaxTileLevel);
  UNDERSIGNED_CHECK(kind == TileKind::kHashes || level == 0);
  const std::uint64_t hashes = hashes_at(size, level);
  UNDERSIGNED_CHECK(index <= hashes / kTileWidth && index * kTileWidth < hashes);
  const std::uint64_t width = std::min(kTileWidth, hashes - index * kTileWidth);
  return {kind, level, index, static_cast<int>(width)};
}

bool has_tile(std::uint64_t size, const Tile& tile) {
  if (tile.level < 0 || tile.level > kMaxTileLevel) return false;
  if (tile.kind != TileKind::kHashes && tile.level != 0) return false;
  const std::uint64_t hashes = hashes_at(size, tile.level);
  if (tile.index > hashes / kTileWidth || tile.index * kTileWidth >= hashes) return false;
  return tile == tile_at(size, tile.kind, tile.level, tile.index);
}

base::Result<base::Bytes> read_hash_tile(const Tile& tile, const FileReader& read) {
  UNDERSIGNED_CHECK(tile.kind == TileKind::kHashes);
  UNDERSIGNED_TRY(base::Bytes bytes, read(tile.path(), tile.max_bytes()));
  if (bytes.size() != tile.max_bytes()) {
    return base::fail("files.tile", "8",
                      "The file " + tile.path() + " must have " + std::to_string(tile.max_bytes()) +
                          " bytes, not " + std::to_string(bytes.size()) + ".");
  }
  return bytes;
}

Hash subtree_root(base::ByteView hashes) {
  UNDERSIGNED_CHECK(hashes.size() % kHashBytes == 0 && hashes.size() <= kTileWidth * kHashBytes);
  UNDERSIGNED_CHECK(std::has_single_bit(hashes.size() / kHashBytes));
  Frontier subtree;
  for (std::size_t at = 0; at < hashes.size(); at += kHashBytes) {
    Hash hash;
    std::ranges::copy(hashes.subspan(at, kHashBytes), hash.begin());
    subtree.append(hash);
  }
  return subtree.root();
}

base::Result<void> check_record_path(std::uint64_t size, std::string_view path, RecordForm form) {
  if (path == kCheckpointPath) return {};
  const auto tile = Tile::parse(path);
  const bool belongs = tile && (tile->kind != TileKind::kKept || form == RecordForm::kWithheld);
  if (belongs && has_tile(size, *tile)) return {};
  return base::fail("files.unknown", "8",
                    "A record of " + std::to_string(size) + " leaves has no file \"" +
                        std::string(path.substr(0, kMaxPathBytes)) + "\".");
}

void append_entry(base::Bytes& bundle, base::ByteView leaf) {
  UNDERSIGNED_CHECK(leaf.size() <= kMaxLeafBytes);
  bundle.push_back(static_cast<std::uint8_t>(leaf.size() >> 8));
  bundle.push_back(static_cast<std::uint8_t>(leaf.size() & 0xff));
  bundle.insert(bundle.end(), leaf.begin(), leaf.end());
}

base::Result<std::vector<base::ByteView>> parse_bundle(base::ByteView bytes, int width) {
  UNDERSIGNED_CHECK(width >= 1 && width <= static_cast<int>(kTileWidth));
  std::vector<base::ByteView> leaves;
  leaves.reserve(static_cast<std::size_t>(width));
  for (int i = 0; i < width; ++i) {
    if (bytes.size() < kEntryPrefixBytes) return bad_bundle(leaves.size(), "is missing.");
    const std::size_t length = std::size_t{bytes[0]} << 8 | bytes[1];
    bytes = bytes.subspan(kEntryPrefixBytes);
    if (bytes.size() < length) return bad_bundle(leaves.size(), "is cut short.");
    leaves.push_back(bytes.first(length));
    bytes = bytes.subspan(length);
  }
  if (!bytes.empty()) return bad_bundle(leaves.size(), "is one too many.");
  return leaves;
}

}  // namespace undersigned::log
