#include "app/service/trustee_key.h"

namespace undersigned::service {

base::Result<TrusteeKey> TrusteeKey::create(const std::filesystem::path& path,
                                            const std::string& name, const Passphrase& passphrase,
                                            const Runtime& runtime) {
  if (std::filesystem::exists(path))
    return base::fail("key.exists", "",
                      path.string() + " is there already; a key file is never overwritten.");
  TrusteeKey key(path, passphrase, KeyFile::generate(KeyKind::kTrustee, name, runtime.randomness),
                 trustee::TrusteeVault::generate(runtime.randomness));
  UNDERSIGNED_TRY_VOID(key.save(runtime));
  return key;
}

base::Result<TrusteeKey> TrusteeKey::load(const std::filesystem::path& path,
                                          const Passphrase& passphrase) {
  UNDERSIGNED_TRY(KeyFile file, KeyFile::load(path, KeyKind::kTrustee, passphrase));
  UNDERSIGNED_TRY(trustee::TrusteeVault vault, trustee::TrusteeVault::parse(file.extra()));
  return TrusteeKey(path, passphrase, std::move(file), std::move(vault));
}

base::Result<void> TrusteeKey::save(const Runtime& runtime) {
  file_.set_extra(vault_.encode());
  return file_.save(path_, passphrase_, runtime.randomness);
}

}  // namespace undersigned::service
