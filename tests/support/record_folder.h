// Record folders in memory: made from leaves as a log would make them, honest or not, and read by
// the verifier.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "app/sodium/sodium.h"
#include "core/base/check.h"
#include "core/letter/epoch_leaf.h"
#include "core/letter/leaf.h"
#include "core/letter/record_files.h"
#include "core/log/checkpoint.h"
#include "core/log/tree_builder.h"

namespace undersigned::test {

using Files = std::map<std::string, base::Bytes>;

class MemoryFiles final : public letter::RecordFiles {
 public:
  explicit MemoryFiles(Files files) : files_(std::move(files)) {}

  base::Result<std::vector<std::string>> list() override {
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : files_) paths.push_back(path);
    return paths;
  }
  base::Result<base::Bytes> read(std::string_view path, std::size_t max_bytes) override {
    const auto found = files_.find(std::string(path));
    if (found == files_.end() || found->second.size() > max_bytes) {
      return base::fail("files.read", "8", std::string(path) + " cannot be read.");
    }
    return found->second;
  }

 private:
  Files files_;
};

// The log of a letter: whoever holds its key can sign any tree.
struct LogKey {
  std::string origin;
  const sodium::SigningKey& key;

  base::Bytes sign(const log::Frontier& tree) const {
    const log::Checkpoint checkpoint{origin, tree.size(), tree.root()};
    return log::format_signed(checkpoint, *log::VerifierKey::of(origin, key.public_key()),
                              key.sign(base::as_bytes(checkpoint.text())));
  }
};

inline log::Frontier tree_of(std::span<const base::Bytes> leaves) {
  log::Frontier tree;
  for (const base::Bytes& leaf : leaves) tree.append(log::leaf_hash(leaf));
  return tree;
}

// Which leaves are withheld (docs/protocol.md 16), by their index and kind.
using Withhold = std::function<bool(std::size_t index, letter::LeafKind kind)>;
inline bool withhold_entries(std::size_t, letter::LeafKind kind) {
  return kind == letter::LeafKind::kEntry;
}

// What stands under `tile/`.
inline Files tiles_of(std::span<const base::Bytes> leaves, const Withhold& withhold = {}) {
  Files files;
  log::TreeBuilder builder([&](const log::Tile& tile, base::ByteView bytes) {
    files[tile.path()] = base::Bytes(bytes.begin(), bytes.end());
    return base::Result<void>{};
  });
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const bool gone = withhold && withhold(i, letter::Leaf::parse(leaves[i])->kind);
    UNDERSIGNED_CHECK(
        (gone ? builder.append_withheld(log::leaf_hash(leaves[i])) : builder.append(leaves[i]))
            .has_value());
  }
  UNDERSIGNED_CHECK(builder.partial_tiles().has_value());
  return files;
}

// `checkpoint` and `tile/`.
inline Files folder_of(std::span<const base::Bytes> leaves, const LogKey& log_key,
                       const Withhold& withhold = {}) {
  Files files = tiles_of(leaves, withhold);
  files[std::string(log::kCheckpointPath)] = log_key.sign(tree_of(leaves));
  return files;
}

// What a log that takes part in a fraud does: signs every epoch's checkpoint anew.
inline void sign_epochs_again(std::vector<base::Bytes>& leaves, const LogKey& log_key) {
  log::Frontier tree;
  for (base::Bytes& bytes : leaves) {
    const auto leaf = letter::Leaf::parse(bytes);
    if (leaf && leaf->kind == letter::LeafKind::kEpoch) {
      if (auto epoch = letter::EpochLeaf::parse(leaf->payload)) {
        epoch->note = base::as_text(log_key.sign(tree));
        const base::Bytes payload = epoch->encode();
        bytes.resize(letter::kLeafHeaderBytes);  // whatever it says
        bytes.insert(bytes.end(), payload.begin(), payload.end());
      }
    }
    tree.append(log::leaf_hash(bytes));
  }
}

}  // namespace undersigned::test
