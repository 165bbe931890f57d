// DL(C): somebody who knows c with C = c·B says what a tag says (docs/protocol.md 2). The proof is
// its commitment and its response, 64 bytes. What tag, is the caller's: halves of a roster
// (section 5), withdrawals and objections (section 15).
#pragma once

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/hash/transcript.h"
#include "core/proof/published.h"

namespace undersigned::letter {

using CredentialProof = base::ByteArray<64>;

// `key` is c: secret, not zero.
CredentialProof prove_credential(const group::SecretGroup& ops, const hash::SessionTag& tag,
                                 const group::SecretScalar& key, base::Randomness& randomness);
// "proof.…" as proof::verify.
base::Result<void> verify_credential(const hash::SessionTag& tag, const proof::PublishedPoint& c,
                                     const CredentialProof& proof);

}  // namespace undersigned::letter
