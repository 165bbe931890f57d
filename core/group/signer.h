// Signing is an argument: natively app/sodium signs, in the browser the core itself
// (constant_time_signer.h).
#pragma once

#include "core/base/bytes.h"
#include "core/group/ed25519.h"

namespace undersigned::group {

// Holder of one Ed25519 key.
class Signer {
 public:
  virtual ~Signer() = default;
  virtual const SigningPublicKey& public_key() const = 0;
  // RFC 8032: the same message gives the same signature.
  virtual Signature sign(base::ByteView message) const = 0;
};

}  // namespace undersigned::group
