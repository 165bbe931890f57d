// Witnesses (docs/protocol.md 8): a party that has seen every tree of a log, each the beginning of
// the next, and says so of the newest, so that nobody is shown another.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "app/service/files.h"
#include "app/service/key_file.h"
#include "app/service/letter_folder.h"
#include "app/service/runtime.h"
#include "core/log/record.h"

namespace undersigned::service {

// What a witness has seen last of one log.
struct SeenLog {
  group::SigningPublicKey key{};  // the log's, as its first manifest named it
  std::uint64_t size = 0;
  log::Hash root{};
  std::uint64_t time = 0;  // of its last cosignature; Unix seconds
};

// A witness's key file: the signing key, and what it has seen, by origin:
//
//   u16 logs ‖ each var16 origin ‖ key (32) ‖ u64 size ‖ root (32) ‖ u64 time
class WitnessKey {
 public:
  // One at a time works with a key file, so that two cannot sign from one memory: "file.busy" while
  // another WitnessKey of that file is about, in whatever program.
  //
  // A new key file; refuses a path that exists ("key.exists") and a name that is none of a key's
  // ("note.name").
  static base::Result<WitnessKey> create(const std::filesystem::path& path, const std::string& name,
                                         const Passphrase& passphrase, const Runtime& runtime);
  static base::Result<WitnessKey> load(const std::filesystem::path& path,
                                       const Passphrase& passphrase);

  // What a manifest names this witness by.
  log::VerifierKey verifier() const;
  const std::map<std::string, SeenLog>& seen() const { return seen_; }

  // Reads a record's checkpoint and hashes, and cosigns: the signature line. What it has seen is on
  // the disk before the line is made, so that no crash lets it cosign two trees of one size.
  // Refuses "witness.stranger" (the manifest does not name it), "witness.log" (another log key for
  // this origin), "witness.rollback" (a smaller tree than before), "witness.fork" (a tree that the
  // one before is not the beginning of), and what open_checkpoint and tiles refuse.
  base::Result<std::string> cosign(const log::FileReader& read, const log::FileFinder& has,
                                   const Runtime& runtime);

 private:
  WitnessKey(FileLock lock, std::filesystem::path path, Passphrase passphrase, KeyFile file)
      : lock_(std::move(lock)),
        path_(std::move(path)),
        passphrase_(std::move(passphrase)),
        file_(std::move(file)) {}
  base::Result<void> read_seen();
  base::Result<void> save(const Runtime& runtime);

  FileLock lock_;
  std::filesystem::path path_;
  Passphrase passphrase_;
  KeyFile file_;
  std::map<std::string, SeenLog> seen_;
};

// Whose line was taken, and for a tree of how many leaves.
struct TakenCosignature {
  std::string witness;
  std::uint64_t size = 0;
  store::Accepted accepted = store::Accepted::kNew;
};
// Keeps a witness's line of the tree that the letter's record is now: from now on the checkpoint of
// this size has it, once its files are written. Refuses "note.…" for what is no such line,
// "witness.unknown" (none of the manifest's), "witness.cosignature" (false, or of another tree).
base::Result<TakenCosignature> keep_cosignature(LetterFolder& folder,
                                                const letter::Manifest& manifest,
                                                std::uint64_t size, const hash::Digest256& root,
                                                std::string_view line);
// The same for a folder that nothing else works on, and writes the record's files.
base::Result<TakenCosignature> take_cosignature(LetterFolder& folder, std::string_view line);

}  // namespace undersigned::service
