// A letter's folder. The database is the truth; `record/` is derived from it and can be rebuilt.
//
//   letter.json, letter.md   the author's draft: settings, and the text in Markdown
//   letter.db                everything since the manifest was fixed (app/store)
//   record/                  checkpoint and tile/: what is published (docs/protocol.md 8)
//   keys/                    mode 0700: author, registrar, issuer, log, cover. On one machine in
//   this
//                            version; each is read by the command that needs it and by no other
//   private/                 mode 0700: who has which code; the registrar's and issuer's, never
//   published
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "app/store/store.h"
#include "core/letter/manifest.h"

namespace undersigned::service {

class LetterFolder {
 public:
  // Makes the folder (which must be absent or empty: "folder.exists") with an empty database. What
  // was stopped before there was a whole draft is gone on with.
  static base::Result<LetterFolder> create(const std::filesystem::path& path);
  // Refuses "folder.missing" where there is no letter, with what to do.
  static base::Result<LetterFolder> open(const std::filesystem::path& path);
  // For its files alone, while a server holds the database; the store is an empty one. Refuses as
  // open does.
  static base::Result<LetterFolder> open_files(const std::filesystem::path& path);

  store::Store& store() { return *store_; }
  const store::Store& store() const { return *store_; }

  std::filesystem::path draft() const { return path_ / "letter.json"; }
  std::filesystem::path body() const { return path_ / "letter.md"; }
  std::filesystem::path record() const { return path_ / "record"; }
  std::filesystem::path key(std::string_view name) const {
    return path_ / "keys" / (std::string(name) + ".key");
  }
  std::filesystem::path private_roster() const { return path_ / "private" / "roster.json"; }
  // The codes of the version before this one, if there was one.
  std::filesystem::path earlier_roster() const { return path_ / "private" / "earlier.json"; }
  // What goes to a second issuer: the list to give codes to, the roster to sign.
  std::filesystem::path issuer_list() const { return path_ / "private" / "second-issuer.json"; }
  std::filesystem::path roster_draft() const { return path_ / "private" / "roster-to-sign.json"; }
  std::filesystem::path invitations() const { return path_ / "private" / "invitations"; }
  std::filesystem::path invitation_table() const { return path_ / "private" / "invitations.csv"; }

  // The fixed manifest; nothing before `letter freeze`.
  base::Result<std::optional<letter::Manifest>> find_manifest() const;
  // Refuses "letter.draft" before `letter freeze`.
  base::Result<letter::Manifest> manifest() const;
  // Fixes it, once: other bytes later are refused by the store.
  base::Result<void> fix_manifest(base::ByteView bytes);

  // Whether the published record leaves the entries out (docs/protocol.md 16), for good.
  base::Result<void> withhold_entries();
  static base::Result<bool> entries_withheld(const store::Board& board);
  // Cosignatures of the checkpoint of a tree of this size (docs/protocol.md 8): the line of the
  // witness at this place of the manifest's list; the first that came stays.
  base::Result<void> keep_cosignature(std::uint64_t size, std::uint32_t witness,
                                      std::string_view line);
  static base::Result<std::optional<std::string>> cosignature(const store::Board& board,
                                                              std::uint64_t size,
                                                              std::uint32_t witness);
  // Whether a message of this topic is the folder's own, not one of the trustees'.
  static bool keeps(std::string_view topic);

 private:
  LetterFolder(std::filesystem::path path, std::unique_ptr<store::Store> store)
      : path_(std::move(path)), store_(std::move(store)) {}
  std::filesystem::path path_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace undersigned::service
