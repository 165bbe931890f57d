// ElGamal over ristretto255 with one r for a vector of keys (docs/protocol.md 6):
//     R = r·B          E_k = v_k·B + r·Y_k
// Sums of ciphertexts are ciphertexts of sums.
#pragma once

#include <span>
#include <vector>

#include "core/group/point.h"
#include "core/group/secret_group.h"

namespace undersigned::elgamal {

// One ciphertext (R, E) under one key. The identity is allowed in memory (epoch 0, sums).
struct Ciphertext {
  group::Point r;
  group::Point e;

  friend Ciphertext operator+(const Ciphertext& a, const Ciphertext& b) {
    return {a.r + b.r, a.e + b.e};
  }
  friend bool operator==(const Ciphertext&, const Ciphertext&) = default;
};

// A vector under M keys: one R, one E a key.
struct VectorCiphertext {
  group::Point r;
  std::vector<group::Point> e;

  static VectorCiphertext identity(std::size_t size);  // epoch 0
};

// (randomness·B, v_k·B + randomness·Y_k). Values and randomness are secret; values are 0 or 1 in
// the protocol but any scalar works.
VectorCiphertext encrypt(const group::SecretGroup& ops, std::span<const group::Point> keys,
                         std::span<const group::Scalar> values,
                         const group::SecretScalar& randomness);

// The same plaintext afresh: adds (δ·B, δ·Y_k). δ is secret.
VectorCiphertext reencrypt(const group::SecretGroup& ops, std::span<const group::Point> keys,
                           const VectorCiphertext& previous, const group::SecretScalar& delta);

// The smallest m ≤ max with m·B = point, by baby-step giant-step in O(√max); nothing else is in the
// sum of at most max entries. Public values.
base::Result<std::uint64_t> small_logarithm(const group::Point& point, std::uint64_t max);

}  // namespace undersigned::elgamal
