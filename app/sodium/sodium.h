// What libsodium does for the project: group operations with secrets, Ed25519 signing, the system's
// randomness, Argon2id for key files. The only place that includes <sodium.h>.
#pragma once

#include <string_view>

#include "core/base/randomness.h"
#include "core/base/secret.h"
#include "core/group/ed25519.h"
#include "core/group/secret_group.h"
#include "core/group/signer.h"

namespace undersigned::sodium {

// Must be called once before anything else here; aborts if libsodium cannot start.
void initialise();

class SodiumGroup final : public group::SecretGroup {
 public:
  group::Point multiply_base(const group::Scalar& secret) const override;
  group::Point multiply(const group::Scalar& secret, const group::Point& point) const override;
};

class SystemRandomness final : public base::Randomness {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

// A reproducible source for demonstrations and tests, from a 32-byte seed (ChaCha20 stream).
// Whoever knows the seed knows every secret made from it.
class SeededRandomness final : public base::Randomness {
 public:
  explicit SeededRandomness(const base::ByteArray<32>& seed);
  void fill(std::span<std::uint8_t> out) override;

 private:
  base::ByteArray<32> seed_;
  std::uint64_t counter_ = 0;
};

// An Ed25519 key pair; the seed is the secret that key files hold.
class SigningKey final : public group::Signer {
 public:
  static SigningKey generate(base::Randomness& randomness);
  explicit SigningKey(base::Secret<base::ByteArray<32>> seed);
  const group::SigningPublicKey& public_key() const override { return public_key_; }
  const base::Secret<base::ByteArray<32>>& seed() const { return seed_; }
  group::Signature sign(base::ByteView message) const override;

 private:
  base::Secret<base::ByteArray<32>> seed_;
  group::SigningPublicKey public_key_;
};

// Argon2id (libsodium's interactive limits by default) from a passphrase to a 32-byte key.
struct PassphraseCost {
  std::uint64_t operations = 0;
  std::uint64_t memory_bytes = 0;
};
base::Secret<base::ByteArray<32>> stretch_passphrase(std::string_view passphrase,
                                                     const base::ByteArray<16>& salt,
                                                     const PassphraseCost& cost);

}  // namespace undersigned::sodium
