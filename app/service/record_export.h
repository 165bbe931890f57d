// The static record (docs/protocol.md 8) from the leaves in the store: tiles, bundles, checkpoint.
#pragma once

#include "app/service/letter_folder.h"
#include "app/sodium/sodium.h"

namespace undersigned::service {

// The signed checkpoint of a tree, exact bytes.
base::Result<std::string> sign_checkpoint(const letter::Manifest& manifest,
                                          const sodium::SigningKey& log_key, std::uint64_t size,
                                          const hash::Digest256& root);

// Writes the record folder anew from the store: new files first, then the checkpoint, then files
// that no longer belong are removed. Files that already have the right bytes are left alone. May be
// interrupted and repeated at any moment; a reader sees the old or the new checkpoint, whole.
base::Result<void> export_record(const LetterFolder& folder, const letter::Manifest& manifest,
                                 const sodium::SigningKey& log_key);

}  // namespace undersigned::service
