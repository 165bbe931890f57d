// The letter's public keys as they follow from the record (docs/protocol.md 4). Of each trustee the
// record holds the points of its coefficients, A_{τ,k,j} = a_{τ,k,j}·B, with a proof that it knows
// the constant ones, and its signature under the whole ceremony; of the server the cover key P with
// a proof. All else is derived and never repeated:
//
//     Y_k = Σ_τ A_{τ,k,0}          Y_{τ,k} = Σ_σ Σ_j τ^j·A_{σ,k,j}
//
// Everything here is public but the cover key's secret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/ceremony/context.h"
#include "core/group/ed25519.h"
#include "core/group/point.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"
#include "core/proof/published.h"

namespace undersigned::ceremony {

// What the certificate covers of one trustee.
struct Dealing {
  hash::Digest256 commitment{};                     // c_τ
  std::vector<proof::PublishedPoint> coefficients;  // A_{τ,k,j} at k·t + j, L·t of them
  base::Bytes proof;                                // of possession, 64·L bytes

  // A, encoded.
  base::Bytes encoded_coefficients() const;
  // A_{τ,k,0} of every slot.
  std::vector<proof::PublishedPoint> constants(const CeremonyContext& context) const;
  // Σ_j σ^j·A_{τ,k,j} = f_{τ,k}(σ)·B: what trustee σ's share of a slot must be the logarithm of.
  group::Point share_point(const CeremonyContext& context, std::size_t slot,
                           std::uint8_t recipient) const;
  // A ‖ proof, 32·L·t + 64·L bytes. "keys.coefficient" names trustee, slot and power of a point
  // that is not canonical or the identity, "keys.length".
  static base::Result<Dealing> parse(const CeremonyContext& context, std::uint8_t trustee,
                                     const hash::Digest256& commitment, base::ByteView bytes);
};

// The payload of a trustee's keys leaf: c_τ ‖ A ‖ proof ‖ certificate signature.
struct TrusteePart {
  Dealing dealing;
  group::Signature certificate{};

  // 96 + 32·L·t + 64·L bytes.
  static std::size_t size(const CeremonyContext& context);
  base::Bytes encode() const;
  static base::Result<TrusteePart> parse(const CeremonyContext& context, std::uint8_t trustee,
                                         base::ByteView payload);
};

// The payload of the last keys leaf of a letter with cover: P ‖ DL(P).
struct CoverPart {
  static constexpr std::size_t kSize = 96;
  proof::PublishedPoint key;  // P
  base::ByteArray<64> proof{};

  // P = p·B; p is secret, not zero.
  static CoverPart make(const group::SecretGroup& ops, const hash::Digest256& manifest_hash,
                        const group::SecretScalar& secret, base::Randomness& randomness);
  base::Bytes encode() const;
  // "keys.length", "keys.cover".
  static base::Result<CoverPart> parse(base::ByteView payload);
};

// All payloads, whose form was accepted; nothing is proved yet.
struct KeysParts {
  std::vector<TrusteePart> trustees;  // of 1…n
  std::optional<CoverPart> cover;     // exactly of a letter with cover

  std::vector<base::Bytes> encode() const;
  // "keys.parts" for another number of payloads than CeremonyContext::keys_leaves, and the errors
  // above.
  static base::Result<KeysParts> parse(const CeremonyContext& context,
                                       std::span<const base::ByteView> payloads);
};

// A key in every slot: those of the letter, or one trustee's public shares of them.
struct SlotKeys {
  std::vector<group::Point> sealing;  // M of them, option k at k − 1
  group::Point card;
  group::Point draw;
};

// The keys of a letter. No key is the identity.
struct LetterKeys {
  std::size_t threshold = 0;          // t
  std::vector<group::Point> sealing;  // Y_k at k − 1
  group::Point card;
  group::Point draw;
  std::vector<SlotKeys> shares;  // Y_{τ,k}, at τ − 1
  group::Point cover;            // P; without cover proof::no_cover_key()

  std::size_t trustees() const { return shares.size(); }  // n
  std::size_t options() const { return sealing.size(); }  // M
  const SlotKeys& shares_of(std::uint8_t trustee) const;
};

// Everything that the record lets anyone check: each proof of possession ("keys.possession"), each
// certificate signature ("keys.certificate"), no derived key the identity ("keys.identity"), the
// proof of P ("keys.cover"). The message names the trustee.
base::Result<LetterKeys> verify_keys(const CeremonyContext& context, const KeysParts& parts,
                                     base::Randomness& randomness, base::Executor& executor);

// The steps of it that the trustees themselves take as well; `parts` has one for each trustee.

// The first trustee that does not know its constant coefficients, "keys.possession".
std::optional<Fault> find_without_possession(const CeremonyContext& context,
                                             std::span<const TrusteePart> parts,
                                             base::Randomness& randomness,
                                             base::Executor& executor);
// h = SHA-256(c_1 ‖ A_1 ‖ proof_1 ‖ … ‖ c_n ‖ A_n ‖ proof_n): what every trustee signs.
hash::Digest256 certificate_hash(std::span<const TrusteePart> parts);
// "keys.certificate" unless it is trustee τ's signature under h.
base::Result<void> verify_certificate(const CeremonyContext& context, std::uint8_t trustee,
                                      const hash::Digest256& transcript,
                                      const group::Signature& signature);
// Y_k at 0, and Y_{τ,k} at τ: the values at τ = 0…n of the sums of all dealers' polynomials.
// "keys.identity".
base::Result<std::vector<SlotKeys>> derive_keys(const CeremonyContext& context,
                                                std::span<const TrusteePart> parts);

}  // namespace undersigned::ceremony
