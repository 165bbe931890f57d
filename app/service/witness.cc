#include "app/service/witness.h"

#include <algorithm>
#include <optional>

#include "app/service/record_office.h"
#include "core/base/codec.h"
#include "core/letter/leaf.h"
#include "core/letter/record_checkpoint.h"
#include "core/log/merkle.h"
#include "core/log/proof.h"

namespace undersigned::service {
namespace {

constexpr std::size_t kMostLogs = 1'024;

// The tree that a note speaks of, before anybody can tell who signed it.
base::Result<log::Checkpoint> stated(base::ByteView bytes) {
  UNDERSIGNED_TRY(const log::Note note, log::Note::parse(bytes));
  return log::Checkpoint::parse_text(note.text);
}

// The letter's manifest from its first leaves, each shown to be in the tree.
base::Result<letter::Manifest> read_manifest(const log::Checkpoint& tree,
                                             const log::FileReader& read,
                                             const log::FileFinder& has) {
  letter::ManifestReader reader;
  const auto hashes = log::subtrees_from_tiles(tree.size, read);
  UNDERSIGNED_TRY(const log::Bundle bundle, log::read_bundle(tree.size, 0, read, has));
  for (std::size_t i = 0; i < bundle.leaves.size(); ++i) {
    UNDERSIGNED_TRY(const letter::Leaf leaf, letter::Leaf::parse(bundle.leaves[i]));
    if (leaf.kind != letter::LeafKind::kManifest) break;
    UNDERSIGNED_TRY(const log::Proof path, log::prove_inclusion(i, tree.size, hashes));
    UNDERSIGNED_TRY_VOID(
        log::verify_inclusion(log::leaf_hash(bundle.leaves[i]), i, tree.size, tree.root, path));
    UNDERSIGNED_TRY_VOID(reader.add(leaf));
  }
  return letter::Manifest::parse(reader.bytes());
}

// The tree must be one that the last one is the beginning of.
base::Result<void> check_continues(const SeenLog& last, const log::Checkpoint& tree,
                                   const log::FileReader& read) {
  if (tree.size < last.size) {
    return base::fail("witness.rollback", "8",
                      "The log shows " + std::to_string(tree.size) + " leaves; this witness has " +
                          "seen " + std::to_string(last.size) +
                          " before. A log only grows: keep both checkpoints and ask.");
  }
  const auto hashes = log::subtrees_from_tiles(tree.size, read);
  UNDERSIGNED_TRY(const log::Proof proof, log::prove_consistency(last.size, tree.size, hashes));
  if (log::verify_consistency(last.size, last.root, tree.size, tree.root, proof)) return {};
  return base::fail("witness.fork", "8",
                    "The tree that this witness has seen before is not the beginning of this one: "
                    "the log has two histories. Keep both checkpoints and tell the others.");
}

}  // namespace

base::Result<WitnessKey> WitnessKey::create(const std::filesystem::path& path,
                                            const std::string& name, const Passphrase& passphrase,
                                            const Runtime& runtime) {
  UNDERSIGNED_TRY_VOID(log::check_key_name(name));
  UNDERSIGNED_TRY(FileLock lock, FileLock::take(path));
  if (std::filesystem::exists(path))
    return base::fail("key.exists", "",
                      path.string() + " is there already; a key file is never overwritten.");
  WitnessKey key(std::move(lock), path, passphrase,
                 KeyFile::generate(KeyKind::kWitness, name, runtime.randomness));
  UNDERSIGNED_TRY_VOID(key.save(runtime));
  return key;
}

base::Result<WitnessKey> WitnessKey::load(const std::filesystem::path& path,
                                          const Passphrase& passphrase) {
  UNDERSIGNED_TRY(FileLock lock, FileLock::take(path));
  UNDERSIGNED_TRY(KeyFile file, KeyFile::load(path, KeyKind::kWitness, passphrase));
  UNDERSIGNED_TRY_VOID(log::check_key_name(file.name()));
  WitnessKey key(std::move(lock), path, passphrase, std::move(file));
  UNDERSIGNED_TRY_VOID(key.read_seen());
  return key;
}

log::VerifierKey WitnessKey::verifier() const {
  return *log::VerifierKey::of(file_.name(), file_.signing().public_key(),
                               log::KeyType::kCosignature);
}

base::Result<void> WitnessKey::read_seen() {
  base::Reader reader(file_.extra());
  UNDERSIGNED_TRY(const std::uint16_t logs, reader.u16());
  for (std::uint16_t i = 0; i < logs; ++i) {
    UNDERSIGNED_TRY(const std::string origin, reader.text16(log::kMaxKeyNameBytes));
    SeenLog& seen = seen_[origin];
    UNDERSIGNED_TRY(seen.key, reader.array<32>());
    UNDERSIGNED_TRY(seen.size, reader.u64());
    UNDERSIGNED_TRY(seen.root, reader.array<32>());
    UNDERSIGNED_TRY(seen.time, reader.u64());
  }
  return reader.finish();
}

base::Result<void> WitnessKey::save(const Runtime& runtime) {
  base::Writer writer;
  writer.u16(static_cast<std::uint16_t>(seen_.size()));
  for (const auto& [origin, seen] : seen_)
    writer.text16(origin).raw(seen.key).u64(seen.size).raw(seen.root).u64(seen.time);
  file_.set_extra(base::SecretBytes(writer.take()));
  return file_.save(path_, passphrase_, runtime.randomness);
}

base::Result<std::string> WitnessKey::cosign(const log::FileReader& read,
                                             const log::FileFinder& has, const Runtime& runtime) {
  UNDERSIGNED_TRY(const base::Bytes note,
                  read(std::string(log::kCheckpointPath), log::kMaxNoteBytes));
  UNDERSIGNED_TRY(const log::Checkpoint unsigned_tree, stated(note));
  UNDERSIGNED_TRY(const letter::Manifest manifest, read_manifest(unsigned_tree, read, has));
  UNDERSIGNED_TRY(const log::Checkpoint tree,
                  letter::open_checkpoint(manifest, note, letter::Cosignatures::kWelcome));
  const log::VerifierKey own = verifier();
  if (std::ranges::find(manifest.witnesses, own) == manifest.witnesses.end())
    return base::fail("witness.stranger", "8", "The letter does not name this witness.");
  const auto last = seen_.find(tree.origin);
  if (last != seen_.end()) {
    if (last->second.key != manifest.log_key)
      return base::fail("witness.log", "8",
                        "This witness knows " + tree.origin + " by another key of its log.");
    UNDERSIGNED_TRY_VOID(check_continues(last->second, tree, read));
  } else if (seen_.size() >= kMostLogs) {
    return base::fail("witness.full", "8",
                      "This witness's key file has seen 1,024 logs; use another.");
  }
  SeenLog& seen = seen_[tree.origin];
  const std::uint64_t time = std::max(static_cast<std::uint64_t>(runtime.now()), seen.time);
  seen = {manifest.log_key, tree.size, tree.root, time};
  UNDERSIGNED_TRY_VOID(save(runtime));
  const std::string text = log::cosigned_text(tree.text(), time);
  return log::NoteSignature{own.name(), own.id(), file_.signing().sign(base::as_bytes(text)), time}
      .format();
}

base::Result<TakenCosignature> keep_cosignature(LetterFolder& folder,
                                                const letter::Manifest& manifest,
                                                std::uint64_t size, const hash::Digest256& root,
                                                std::string_view line) {
  UNDERSIGNED_TRY(const log::NoteSignature cosignature, log::NoteSignature::parse(line));
  const auto witness = std::ranges::find_if(
      manifest.witnesses, [&](const log::VerifierKey& key) { return cosignature.is_by(key); });
  if (witness == manifest.witnesses.end())
    return base::fail("witness.unknown", "8", "This line is by none of the letter's witnesses.");
  const log::Checkpoint checkpoint{manifest.log_origin, size, root};
  if (!log::verify_line(checkpoint.text(), cosignature, *witness)) {
    return base::fail("witness.cosignature", "8",
                      "The cosignature is false, or of another checkpoint than the record has now. "
                      "Have the witness cosign the record as it is.");
  }
  const auto place = static_cast<std::uint32_t>(witness - manifest.witnesses.begin());
  UNDERSIGNED_TRY(const auto earlier, LetterFolder::cosignature(folder.store(), size, place));
  UNDERSIGNED_TRY_VOID(folder.keep_cosignature(size, place, cosignature.format()));
  return TakenCosignature{witness->name(), size,
                          earlier ? store::Accepted::kRepeated : store::Accepted::kNew};
}

base::Result<TakenCosignature> take_cosignature(LetterFolder& folder, std::string_view line) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  log::Frontier tree;
  UNDERSIGNED_TRY_VOID(folder.store().visit_leaves(0, [&](std::uint64_t, base::ByteView leaf) {
    tree.append(log::leaf_hash(leaf));
    return true;
  }));
  UNDERSIGNED_TRY(TakenCosignature taken,
                  keep_cosignature(folder, manifest, tree.size(), tree.root(), line));
  UNDERSIGNED_TRY_VOID(rebuild_record(folder));
  return taken;
}

}  // namespace undersigned::service
