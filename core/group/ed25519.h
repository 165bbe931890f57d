// Verification of Ed25519 signatures (RFC 8032, cofactorless, canonical S and canonical encodings
// of A and R, small-order keys refused): checkpoints, certificates, rosters. Signing is
// app/sodium's.
#pragma once

#include "core/base/bytes.h"

namespace undersigned::group {

using SigningPublicKey = base::ByteArray<32>;
using Signature = base::ByteArray<64>;

// Public values only; variable time.
bool verify_ed25519(const SigningPublicKey& key, base::ByteView message,
                    const Signature& signature);

}  // namespace undersigned::group
