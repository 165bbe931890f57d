// Key files: what each party keeps for itself. JSON with the public part readable and the secret
// part either protected by a passphrase (Argon2id, then ChaCha20-Poly1305) or plain in a file of
// mode 0600.
//
//   {"undersigned-key": 1, "kind": "trustee", "name": …, "signing_key": hex,
//    "protection": "none" | {"operations": …, "memory_bytes": …, "salt": hex, "nonce": hex},
//    "secret": hex}
//
// The secret part is the Ed25519 seed (32 bytes), then what the kind needs: a trustee's encryption
// key, ceremony and shares (trustee_state.h), the cover agent's p.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/sodium/sodium.h"
#include "core/base/randomness.h"
#include "core/base/secret.h"

namespace undersigned::service {

enum class KeyKind { kAuthor, kRegistrar, kIssuer, kLog, kCover, kTrustee, kCompany };

// How the secret part is protected on disk. An empty passphrase means not at all.
using Passphrase = std::optional<std::string>;

class KeyFile {
 public:
  // A new key with a fresh signing seed; nothing is written yet.
  static KeyFile generate(KeyKind kind, std::string name, base::Randomness& randomness);
  // Refuses "key.kind" (another party's file), "key.passphrase" (needed, or wrong), "key.format".
  static base::Result<KeyFile> parse(base::ByteView bytes, KeyKind kind,
                                     const Passphrase& passphrase);
  static base::Result<KeyFile> load(const std::filesystem::path& path, KeyKind kind,
                                    const Passphrase& passphrase);
  base::Result<void> save(const std::filesystem::path& path, const Passphrase& passphrase,
                          base::Randomness& randomness) const;

  const std::string& name() const { return name_; }
  const sodium::SigningKey& signing() const { return signing_; }
  // The part of the secret after the seed.
  base::ByteView extra() const { return extra_.reveal(); }
  void set_extra(base::SecretBytes extra) { extra_ = std::move(extra); }

 private:
  KeyFile(KeyKind kind, std::string name, sodium::SigningKey signing)
      : kind_(kind), name_(std::move(name)), signing_(std::move(signing)) {}
  KeyKind kind_;
  std::string name_;
  sodium::SigningKey signing_;
  base::SecretBytes extra_;
};

}  // namespace undersigned::service
