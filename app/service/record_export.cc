#include "app/service/record_export.h"

#include <algorithm>

#include "app/service/files.h"
#include "core/letter/leaf.h"
#include "core/log/checkpoint.h"

namespace undersigned::service {
namespace {

namespace fs = std::filesystem;

// Writes a file unless it has these bytes already: full tiles are written once in a record's life.
base::Result<void> write_changed(const fs::path& path, base::ByteView bytes) {
  const auto present = read_file(path, bytes.size());
  if (present && std::ranges::equal(*present, bytes)) return {};
  return write_file(path, bytes, Privacy::kPublic, Durability::kDerived);
}

// Whether a file is no more than what has taken its place: a bundle that is withheld now.
bool is_replaced(const fs::path& record, const std::string& path) {
  auto tile = log::Tile::parse(path);
  if (!tile || tile->kind != log::TileKind::kEntries) return false;
  tile->kind = log::TileKind::kKept;
  std::error_code error;
  return fs::exists(record / tile->path(), error);
}

// Removes what a record of this size does not consist of: partial tiles that have grown, bundles
// that are withheld, temporary files of a writer that was interrupted.
base::Result<void> remove_stale(const fs::path& record, std::uint64_t size, log::RecordForm form) {
  std::error_code error;
  std::vector<fs::path> stale;
  for (const auto& entry : fs::recursive_directory_iterator(record, error)) {
    if (entry.is_directory()) continue;
    const std::string relative = fs::relative(entry.path(), record, error).generic_string();
    if (!log::check_record_path(size, relative, form) || is_replaced(record, relative))
      stale.push_back(entry.path());
  }
  for (const fs::path& path : stale) {
    fs::remove(path, error);
    if (fs::is_empty(path.parent_path(), error)) fs::remove(path.parent_path(), error);
  }
  if (error)
    return base::fail("file.write", "8", "Cannot tidy the record folder: " + error.message() + ".");
  return {};
}

// The lines of the witnesses that have cosigned the tree of this size.
base::Result<std::string> cosignatures(const store::Board& board, const letter::Manifest& manifest,
                                       std::uint64_t size) {
  std::string lines;
  for (std::uint32_t witness = 0; witness < manifest.witnesses.size(); ++witness) {
    UNDERSIGNED_TRY(const auto line, LetterFolder::cosignature(board, size, witness));
    lines += line.value_or("");
  }
  return lines;
}

}  // namespace

base::Result<std::string> sign_checkpoint(const letter::Manifest& manifest,
                                          const sodium::SigningKey& log_key, std::uint64_t size,
                                          const hash::Digest256& root) {
  if (log_key.public_key() != manifest.log_key) {
    return base::fail("key.log", "8", "The log's key in this folder is not the manifest's.");
  }
  UNDERSIGNED_TRY(const log::VerifierKey key,
                  log::VerifierKey::of(manifest.log_origin, manifest.log_key));
  const log::Checkpoint checkpoint{manifest.log_origin, size, root};
  const group::Signature signature = log_key.sign(base::as_bytes(checkpoint.text()));
  const base::Bytes note = log::format_signed(checkpoint, key, signature);
  return std::string(base::as_text(note));
}

base::Result<void> RecordWriter::append(const store::Board& board) {
  if (!builder_) {
    UNDERSIGNED_TRY(const bool withheld, LetterFolder::entries_withheld(board));
    form_ = withheld ? log::RecordForm::kWithheld : log::RecordForm::kWhole;
    builder_.emplace([record = record_](const log::Tile& tile, base::ByteView bytes) {
      return write_changed(record / tile.path(), bytes);
    });
  }
  base::Result<void> appended;
  UNDERSIGNED_TRY_VOID(
      board.visit_leaves(builder_->tree().size(), [&](std::uint64_t, base::ByteView leaf) {
        appended = append(leaf);
        return appended.has_value();
      }));
  UNDERSIGNED_TRY_VOID(appended);
  return builder_->partial_tiles();
}

base::Result<void> RecordWriter::append(base::ByteView leaf) {
  const auto read = letter::Leaf::parse(leaf);
  const bool entry = read && read->kind == letter::LeafKind::kEntry;
  return entry && form_ == log::RecordForm::kWithheld
             ? builder_->append_withheld(log::leaf_hash(leaf))
             : builder_->append(leaf);
}

base::Result<void> RecordWriter::write(const store::Board& board, const letter::Manifest& manifest,
                                       const sodium::SigningKey& log_key) {
  if (auto appended = append(board); !appended) {
    builder_.reset();  // its files may be half there; the next call writes them all
    return appended;
  }
  const std::uint64_t size = builder_->tree().size();
  UNDERSIGNED_TRY(const std::string note,
                  sign_checkpoint(manifest, log_key, size, builder_->tree().root()));
  UNDERSIGNED_TRY(const std::string cosigned, cosignatures(board, manifest, size));
  UNDERSIGNED_TRY_VOID(
      write_changed(record_ / log::kCheckpointPath, base::as_bytes(note + cosigned)));
  return remove_stale(record_, size, form_);
}

base::Result<void> export_record(const LetterFolder& folder, const letter::Manifest& manifest,
                                 const sodium::SigningKey& log_key) {
  return RecordWriter(folder.record()).write(folder.store(), manifest, log_key);
}

}  // namespace undersigned::service
