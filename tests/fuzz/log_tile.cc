// Paths of tiles and bundles of leaves: what is accepted is written again as it was.
#include <algorithm>

#include "core/log/tile.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

void check_path(std::string_view path) {
  const auto tile = log::Tile::parse(path);
  if (!tile) return;
  UNDERSIGNED_CHECK(path.size() <= log::kMaxPathBytes && tile->path() == path);
  UNDERSIGNED_CHECK(tile->width >= 1 && tile->width <= 256);
  UNDERSIGNED_CHECK(tile->level >= 0 && tile->level <= log::kMaxTileLevel);
}

void check_bundle(base::ByteView bytes, int width) {
  const auto leaves = log::parse_bundle(bytes, width);
  if (!leaves) return;
  UNDERSIGNED_CHECK(leaves->size() == static_cast<std::size_t>(width));
  base::Bytes again;
  for (const base::ByteView leaf : *leaves) log::append_entry(again, leaf);
  UNDERSIGNED_CHECK(std::ranges::equal(again, bytes));
}

}  // namespace

// The first byte is the bundle's width, less one.
void fuzz(base::ByteView input) {
  check_path(base::as_text(input));
  if (!input.empty()) check_bundle(input.subspan(1), 1 + input[0]);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
