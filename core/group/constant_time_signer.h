// Ed25519 signatures (RFC 8032, 5.1.6) with the core's own arithmetic: for the browser, where there
// is no libsodium. With (h, prefix) = SHA-512(seed), a = clamped h:
//
//     A = a·B     r = SHA-512(prefix ‖ M)     R = r·B     S = r + SHA-512(R ‖ A ‖ M)·a  (mod ℓ)
#pragma once

#include "core/base/secret.h"
#include "core/group/scalar.h"
#include "core/group/signer.h"

namespace undersigned::group {

class ConstantTimeSigner final : public Signer {
 public:
  explicit ConstantTimeSigner(base::Secret<base::ByteArray<32>> seed);
  const SigningPublicKey& public_key() const override { return public_key_; }
  Signature sign(base::ByteView message) const override;
  const base::Secret<base::ByteArray<32>>& seed() const { return seed_; }

 private:
  base::Secret<base::ByteArray<32>> seed_;
  SecretScalar key_;  // a mod ℓ
  base::Secret<base::ByteArray<32>> prefix_;
  SigningPublicKey public_key_{};
};

}  // namespace undersigned::group
