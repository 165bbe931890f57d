// A record folder from its files to its outcome (docs/protocol.md 8, 13). Two passes over the
// leaves: the first compares every file with what the leaves make of it and finds the manifest,
// whose log key the checkpoint is checked with; the second verifies leaf by leaf.
#include <algorithm>
#include <string>
#include <utility>

#include "core/letter/leaf.h"
#include "core/letter/record_checkpoint.h"
#include "core/letter/verification.h"
#include "core/letter/verifier.h"
#include "core/log/note.h"
#include "core/log/record.h"
#include "core/log/tile.h"

namespace undersigned::letter {
namespace {

class FolderVerification {
 public:
  FolderVerification(RecordFiles& files, const CheckCallback& lines, const ValidCallback& valid)
      : files_(files), lines_(lines), valid_(valid) {}

  VerifyReport run(std::optional<hash::Digest256> fingerprint, base::Executor& executor,
                   base::Randomness& randomness);

 private:
  base::Result<void> open();
  base::Result<void> check_files();
  base::Result<void> check_checkpoint();
  base::Result<void> check_paths();
  base::Result<void> feed(RecordVerifier& verifier);
  base::Result<void> feed_bundle(RecordVerifier& verifier, std::uint64_t index);
  void say_withheld();
  base::Result<base::Bytes> read(const std::string& path, std::size_t max_bytes);
  base::Result<void> note_manifest(base::ByteView leaf);
  log::FileReader reader() {
    return [this](const std::string& path, std::size_t max_bytes) { return read(path, max_bytes); };
  }
  bool has(const std::string& path) const { return std::ranges::binary_search(paths_, path); }
  log::FileFinder finder() {
    return [this](const std::string& path) { return has(path); };
  }
  void add_line(const CheckLine& line) {
    report_.lines.push_back(line);
    if (lines_) lines_(line);
  }
  void fail(const base::Error& error) {
    report_.failure = failure_at(blame_, error);
    add_line(failed(*report_.failure));
  }

