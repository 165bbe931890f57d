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
  UNDERSIGNED_TRY(const base::SecretBytes secret, unprotect(std::move(form), passphrase));
  if (secret.reveal().size() < 32)
    return base::fail("key.format", "", "The key file is cut short.");
  base::Secret<base::ByteArray<32>> seed;
  std::ranges::copy(secret.reveal().first(32), seed.reveal().begin());
  KeyFile key(kind, std::move(name), sodium::SigningKey(std::move(seed)));
  if (key.signing().public_key() != public_key) {
    return base::fail("key.format", "",
                      "The key file does not belong together: its secret is another key's.");
  }
  const base::ByteView extra = secret.reveal().subspan(32);
  key.extra_ = base::SecretBytes(base::Bytes(extra.begin(), extra.end()));
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
  base::Bytes plain;
  plain.reserve(32 + extra().size());
  plain.assign(signing_.seed().reveal().begin(), signing_.seed().reveal().end());
  plain.insert(plain.end(), extra().begin(), extra().end());
  trustee::KeyForm form;
  form.kind = kind_name(kind_);
  form.name = name_;
  form.signing_key = signing_.public_key();
  form.secret = base::SecretBytes(std::move(plain));
  if (passphrase && !passphrase->empty()) protect(form, *passphrase, randomness);
  return write_file(path, form.text().reveal(), Privacy::kPrivate);
}

}  // namespace undersigned::service
