// Halves of credentials (docs/protocol.md 5): issuer ι = 1, 2 publishes C_{ι,i} = c_{ι,i}·B with
// DL(C_{ι,i}), tag("half", manifest hash, ι, i). Who put it there knows c_{ι,i}, so that no half is
// a copy or a combination of others', and no issuer can choose its half so that the sum is a key
// it knows; issuer, index and letter are bound, so that no proof serves twice.
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

inline constexpr std::size_t kHalfBytes = 96;  // C_{ι,i} ‖ proof

struct Half {
  group::EncodedPoint point{};  // C_{ι,i}
  CredentialProof proof{};

  friend bool operator==(const Half&, const Half&) = default;
};

// The half of issuer ι (from 1) for credential `index`; `key` is c_{ι,i}.
Half make_half(const group::SecretGroup& ops, const hash::Digest256& manifest_hash,
               std::size_t issuer, std::uint32_t index, const group::SecretScalar& key,
               base::Randomness& randomness);

// The first i whose proofs[i] does not hold for points[i] = C_{ι,i}, or nothing; lengths equal. In
// batches, each proof with its own random weight.
std::optional<std::size_t> find_bad_half(const hash::Digest256& manifest_hash, std::size_t issuer,
                                         std::span<const proof::PublishedPoint> points,
                                         std::span<const CredentialProof> proofs,
                                         base::Randomness& weights, base::Executor& executor);

}  // namespace undersigned::letter
