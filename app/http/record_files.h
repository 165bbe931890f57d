// The record as a reader of it asks for it (docs/protocol.md 8, docs/http/README.md): files of the
// record folder, and narrower partial tiles cut out of the wider ones that took their place.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace undersigned::http {

// checkpoint; "record.unknown" before there is one.
base::Result<std::string> read_checkpoint(const std::filesystem::path& record);
// path: "tile/entries/000.p/17". "record.unknown" for a path that is no tile's, and for a tile that
// the record does not have, or not so wide; "record.withheld" for a bundle that has entries of a
// letter that failed (section 16).
base::Result<std::string> read_tile(const std::filesystem::path& record, std::string_view path);

}  // namespace undersigned::http
