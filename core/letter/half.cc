#include "core/letter/half.h"

#include "core/base/check.h"
#include "core/proof/linear.h"

namespace undersigned::letter {
namespace {

hash::SessionTag half_tag(const hash::Digest256& manifest_hash, std::size_t index) {
  constexpr std::uint64_t kIssuer = 1;  // the only one of this draft
  return hash::SessionTag("half").bytes(manifest_hash).number(kIssuer).number(index);
}

}  // namespace

HalfProof prove_half(const group::SecretGroup& ops, const hash::Digest256& manifest_hash,
                     std::uint32_t index, const group::SecretScalar& key,
                     base::Randomness& randomness) {
  return prove_credential(ops, half_tag(manifest_hash, index), key, randomness);
}

std::optional<std::size_t> find_bad_half(const hash::Digest256& manifest_hash,
                                         std::span<const proof::PublishedPoint> keys,
                                         std::span<const HalfProof> proofs,
                                         base::Randomness& weights, base::Executor& executor) {
  UNDERSIGNED_CHECK(keys.size() == proofs.size());
  const auto claim = [&](std::size_t i) {
    return proof::LinearClaim{half_tag(manifest_hash, i), proof::dl(keys[i]), proofs[i]};
  };
  const auto failure = proof::verify_all(keys.size(), claim, weights, executor);
  if (!failure) return std::nullopt;
  return failure->index;
}

}  // namespace undersigned::letter
