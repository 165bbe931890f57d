#include "wasm/tree.h"

#include "core/log/merkle.h"
#include "core/log/proof.h"
#include "core/log/record.h"

namespace undersigned::wasm {

base::Result<void> Tree::check(std::uint64_t index, base::ByteView leaf) const {
  const auto read = [this](const std::string& path, std::size_t max) -> base::Result<base::Bytes> {
    const auto file = files_.find(path);
    if (file == files_.end()) return base::fail("tree.file", "8", path);
    if (file->second.size() > max) return base::fail("files.tile", "8", "A tile is too long.");
    return file->second;
  };
  UNDERSIGNED_TRY(const log::Proof proof,
                  log::prove_inclusion(index, checkpoint_.size,
                                       log::subtrees_from_tiles(checkpoint_.size, read)));
  return log::verify_inclusion(log::leaf_hash(leaf), index, checkpoint_.size, checkpoint_.root,
                               proof);
}

}  // namespace undersigned::wasm
