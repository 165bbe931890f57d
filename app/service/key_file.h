// Key files on this machine (core/trustee/key_form.h is their text): protected by a passphrase, or
// plain in a file of mode 0600.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/sodium/sodium.h"
#include "core/base/randomness.h"
#include "core/base/secret.h"

namespace undersigned::service {

enum class KeyKind { kAuthor, kRegistrar, kIssuer, kLog, kCover, kTrustee, kCompany, kWitness };

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
