// A letter whose every secret is known, for tests of entries: sealing keys, cover key, credentials,
// all drawn from one seed.
#pragma once

#include <vector>

#include "app/sodium/sodium.h"
#include "core/proof/entry.h"

namespace undersigned::test {

inline group::SecretScalar secret(const group::Scalar& scalar) {
  return group::SecretScalar(scalar);
}

// The last option of every item; of a ranking, its answers in reverse order.
inline std::vector<std::uint32_t> last_options(std::span<const proof::ItemShape> items) {
  std::vector<std::uint32_t> answers;
  for (const proof::ItemShape& item : items) {
    for (std::uint32_t row = 0; row < item.rows; ++row) answers.push_back(item.columns - row);
  }
  return answers;
}

struct SealedLetter {
  explicit SealedLetter(std::vector<proof::ItemShape> items, std::uint8_t seed = 1,
                        std::size_t credential_count = 3)
      : randomness({seed}), shape(std::move(items)) {
    sodium::initialise();
    randomness.fill(fingerprint);
    for (std::size_t k = 0; k < shape.options(); ++k) {
      sealing_secrets.push_back(group::Scalar::random_nonzero(randomness));
      sealing_keys.push_back(ops.multiply_base(sealing_secrets.back()));
    }
    cover_secret = group::Scalar::random_nonzero(randomness);
    cover_key = ops.multiply_base(cover_secret);
    for (std::size_t i = 0; i < credential_count; ++i) {
      credential_secrets.push_back(group::Scalar::random_nonzero(randomness));
      credentials.emplace_back(ops.multiply_base(credential_secrets.back()));
    }
  }

  proof::EntryContext context() const { return {fingerprint, shape, sealing_keys, cover_key}; }

  // v_k of a ciphertext times B.
  group::Point opened(const elgamal::VectorCiphertext& sealed, std::size_t k) const {
    return sealed.e[k] - ops.multiply(sealing_secrets[k], sealed.r);
  }

  sodium::SodiumGroup ops;
  sodium::SeededRandomness randomness;
  proof::EntryShape shape;
  hash::Digest256 fingerprint;
  std::vector<group::Scalar> sealing_secrets;
  std::vector<group::Point> sealing_keys;
  group::Scalar cover_secret;
  group::Point cover_key;
  std::vector<group::Scalar> credential_secrets;
  std::vector<proof::PublishedPoint> credentials;
};

}  // namespace undersigned::test
