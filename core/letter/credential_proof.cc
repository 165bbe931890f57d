#include "core/letter/credential_proof.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "core/base/declassify.h"
#include "core/proof/linear.h"

namespace undersigned::letter {

CredentialProof prove_credential(const group::SecretGroup& ops, const hash::SessionTag& tag,
                                 const group::SecretScalar& key, base::Randomness& randomness) {
  const group::Point point = ops.multiply_base(key.reveal());
  base::publish(point);
  const std::array witness = {key.clone()};
  const base::Bytes bytes = proof::prove(ops, tag, proof::dl(point), witness, randomness);
  CredentialProof proof;
  UNDERSIGNED_CHECK(bytes.size() == proof.size());
  std::copy(bytes.begin(), bytes.end(), proof.begin());
  return proof;
}

base::Result<void> verify_credential(const hash::SessionTag& tag, const proof::PublishedPoint& c,
                                     const CredentialProof& proof) {
  return proof::verify(tag, proof::dl(c), proof);
}

}  // namespace undersigned::letter
