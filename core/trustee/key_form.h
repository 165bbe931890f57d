// Key files as text: what each party keeps for itself. JSON with the public part readable and the
// secret part either sealed (Argon2id from a passphrase, then ChaCha20-Poly1305) or plain.
//
//   {"undersigned-key": 1, "kind": "trustee", "name": …, "signing_key": hex,
//    "protection": "none" | {"operations": …, "memory_bytes": …, "salt": hex, "nonce": hex},
//    "secret": hex}
//
// The secret part is the Ed25519 seed (32 bytes), then what the kind needs: a trustee's is its
// vault (trustee_vault.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/cipher/chacha20poly1305.h"
#include "core/group/ed25519.h"

namespace undersigned::trustee {

// What Argon2id (version 1.3, one lane) makes of a passphrase.
using StretchedPassphrase = base::Secret<base::ByteArray<32>>;

struct KeyProtection {
  std::uint64_t operations = 3, memory_bytes = 64u << 20;  // of a new key file
  base::ByteArray<16> salt{};
  cipher::Nonce nonce{};
};

// The secret part, taken apart.
struct KeySecret {
  base::Secret<base::ByteArray<32>> seed;  // Ed25519
  base::SecretBytes rest;                  // what the kind needs

  // Refuses "key.format" where it is too short.
  static base::Result<KeySecret> parse(const base::SecretBytes& secret);
};
base::SecretBytes join_secret(base::ByteView seed, base::ByteView rest);
// "key.format", of a file whose secret part is another key's than its public part says.
base::Error not_its_secret();

struct KeyForm {
  static constexpr std::size_t kMaxBytes = 4u << 20;
  static constexpr std::size_t kMaxSecretBytes = 1u << 20;

  std::string kind, name;
  group::SigningPublicKey signing_key{};
  std::optional<KeyProtection> protection;
  base::SecretBytes secret;  // sealed if there is a protection

  // Refuses "key.format", "key.kind" (another party's file), "json.…", "hex.…".
  static base::Result<KeyForm> parse(base::ByteView bytes, std::string_view kind);
  // Secret, if there is no protection.
  base::SecretBytes text() const;

  // Seals the secret part. `key` is what the passphrase stretches to with the protection's salt.
  void seal(const KeyProtection& with, const StretchedPassphrase& key);
  // The secret part of a sealed form; "key.passphrase" for another passphrase or a damaged file.
  base::Result<base::SecretBytes> unseal(const StretchedPassphrase& key) const;

 private:
  // What a sealed part is bound to: a file's public part cannot be swapped.
  base::Bytes associated_data() const;
};

}  // namespace undersigned::trustee
