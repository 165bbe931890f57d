// A trustee at work (docs/protocol.md 4, 5, 10, 11): from its own key file, against a letter's
// board.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/service/key_file.h"
#include "app/service/runtime.h"
#include "app/service/trustee_desk.h"
#include "app/service/trustee_vault.h"

namespace undersigned::service {

// A trustee's key file, opened.
class TrusteeKey {
 public:
  // A new key file; refuses a path that exists ("key.exists").
  static base::Result<TrusteeKey> create(const std::filesystem::path& path, const std::string& name,
                                         const Passphrase& passphrase, const Runtime& runtime);
  static base::Result<TrusteeKey> load(const std::filesystem::path& path,
                                       const Passphrase& passphrase);

  const KeyFile& file() const { return file_; }
  TrusteeVault& vault() { return vault_; }
  // Writes the vault back, whole, before anything made from it may leave.
  base::Result<void> save(const Runtime& runtime);
  // τ in this letter; "trustee.stranger" if the key is none of its trustees', "trustee.letter" if
  // this key already serves another letter.
  base::Result<std::uint8_t> number_in(const letter::Manifest& manifest) const;

 private:
  TrusteeKey(std::filesystem::path path, Passphrase passphrase, KeyFile file, TrusteeVault vault)
      : path_(std::move(path)),
        passphrase_(std::move(passphrase)),
        file_(std::move(file)),
        vault_(std::move(vault)) {}
  std::filesystem::path path_;
  Passphrase passphrase_;
  KeyFile file_;
  TrusteeVault vault_;
};

struct TrusteeReport {
  std::vector<std::string> done;    // what this call did, a sentence each
  std::vector<std::string> faults;  // who gave something false, a sentence each
  std::string waiting;    // what must happen before the next call can do more; empty: nothing left
  bool complete = false;  // nothing is left for this trustee in this stage
};

// The key ceremony, then the statement that it holds all cards: does what can be done now.
base::Result<TrusteeReport> trustee_step(TrusteeDesk& desk, TrusteeKey& key,
                                         const Runtime& runtime);

// After the close: the count, the opening of names, the tallies. Verifies the whole record first.
// Refuses "open.early" before it.
base::Result<TrusteeReport> trustee_open(TrusteeDesk& desk, TrusteeKey& key,
                                         const Runtime& runtime);

}  // namespace undersigned::service