  RecordFiles& files_;
  const CheckCallback& lines_;
  const ValidCallback& valid_;
  VerifyReport report_;
  Blame blame_;
  std::vector<std::string> paths_;
  base::Bytes note_;
  log::Checkpoint checkpoint_;  // its signature is checked only in check_checkpoint
  ManifestReader manifest_;
  bool manifest_whole_ = false;
  bool withheld_ = false;  // some entry is
};

base::Result<base::Bytes> FolderVerification::read(const std::string& path, std::size_t max_bytes) {
  blame_.kind = path;
  if (!has(path)) {
    return base::fail("files.missing", "8",
                      "The file " + path + " is missing: the checkpoint's size demands it.");
  }
  return files_.read(path, max_bytes);
}

// What the checkpoint says, before anyone can tell whether the log signed it.
base::Result<void> FolderVerification::open() {
  blame_ = {Check::kFiles, {}, ""};
  UNDERSIGNED_TRY(paths_, files_.list());
  std::ranges::sort(paths_);
  blame_.check = Check::kCheckpoint;
  UNDERSIGNED_TRY(note_, read(std::string(log::kCheckpointPath), log::kMaxNoteBytes));
  UNDERSIGNED_TRY(const log::Note note, log::Note::parse(note_));
  UNDERSIGNED_TRY(checkpoint_, log::Checkpoint::parse_text(note.text));
  return {};
}

// The manifest's leaves are the first ones; what else they may be is the second pass's business.
base::Result<void> FolderVerification::note_manifest(base::ByteView leaf) {
  if (manifest_whole_) return {};
  const auto parsed = Leaf::parse(leaf);
  if (!parsed || parsed->kind != LeafKind::kManifest) {
    manifest_whole_ = true;
    return {};
  }
  manifest_whole_ = !manifest_.add(*parsed) || parsed->part + 1 == parsed->parts;
  return {};
}

base::Result<void> FolderVerification::check_files() {
  blame_ = {Check::kFiles, {}, ""};
  UNDERSIGNED_TRY_VOID(check_paths());
  const auto compared = log::read_record(
      checkpoint_.size, checkpoint_.root, reader(), finder(),
      [this](const log::Frontier&, base::ByteView leaf) { return note_manifest(leaf); });
  if (!compared) {
    if (compared.error().check == "tree.root") {
      blame_ = {Check::kCheckpoint, {}, std::string(log::kCheckpointPath)};
    }
    return compared;
  }
  add_line(passed(Check::kFiles, counted(paths_.size(), "file", "files") + " with " +
                                     counted(checkpoint_.size, "leaf", "leaves")));
  return {};
}

// Every file is one that the size demands, and of each bundle one form is there.
base::Result<void> FolderVerification::check_paths() {
  for (const std::string& path : paths_) {
    blame_.kind = path;
    UNDERSIGNED_TRY_VOID(
        log::check_record_path(checkpoint_.size, path, log::RecordForm::kWithheld));
    auto tile = log::Tile::parse(path);
    if (!tile || tile->kind != log::TileKind::kKept) continue;
    tile->kind = log::TileKind::kEntries;
    if (has(tile->path())) {
      return base::fail("files.both", "16",
                        "The record has both " + path + " and " + tile->path() +
                            ": a bundle of which leaves are withheld is not there whole.");
    }
  }
  blame_.kind = "";
  return {};
}

base::Result<void> FolderVerification::check_checkpoint() {
  const auto manifest = Manifest::parse(manifest_.bytes());
  // A manifest that cannot be read has no key: the second pass names what is wrong with it.
  if (!manifest) return {};
  blame_ = {Check::kCheckpoint, {}, std::string(log::kCheckpointPath)};
  UNDERSIGNED_TRY(checkpoint_, open_checkpoint(*manifest, note_, Cosignatures::kRequired));
  add_line(passed(Check::kCheckpoint, checkpoint_text(*manifest, checkpoint_)));
  return {};
}

base::Result<void> FolderVerification::feed(RecordVerifier& verifier) {
  blame_ = {Check::kFiles, {}, ""};
  for (std::uint64_t bundle = 0; verifier.leaves() < checkpoint_.size; ++bundle) {
    UNDERSIGNED_TRY_VOID(feed_bundle(verifier, bundle));
  }
  UNDERSIGNED_TRY(report_.outcome, verifier.finish());
  if (verifier.root() != checkpoint_.root) {
    report_.outcome.reset();
    return base::fail("files.changed", "8", "The files changed while they were being read.");
  }
  return {};
}

base::Result<void> FolderVerification::feed_bundle(RecordVerifier& verifier, std::uint64_t index) {
  UNDERSIGNED_TRY(const log::Bundle bundle,
                  log::read_bundle(checkpoint_.size, index, reader(), finder()));
  for (std::size_t i = 0; i < bundle.leaves.size(); ++i) {
    withheld_ = withheld_ || bundle.withheld(i);
    UNDERSIGNED_TRY_VOID(bundle.withheld(i) ? verifier.add_withheld(bundle.hashes[i])
                                            : verifier.add_leaf(bundle.leaves[i]));
  }
  return {};
}

// All that can be checked is as it should be; but what the letter's outcome rests on is gone.
void FolderVerification::say_withheld() {
  report_.withheld = std::move(report_.outcome);
  report_.outcome.reset();
  blame_ = {Check::kState, {}, ""};
  report_.failure = failure_at(
      blame_, {"entries.withheld", "16",
               "Entries withheld after failure: what is left of this record is as it should be, "
               "but the entries' proofs and the count can no longer be verified by anybody."});
}

VerifyReport FolderVerification::run(std::optional<hash::Digest256> fingerprint,
                                     base::Executor& executor, base::Randomness& randomness) {
  for (const auto step : {&FolderVerification::open, &FolderVerification::check_files,
                          &FolderVerification::check_checkpoint}) {
    if (const auto done = (this->*step)(); !done) {
      fail(done.error());
      return std::move(report_);
    }
  }
  RecordVerifier verifier(executor, randomness, [this](const CheckLine& line) { add_line(line); },
                          fingerprint, {.entries_after_count = false});
  if (const auto fed = feed(verifier); !fed) {
    // The verifier has said its own line.
    if (verifier.failure() != nullptr) {
      report_.failure = *verifier.failure();
    } else {
      fail(fed.error());
    }
  } else if (withheld_) {
    say_withheld();
  } else if (valid_) {
    valid_(verifier);
  }
  return std::move(report_);
}

}  // namespace

VerifyReport verify_record(RecordFiles& files, std::optional<hash::Digest256> fingerprint,
                           base::Executor& executor, base::Randomness& randomness,
                           const CheckCallback& lines, const ValidCallback& valid) {
  return FolderVerification(files, lines, valid).run(fingerprint, executor, randomness);
}

}  // namespace undersigned::letter
