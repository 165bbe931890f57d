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

struct KeyProtection {
  std::uint64_t operations = 0, memory_bytes = 0;
  base::ByteArray<16> salt{};
  cipher::Nonce nonce{};
};

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
  // What a sealed part is bound to: a file's public part cannot be swapped.
  base::Bytes associated_data() const;
};

}  // namespace undersigned::trustee
