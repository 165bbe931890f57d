#include "app/service/key_file.h"

#include <algorithm>

#include "app/service/files.h"
#include "core/base/codec.h"
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/cipher/chacha20poly1305.h"

namespace undersigned::service {
namespace {

constexpr std::size_t kMaxKeyFileBytes = 4u << 20;
constexpr std::size_t kMaxSecretBytes = 1u << 20;
constexpr std::uint64_t kMaxOperations = 64;
constexpr std::uint64_t kMaxMemoryBytes = 1u << 30;

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
  }
  return "";
}

// What the sealed part is bound to: a file's public part cannot be swapped.
base::Bytes associated_data(KeyKind kind, std::string_view name,
                            const group::SigningPublicKey& key) {
  base::Writer writer;
  writer.text16("undersigned-key-1").text16(kind_name(kind)).text16(name).raw(key);
  return writer.take();
}

struct Protection {
  sodium::PassphraseCost cost;
  base::ByteArray<16> salt{};
  cipher::Nonce nonce{};
};

base::Result<Protection> parse_protection(const base::JsonObject& file) {
  UNDERSIGNED_TRY(const base::JsonObject object, file.object("protection"));
  UNDERSIGNED_TRY_VOID(object.only({"operations", "memory_bytes", "salt", "nonce"}));
  Protection out;
  UNDERSIGNED_TRY(out.cost.operations, object.integer("operations", 1, kMaxOperations));
  UNDERSIGNED_TRY(out.cost.memory_bytes, object.integer("memory_bytes", 8192, kMaxMemoryBytes));
  UNDERSIGNED_TRY(const std::string salt, object.text("salt", 32));
  UNDERSIGNED_TRY(out.salt, base::array_from_hex<16>(salt));
  UNDERSIGNED_TRY(const std::string nonce, object.text("nonce", 24));
  UNDERSIGNED_TRY(out.nonce, base::array_from_hex<12>(nonce));
  return out;
}

base::Result<base::SecretBytes> unprotect(const base::JsonObject& file, base::Bytes secret,
                                          base::ByteView associated, const Passphrase& passphrase) {
  if (file.text("protection", 8).value_or("") == "none")
    return base::SecretBytes(std::move(secret));
  UNDERSIGNED_TRY(const Protection protection, parse_protection(file));
  if (!passphrase) {
    return base::fail("key.passphrase", "", "This key file is protected; give its passphrase.");
  }
  const auto key = sodium::stretch_passphrase(*passphrase, protection.salt, protection.cost);
  auto opened = cipher::open(key.reveal(), protection.nonce, associated, secret);
  if (!opened)
    return base::fail("key.passphrase", "", "The passphrase is wrong, or the key file is damaged.");
  return base::SecretBytes(std::move(*opened));
}

}  // namespace

KeyFile KeyFile::generate(KeyKind kind, std::string name, base::Randomness& randomness) {
  return KeyFile(kind, std::move(name), sodium::SigningKey::generate(randomness));
}

base::Result<KeyFile> KeyFile::parse(base::ByteView bytes, KeyKind kind,
                                     const Passphrase& passphrase) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(bytes, kMaxKeyFileBytes));
  UNDERSIGNED_TRY(const base::JsonObject file, base::JsonObject::of(json, "key"));
  UNDERSIGNED_TRY_VOID(
      file.only({"undersigned-key", "kind", "name", "signing_key", "protection", "secret"}));
  if (auto version = file.integer("undersigned-key", 1, 1); !version) {
    return base::fail("key.format", "", "This is not a key file of this version of Undersigned.");
  }
  UNDERSIGNED_TRY(const std::string kind_text, file.text("kind", 16));
  if (kind_text != kind_name(kind)) {
    return base::fail("key.kind", "",
                      "This is a key of kind '" + kind_text + "'; here a key of kind '" +
                          kind_name(kind) + "' is needed.");
  }
  UNDERSIGNED_TRY(std::string name, file.text("name", 200));
  UNDERSIGNED_TRY(const std::string key_text, file.text("signing_key", 64));
  UNDERSIGNED_TRY(const auto public_key, base::array_from_hex<32>(key_text));
  UNDERSIGNED_TRY(const std::string secret_text, file.text("secret", 2 * kMaxSecretBytes));
  UNDERSIGNED_TRY(base::Bytes stored, base::from_hex(secret_text, kMaxSecretBytes));
  UNDERSIGNED_TRY(
      const base::SecretBytes secret,
      unprotect(file, std::move(stored), associated_data(kind, name, public_key), passphrase));
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
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(path, kMaxKeyFileBytes));
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
  const base::SecretBytes secret(std::move(plain));
  base::Json file;
  file["undersigned-key"] = 1;
  file["kind"] = kind_name(kind_);
  file["name"] = name_;
  file["signing_key"] = base::to_hex(signing_.public_key());
  if (!passphrase || passphrase->empty()) {
    file["protection"] = "none";
    file["secret"] = base::to_hex(secret.reveal());
  } else {
    Protection protection;
    randomness.fill(protection.salt);
    randomness.fill(protection.nonce);
    const auto key = sodium::stretch_passphrase(*passphrase, protection.salt, protection.cost);
    file["protection"]["operations"] = protection.cost.operations;
    file["protection"]["memory_bytes"] = protection.cost.memory_bytes;
    file["protection"]["salt"] = base::to_hex(protection.salt);
    file["protection"]["nonce"] = base::to_hex(protection.nonce);
    file["secret"] = base::to_hex(cipher::seal(key.reveal(), protection.nonce,
                                               associated_data(kind_, name_, signing_.public_key()),
                                               secret.reveal()));
  }
  std::string text = file.dump(2) + "\n";
  const auto written = write_file(path, base::as_bytes(text), Privacy::kPrivate);
  base::wipe(text.data(), text.size());
  return written;
}

}  // namespace undersigned::service
