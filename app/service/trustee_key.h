// A trustee's key in a file of its own (key_file.h).
#pragma once

#include <filesystem>
#include <string>

#include "app/service/key_file.h"
#include "app/service/runtime.h"
#include "core/trustee/key.h"

namespace undersigned::service {

// A trustee's key file, opened.
class TrusteeKey final : public trustee::Key {
 public:
  // A new key file; refuses a path that exists ("key.exists").
  static base::Result<TrusteeKey> create(const std::filesystem::path& path, const std::string& name,
                                         const Passphrase& passphrase, const Runtime& runtime);
  static base::Result<TrusteeKey> load(const std::filesystem::path& path,
                                       const Passphrase& passphrase);

  const KeyFile& file() const { return file_; }
  const group::Signer& signer() const override { return file_.signing(); }
  trustee::TrusteeVault& vault() override { return vault_; }
  const trustee::TrusteeVault& vault() const override { return vault_; }
  base::Result<void> save(const Runtime& runtime) override;

 private:
  TrusteeKey(std::filesystem::path path, Passphrase passphrase, KeyFile file,
             trustee::TrusteeVault vault)
      : path_(std::move(path)),
        passphrase_(std::move(passphrase)),
        file_(std::move(file)),
        vault_(std::move(vault)) {}
  std::filesystem::path path_;
  Passphrase passphrase_;
  KeyFile file_;
  trustee::TrusteeVault vault_;
};

}  // namespace undersigned::service
