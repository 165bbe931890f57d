// Proofs that stand beside the credentials of a roster (docs/protocol.md 5): DL(C_i), tag("half",
// manifest hash, 1, i), 1 being the issuer's number. Who put C_i there knows c_i, so that no
// credential is a copy or a combination of others'; index and letter are bound, so that no proof
// serves twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/base/bytes.h"
#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"
#include "core/letter/credential_proof.h"
#include "core/proof/published.h"

namespace undersigned::letter {

using HalfProof = CredentialProof;

// The proof of C_i = c_i·B. `key` is c_i, secret, not zero.
HalfProof prove_half(const group::SecretGroup& ops, const hash::Digest256& manifest_hash,
                     std::uint32_t index, const group::SecretScalar& key,
                     base::Randomness& randomness);

// The first i whose proofs[i] does not hold for keys[i] = C_i, or nothing; lengths equal. In
// batches, each proof with its own random weight.
std::optional<std::size_t> find_bad_half(const hash::Digest256& manifest_hash,
                                         std::span<const proof::PublishedPoint> keys,
                                         std::span<const HalfProof> proofs,
                                         base::Randomness& weights, base::Executor& executor);

}  // namespace undersigned::letter
