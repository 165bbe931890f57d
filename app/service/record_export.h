// The static record (docs/protocol.md 8) from the leaves in the store: tiles, bundles, checkpoint.
#pragma once

#include <filesystem>
#include <optional>

#include "app/service/letter_folder.h"
#include "app/sodium/sodium.h"
#include "core/log/tree_builder.h"

namespace undersigned::service {

// The signed checkpoint of a tree, exact bytes.
base::Result<std::string> sign_checkpoint(const letter::Manifest& manifest,
                                          const sodium::SigningKey& log_key, std::uint64_t size,
                                          const hash::Digest256& root);

// Writes the record folder from the store: new files first, then the checkpoint, then files that no
// longer belong are removed. Files that already have the right bytes are left alone. May be
// interrupted and repeated at any moment; a reader sees the old or the new checkpoint, whole. Where
// the folder withholds the entries, they are in none of the files (docs/protocol.md 16).
class RecordWriter {
 public:
  explicit RecordWriter(std::filesystem::path record) : record_(std::move(record)) {}
  // Everything the first time, afterwards what has been added since.
  base::Result<void> write(const store::Board& board, const letter::Manifest& manifest,
                           const sodium::SigningKey& log_key);

 private:
  base::Result<void> append(const store::Board& board);
  base::Result<void> append(base::ByteView leaf);
  std::filesystem::path record_;
  std::optional<log::TreeBuilder> builder_;
  log::RecordForm form_ = log::RecordForm::kWhole;  // of the builder's files
};

// Once, and everything.
base::Result<void> export_record(const LetterFolder& folder, const letter::Manifest& manifest,
                                 const sodium::SigningKey& log_key);

}  // namespace undersigned::service
