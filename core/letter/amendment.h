// Amendments (docs/protocol.md 5): a lost or stolen code is replaced. From epoch e on credential i
// has another key and another card, and the entry before counts as the identity, as in epoch 1:
// what the old code said says nothing any more. Every issuer and the registrar sign, so that nobody
// of them can do it alone, and the record shows how often it was done. Nothing here is secret but
// the keys that halves are made with.
//
//     payload = u32 i ‖ u8 number ‖ u32 e ‖ card hash ‖ of each issuer ι: C_ι ‖ proof ‖ signature ‖
//               registrar's signature
//     proof, signature: DL(C_ι) and Ed25519 of issuer ι, tag("amendment-half", fingerprint, i,
//               number, e, ι, C_ι)
//     registrar's: over tag("amendment", fingerprint, d), d = SHA-256 of all before it
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/codec.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/group/signer.h"
#include "core/hash/sha2.h"
#include "core/letter/half.h"
#include "core/letter/manifest.h"
#include "core/proof/published.h"

namespace undersigned::letter {

class Roster;

// Which replacement of which code: what every issuer must know before it gives a half.
struct AmendmentPlace {
  std::uint32_t credential = 0;  // i, of either standing
  std::uint8_t number = 0;       // of this credential's amendments, from 1
  std::uint32_t epoch = 0;       // e: the first that takes the new key

  friend bool operator==(const AmendmentPlace&, const AmendmentPlace&) = default;
};

// What one issuer gives to an amendment.
struct AmendedHalf {
  Half half;
  group::Signature signature{};

  // C_ι ‖ proof ‖ signature: kAmendedHalfBytes.
  void write(base::Writer& writer) const;
  static base::Result<AmendedHalf> read(base::Reader& reader);

  friend bool operator==(const AmendedHalf&, const AmendedHalf&) = default;
};
inline constexpr std::size_t kAmendedHalfBytes = kHalfBytes + sizeof(group::Signature);

// The half of issuer ι (from 1): `key` is c_ι (secret), `issuer` signs.
AmendedHalf make_amended_half(const group::SecretGroup& ops, const hash::Digest256& fingerprint,
                              const AmendmentPlace& place, std::size_t issuer_number,
                              const group::SecretScalar& key, const group::Signer& issuer,
                              base::Randomness& randomness);
// Whether issuer ι of the letter gave it: "amendment.half" (no point, or no proof that ι knows its
// logarithm), "amendment.issuer" (not signed).
base::Result<void> verify_amended_half(const Manifest& manifest, const hash::Digest256& fingerprint,
                                       const AmendmentPlace& place, std::size_t issuer_number,
                                       const AmendedHalf& half);

struct AmendmentLeaf {
  AmendmentPlace place;
  hash::Digest256 card_hash{};      // zeros for a credential that testifies: it has no card
  std::vector<AmendedHalf> halves;  // each issuer's, in the manifest's order
  group::Signature registrar{};

  base::Bytes encode() const;  // the payload
  // Refuses "amendment.encoding": another length than so many issuers ask for.
  static base::Result<AmendmentLeaf> parse(base::ByteView payload, std::size_t issuers);

  // Σ_ι C_ι; "amendment.key" if a half is no point or they cancel each other.
  base::Result<proof::PublishedPoint> key() const;
  // Signs for the registrar, once all else is there.
  void sign(const hash::Digest256& fingerprint, const group::Signer& registrar);
  // Everything about it, in a record in which epoch `open` comes next: "amendment.credential",
  // "amendment.number", "amendment.epoch", "amendment.card", what verify_amended_half refuses,
  // "amendment.registrar", what key() refuses, and "amendment.key" for one that a credential has or
  // has had.
  base::Result<void> verify(const Manifest& manifest, const Roster& roster,
                            const hash::Digest256& fingerprint, std::uint32_t open) const;
};

}  // namespace undersigned::letter
