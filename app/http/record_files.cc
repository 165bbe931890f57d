#include "app/http/record_files.h"

#include <charconv>

#include "app/service/files.h"
#include "core/log/checkpoint.h"
#include "core/log/merkle.h"
#include "core/log/tile.h"

namespace undersigned::http {
namespace {

namespace fs = std::filesystem;

std::unexpected<base::Error> unknown() {
  return base::fail("record.unknown", "8", "The record has no such file.");
}

// Some file of the record that holds a tile of at least this width: the tile itself, the full one,
// or the partial one that lies there now. Its width; 0 if there is none.
log::Tile wider(const fs::path& record, log::Tile tile) {
  std::error_code error;
  if (fs::exists(record / tile.path(), error)) return tile;
  const int wanted = tile.width;
  tile.width = static_cast<int>(log::kTileWidth);
  const fs::path full = record / tile.path();
  if (fs::exists(full, error)) return tile;
  tile.width = 0;
  for (const auto& entry : fs::directory_iterator(full.string() + ".p", error)) {
    const std::string name = entry.path().filename().string();
    int width = 0;
    const auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), width);
    if (bad == std::errc() && end == name.data() + name.size() && width >= wanted)
      tile.width = width;
  }
  return tile;
}

// A bundle that is not there: withheld, or never made.
std::unexpected<base::Error> absent(const fs::path& record, log::Tile tile) {
  const bool bundle = tile.kind == log::TileKind::kEntries;
  tile.kind = log::TileKind::kKept;
  if (!bundle || wider(record, tile).width == 0) return unknown();
  return base::fail("record.withheld", "16",
                    "The entries of this letter were withheld after it had failed.");
}

}  // namespace

base::Result<std::string> read_checkpoint(const fs::path& record) {
  const auto bytes = service::read_file(record / log::kCheckpointPath, log::kMaxNoteBytes);
  if (!bytes) return unknown();
  return std::string(base::as_text(*bytes));
}

base::Result<std::string> read_tile(const fs::path& record, std::string_view path) {
  const auto tile = log::Tile::parse(path);
  if (!tile) return unknown();
  const log::Tile found = wider(record, *tile);
  if (found.width == 0) return absent(record, *tile);
  const auto bytes = service::read_file(record / found.path(), found.max_bytes());
  if (!bytes) return unknown();
  if (found.width == tile->width) return std::string(base::as_text(*bytes));
  if (tile->kind == log::TileKind::kHashes)
    return std::string(base::as_text(base::ByteView(*bytes).first(tile->max_bytes())));
  UNDERSIGNED_TRY(const auto leaves, log::parse_bundle(*bytes, found.width));
  base::Bytes cut;
  for (std::size_t i = 0; i < static_cast<std::size_t>(tile->width); ++i)
    log::append_entry(cut, leaves[i]);
  return std::string(base::as_text(cut));
}

}  // namespace undersigned::http
