#include "core/letter/half.h"

#include "core/base/check.h"
#include "core/proof/linear.h"

namespace undersigned::letter {
namespace {

hash::SessionTag half_tag(const hash::Digest256& manifest_hash, std::size_t issuer,
                          std::size_t index) {
  return hash::SessionTag("half").bytes(manifest_hash).number(issuer).number(index);
}

}  // namespace

Half make_half(const group::SecretGroup& ops, const hash::Digest256& manifest_hash,
               std::size_t issuer, std::uint32_t index, const group::SecretScalar& key,
               base::Randomness& randomness) {
  return {ops.multiply_base(key.reveal()).encode(),
          prove_credential(ops, half_tag(manifest_hash, issuer, index), key, randomness)};
}

std::optional<std::size_t> find_bad_half(const hash::Digest256& manifest_hash, std::size_t issuer,
                                         std::span<const proof::PublishedPoint> points,
                                         std::span<const CredentialProof> proofs,
                                         base::Randomness& weights, base::Executor& executor) {
  UNDERSIGNED_CHECK(points.size() == proofs.size());
  const auto claim = [&](std::size_t i) {
    return proof::LinearClaim{half_tag(manifest_hash, issuer, i), proof::dl(points[i]), proofs[i]};
  };
  const auto failure = proof::verify_all(points.size(), claim, weights, executor);
  if (!failure) return std::nullopt;
  return failure->index;
}

}  // namespace undersigned::letter
