// Shamir's sharing over the scalars (docs/protocol.md 4, 10): a secret is f(0) of a polynomial of
// degree t − 1, trustee τ holds f(τ), and any t of them give f(0) = Σ λ_τ·f(τ). With points in
// place of the shares the same sum gives f(0)·P from the f(τ)·P, and no secret is ever put
// together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/ceremony/context.h"
#include "core/group/point.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"

namespace undersigned::ceremony {

// Σ_j x^j·C_j for points C_0, C_1, … and a small x: f(x)·B if C_j = a_j·B. Public values.
group::Point evaluate_vartime(std::span<const group::Point> coefficients, std::uint8_t x);

// λ_τ = Π_{σ∈T, σ≠τ} σ/(σ−τ) mod ℓ for every τ of T, in its order. The members of T are distinct
// and not 0; anything else is a programmer's error.
std::vector<group::Scalar> lagrange_at_zero(std::span<const std::uint8_t> trustees);

// Σ λ_τ·P_τ; lengths equal. Public values.
group::Point combine_vartime(std::span<const group::Scalar> lambda,
                             std::span<const group::Point> parts);

// What trustee τ keeps of a ceremony: y_{τ,k} for every slot. Secret; wiped when it goes.
class TrusteeShares {
 public:
  // One share a slot, L of them.
  TrusteeShares(const hash::Digest256& manifest_hash, std::uint8_t trustee,
                std::vector<group::SecretScalar> shares);

  const hash::Digest256& manifest_hash() const { return manifest_hash_; }
  std::uint8_t trustee() const { return trustee_; }  // τ
  // y_{τ,k} of the coded options, M of them.
  std::span<const group::SecretScalar> sealing() const;
  const group::SecretScalar& card() const;
  const group::SecretScalar& draw() const;
  std::span<const group::SecretScalar> all() const { return shares_; }

  // For a key file: manifest hash ‖ u8 τ ‖ u16 M ‖ 32·(M + 2) bytes.
  base::SecretBytes encode() const;
  // "shares.length", "shares.range", or of Scalar::parse.
  static base::Result<TrusteeShares> parse(base::ByteView bytes);

 private:
  hash::Digest256 manifest_hash_;
  std::uint8_t trustee_;
  std::vector<group::SecretScalar> shares_;
};

}  // namespace undersigned::ceremony
