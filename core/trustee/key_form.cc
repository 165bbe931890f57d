#include "core/trustee/key_form.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/base/encoding.h"
#include "core/base/json.h"

namespace undersigned::trustee {
namespace {

constexpr std::uint64_t kMaxOperations = 64;
constexpr std::uint64_t kMaxMemoryBytes = 1u << 30;

base::Result<std::optional<KeyProtection>> parse_protection(const base::JsonObject& file) {
  if (file.text("protection", 8).value_or("") == "none") return std::nullopt;
  UNDERSIGNED_TRY(const base::JsonObject object, file.object("protection"));
  UNDERSIGNED_TRY_VOID(object.only({"operations", "memory_bytes", "salt", "nonce"}));
  KeyProtection out;
  UNDERSIGNED_TRY(out.operations, object.integer("operations", 1, kMaxOperations));
  UNDERSIGNED_TRY(out.memory_bytes, object.integer("memory_bytes", 8192, kMaxMemoryBytes));
  UNDERSIGNED_TRY(const std::string salt, object.text("salt", 32));
  UNDERSIGNED_TRY(out.salt, base::array_from_hex<16>(salt));
  UNDERSIGNED_TRY(const std::string nonce, object.text("nonce", 24));
  UNDERSIGNED_TRY(out.nonce, base::array_from_hex<12>(nonce));
  return out;
}

}  // namespace

base::Result<KeySecret> KeySecret::parse(const base::SecretBytes& secret) {
  const base::ByteView bytes = secret.reveal();
  KeySecret parts;
  const std::size_t size = parts.seed.reveal().size();
  if (bytes.size() < size) return base::fail("key.format", "", "The key file is cut short.");
  std::ranges::copy(bytes.first(size), parts.seed.reveal().begin());
  parts.rest = base::SecretBytes(
      base::Bytes(bytes.begin() + static_cast<std::ptrdiff_t>(size), bytes.end()));
  return parts;
}

base::SecretBytes join_secret(base::ByteView seed, base::ByteView rest) {
  // With room for all of it: a buffer that grows leaves a copy behind.
  base::Writer writer(seed.size() + rest.size());
  return base::SecretBytes(writer.raw(seed).raw(rest).take());
}

base::Error not_its_secret() {
  return {"key.format", "", "The key file does not belong together: its secret is another key's."};
}

base::Result<KeyForm> KeyForm::parse(base::ByteView bytes, std::string_view kind) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(bytes, kMaxBytes));
  UNDERSIGNED_TRY(const base::JsonObject file, base::JsonObject::of(json, "key"));
  UNDERSIGNED_TRY_VOID(
      file.only({"undersigned-key", "kind", "name", "signing_key", "protection", "secret"}));
  if (auto version = file.integer("undersigned-key", 1, 1); !version) {
    return base::fail("key.format", "", "This is not a key file of this version of Undersigned.");
  }
  KeyForm form;
  UNDERSIGNED_TRY(form.kind, file.text("kind", 16));
  if (form.kind != kind) {
    return base::fail("key.kind", "",
                      "This is a key of kind '" + form.kind + "'; here a key of kind '" +
                          std::string(kind) + "' is needed.");
  }
  UNDERSIGNED_TRY(form.name, file.text("name", 200));
  UNDERSIGNED_TRY(const std::string key, file.text("signing_key", 64));
  UNDERSIGNED_TRY(form.signing_key, base::array_from_hex<32>(key));
  UNDERSIGNED_TRY(std::string secret, file.text("secret", 2 * kMaxSecretBytes));
  UNDERSIGNED_TRY(base::Bytes stored, base::from_hex(secret, kMaxSecretBytes));
  base::wipe(secret.data(), secret.size());
  form.secret = base::SecretBytes(std::move(stored));
  UNDERSIGNED_TRY(form.protection, parse_protection(file));
  return form;
}

base::SecretBytes KeyForm::text() const {
  base::Json file;
  file["undersigned-key"] = 1;
  file["kind"] = kind;
  file["name"] = name;
  file["signing_key"] = base::to_hex(signing_key);
  if (protection) {
    file["protection"]["operations"] = protection->operations;
    file["protection"]["memory_bytes"] = protection->memory_bytes;
    file["protection"]["salt"] = base::to_hex(protection->salt);
    file["protection"]["nonce"] = base::to_hex(protection->nonce);
  } else {
    file["protection"] = "none";
  }
  file["secret"] = base::to_hex(secret.reveal());
  std::string text = file.dump(2) + "\n";
  auto& inside = file["secret"].get_ref<std::string&>();
  base::wipe(inside.data(), inside.size());
  base::Bytes bytes(text.begin(), text.end());
  base::wipe(text.data(), text.size());
  return base::SecretBytes(std::move(bytes));
}

void KeyForm::seal(const KeyProtection& with, const StretchedPassphrase& key) {
  protection = with;
  secret =
      base::SecretBytes(cipher::seal(key.reveal(), with.nonce, associated_data(), secret.reveal()));
}

base::Result<base::SecretBytes> KeyForm::unseal(const StretchedPassphrase& key) const {
  UNDERSIGNED_CHECK(protection.has_value());
  auto opened = cipher::open(key.reveal(), protection->nonce, associated_data(), secret.reveal());
  if (!opened)
    return base::fail("key.passphrase", "", "The passphrase is wrong, or the key file is damaged.");
  return base::SecretBytes(std::move(*opened));
}

base::Bytes KeyForm::associated_data() const {
  base::Writer writer;
  writer.text16("undersigned-key-1").text16(kind).text16(name).raw(signing_key);
  return writer.take();
}

}  // namespace undersigned::trustee
