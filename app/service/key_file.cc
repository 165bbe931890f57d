#include "app/service/key_file.h"

#include <algorithm>

#include "app/service/files.h"
#include "core/trustee/key_form.h"

namespace undersigned::service {
namespace {

const char* kind_name(KeyKind kind) {
  switch (kind) {
    case KeyKind::kAuthor:
      return "author";
    case KeyKind::kRegistrar:
      return "registrar";
    case KeyKind::kIssuer:
      return "issuer";
    case KeyKind::kLog:
      return "log";
    case KeyKind::kCover:
      return "cover";
    case KeyKind::kTrustee:
      return "trustee";
    case KeyKind::kCompany:
      return "company";
    case KeyKind::kWitness:
      return "witness";
  }
  return "";
}

trustee::StretchedPassphrase stretch(const std::string& passphrase,
                                     const trustee::KeyProtection& protection) {
  return sodium::stretch_passphrase(passphrase, protection.salt,
                                    {protection.operations, protection.memory_bytes});
}

// The secret part as it is used; `form` has it as it is stored.
base::Result<base::SecretBytes> unprotect(trustee::KeyForm form, const Passphrase& passphrase) {
  if (!form.protection) return std::move(form.secret);
  if (!passphrase) {
    return base::fail("key.passphrase", "", "This key file is protected; give its passphrase.");
  }
  return form.unseal(stretch(*passphrase, *form.protection));
}

void protect(trustee::KeyForm& form, const std::string& passphrase, base::Randomness& randomness) {
  trustee::KeyProtection protection;
  randomness.fill(protection.salt);
  randomness.fill(protection.nonce);
  form.seal(protection, stretch(passphrase, protection));
}

}  // namespace

KeyFile KeyFile::generate(KeyKind kind, std::string name, base::Randomness& randomness) {
  return KeyFile(kind, std::move(name), sodium::SigningKey::generate(randomness));
}

base::Result<KeyFile> KeyFile::parse(base::ByteView bytes, KeyKind kind,
                                     const Passphrase& passphrase) {
  UNDERSIGNED_TRY(trustee::KeyForm form, trustee::KeyForm::parse(bytes, kind_name(kind)));
  const group::SigningPublicKey public_key = form.signing_key;
  std::string name = form.name;
  UNDERSIGNED_TRY(const base::SecretBytes joined, unprotect(std::move(form), passphrase));
  UNDERSIGNED_TRY(trustee::KeySecret secret, trustee::KeySecret::parse(joined));
  KeyFile key(kind, std::move(name), sodium::SigningKey(std::move(secret.seed)));
  if (key.signing().public_key() != public_key) return std::unexpected(trustee::not_its_secret());
  key.extra_ = std::move(secret.rest);
  return key;
}

base::Result<KeyFile> KeyFile::load(const std::filesystem::path& path, KeyKind kind,
                                    const Passphrase& passphrase) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(path, trustee::KeyForm::kMaxBytes));
  auto key = parse(bytes, kind, passphrase);
  if (!key) key.error().message = path.string() + ": " + key.error().message;
  return key;
}

base::Result<void> KeyFile::save(const std::filesystem::path& path, const Passphrase& passphrase,
                                 base::Randomness& randomness) const {
  trustee::KeyForm form;
  form.kind = kind_name(kind_);
  form.name = name_;
  form.signing_key = signing_.public_key();
  form.secret = trustee::join_secret(signing_.seed().reveal(), extra());
  if (passphrase && !passphrase->empty()) protect(form, *passphrase, randomness);
  return write_file(path, form.text().reveal(), Privacy::kPrivate);
}

}  // namespace undersigned::service
