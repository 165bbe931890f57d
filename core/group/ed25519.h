// Verification of Ed25519 signatures (RFC 8032, cofactorless, canonical S and canonical encodings
// of A and R, small-order keys refused): checkpoints, certificates, rosters. Signing is
// app/sodium's natively, constant_time_signer.h's in the browser.
#pragma once

#include "core/base/bytes.h"
#include "core/group/edwards.h"

namespace undersigned::group {

using SigningPublicKey = base::ByteArray<32>;
using Signature = base::ByteArray<64>;

// RFC 8032, 5.1.2: y with the sign of x above it. Constant time.
base::ByteArray<32> encode_ed25519(const Extended& p);

// Public values only; variable time.
bool verify_ed25519(const SigningPublicKey& key, base::ByteView message,
                    const Signature& signature);

}  // namespace undersigned::group
