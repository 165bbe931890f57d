// Cards (docs/protocol.md 5): who a credential belongs to, sealed to the trustees' card key.
//
//     s₀   = hash_to_scalar(canonical code ‖ manifest hash, "undersigned-v1-card")
//     s    = hash_to_scalar(s₀ ‖ plaintext, "undersigned-v1-card-randomness")
//     u    = tag("card", manifest hash, C_i, cohort);   S = s·B,   Q = s·Y_card
//     key  : 32 bytes squeezed from the transcript of u after absorbing S ‖ Q
//     body = S ‖ AEAD(key, plaintext), associated data u
//
// Who knows the code can rebuild the body; t trustees together know Q = y_card·S. Since s depends
// on the plaintext, a card that is corrected and made again has another S and another key: no key
// ever encrypts two messages. Codes, s₀, s, and Q before the opening are secret; a body is public
// once it is opened.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/base/bytes.h"
#include "core/base/code.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/group/ed25519.h"
#include "core/group/point.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"
#include "core/letter/name_commitment.h"

namespace undersigned::letter {

inline constexpr std::size_t kCardBytes = 400;  // plaintext
inline constexpr std::size_t kCardBodyBytes = 32 + kCardBytes + 16;
inline constexpr std::size_t kMaxCohortBytes = 120;

// c_{ι,i} = hash_to_scalar(canonical code ‖ issuer's key, "undersigned-v1-half"). Secret.
group::SecretScalar half_key(const base::CanonicalCode& code,
                             const group::SigningPublicKey& issuer);
// c_i = Σ_ι c_{ι,i}, from one code of each issuer in the manifest's order. Secret.
group::SecretScalar credential_key(std::span<const base::CanonicalCode> codes,
                                   std::span<const Party> issuers);

using CardPlaintext = base::ByteArray<kCardBytes>;
using CardBody = base::ByteArray<kCardBodyBytes>;

// Who a credential belongs to: name 1…120 bytes, role 0…120, cohort 1…120, all texts of section 3;
// a salt exactly where names are committed to.
struct Card {
  std::string name, role, cohort;
  std::optional<NameSalt> salt = {};

  // var16 name ‖ var16 role ‖ var16 cohort ‖ var16 salt, padded with zeros; refuses "card.…" what
  // parse would refuse.
  base::Result<CardPlaintext> encode() const;
  // Exactly what encode gives: refuses lengths, texts, a salt of another length, padding that is
  // not zero.
  static base::Result<Card> parse(const CardPlaintext& plaintext);

  friend bool operator==(const Card&, const Card&) = default;
};

// Refuses ("card.salt") a card without a salt where names are committed to, or with one where they
// are published.
base::Result<void> check_salt(const Card& card, NameList names);

// What a body is bound to: the letter, the credential, its cohort's name as in the roster.
struct CardBinding {
  hash::Digest256 manifest_hash{};
  group::EncodedPoint credential{};  // C_i
  std::string cohort;
};

// s₀, from the first issuer's code: that issuer gives it to the registrar in place of the code.
// Secret.
group::SecretScalar card_seed(const base::CanonicalCode& code,
                              const hash::Digest256& manifest_hash);

// The body: deterministic, so that signer and registrar make the same one. `seed` is s₀, card_key
// Y_card.
CardBody seal_card(const group::SecretGroup& ops, const group::SecretScalar& seed,
                   const CardPlaintext& plaintext, const CardBinding& binding,
                   const group::Point& card_key);

// SHA-256(body): what the roster holds.
hash::Digest256 card_hash(const CardBody& body);

// S of a body; refuses ("card.point") what is not a point or is the identity: an unreadable card.
base::Result<group::Point> card_point(const CardBody& body);
// The plaintext, given Q from the trustees; refuses ("card.point", "card.cipher") an unreadable
// card. Whether the plaintext is a card of this cohort is parse_opened_card's.
base::Result<CardPlaintext> open_card(const CardBody& body, const group::Point& q,
                                      const CardBinding& binding);
// The card in a plaintext that opened: exact encoding, the binding's cohort ("card.cohort"), a salt
// exactly if the letter's list of names asks for it ("card.salt").
base::Result<Card> parse_opened_card(const CardPlaintext& plaintext, const CardBinding& binding,
                                     NameList names);

}  // namespace undersigned::letter
