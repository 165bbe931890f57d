// Offers (docs/protocol.md 15): what a company offers to the staff, signed by the company and
// countersigned by the registrar, who asked the company by another way whether the key is its own.
// Nothing here is secret.
//
//     payload = u16 number ‖ u16 length ‖ content ‖ key ‖ signature ‖ countersignature
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

enum class MatchedPay : std::uint8_t { kNotSaid = 0, kYes = 1, kNo = 2 };
enum class Firmness : std::uint8_t { kAnnounced = 1, kWritten = 2, kSigned = 3 };
enum class FactKind : std::uint8_t { kLayoffs = 1, kPayFreeze = 2, kCutBonuses = 3 };

inline constexpr std::size_t kMaxOfferFacts = 32;
inline constexpr std::uint64_t kFactSeconds = 366u * 86'400u;  // how far back facts reach

// What the company says of its own last year, with where it can be read.
struct OfferFact {
  FactKind kind = FactKind::kLayoffs;
  std::uint64_t date = 0;    // Unix seconds
  std::uint32_t people = 0;  // how many it touched; 0: not said
  std::string what, source;  // 1…400 bytes each

  friend bool operator==(const OfferFact&, const OfferFact&) = default;
};

struct Offer {
  std::string company;       // 1…120 bytes
  std::uint32_t places = 0;  // 0: the offer is taken back
  std::string who;           // who may apply; 1…400 bytes
  MatchedPay matched_pay = MatchedPay::kNotSaid;
  std::string place_of_work;  // 1…400 bytes
  std::uint64_t made = 0;     // Unix seconds
  std::uint64_t expires = 0;  // Unix seconds
  Firmness firmness = Firmness::kAnnounced;
  std::uint16_t replaces = 0;  // number of an earlier offer; 0: none
  std::vector<OfferFact> facts;

  // The content, without number and signatures. What parse would refuse is not checked.
  base::Bytes encode() const;
  // Refuses "offer.encoding" and "offer.dates".
  static base::Result<Offer> parse(base::ByteView content);

  friend bool operator==(const Offer&, const Offer&) = default;
};

struct OfferLeaf {
  std::uint16_t number = 0;  // from 1, in the order of the record
  Offer offer;
  group::SigningPublicKey company_key{};
  group::Signature company{}, registrar{};

  base::Bytes encode() const;  // the payload
  // Refuses "offer.encoding" and "offer.dates".
  static base::Result<OfferLeaf> parse(base::ByteView payload);
  // Its place among the offers before it, and both signatures: "offer.number", "offer.replaces",
  // "offer.signature", "offer.countersignature".
  base::Result<void> verify(const Manifest& manifest, const hash::Digest256& fingerprint,
                            std::span<const OfferLeaf> before) const;
};

// What the company signs, and what the registrar signs over it.
base::Bytes offer_message(const hash::Digest256& fingerprint, const Offer& offer);
base::Bytes countersignature_message(const hash::Digest256& fingerprint, const OfferLeaf& leaf);

// Has no other of these offers replaced number `number`?
bool offer_stands(std::span<const OfferLeaf> offers, std::uint16_t number);

}  // namespace undersigned::letter
