// A company's offer on its way to the record (docs/protocol.md 15; docs/guides/offers.md): written
// by the company as JSON, signed by it, countersigned and appended by the registrar.
//
//   {"company": …, "places": 10, "who": …, "matched_pay": "yes" | "no" | "not said",
//    "place_of_work": …, "made": moment, "expires": moment, "firmness": "announced" | "written" |
//    "signed", "replaces": 0, "facts": [{"kind": "layoffs" | "pay freeze" | "cut bonuses",
//    "date": moment, "people": 0, "what": …, "source": …}, …]}
//
// Signed, the same object stands as "offer" beside "undersigned-offer": 1, "fingerprint", "key" and
// "signature" in hexadecimal.
#pragma once

#include <string>

#include "app/sodium/sodium.h"
#include "core/base/json.h"
#include "core/letter/offer.h"

namespace undersigned::service {

// An offer with every field, to be edited; made today, for 30 days.
std::string offer_template(std::int64_t now);

// Refuses "offer.…" and what JsonObject refuses, with the path.
base::Result<letter::Offer> parse_offer(base::ByteView json);
base::Json offer_json(const letter::Offer& offer);

// An offer that its company signed for one letter.
struct SignedOffer {
  letter::Offer offer;
  hash::Digest256 fingerprint{};
  group::SigningPublicKey key{};
  group::Signature signature{};

  std::string write() const;
  // Refuses "offer.format", and "offer.signature" if the signature does not hold.
  static base::Result<SignedOffer> parse(base::ByteView json);
};
SignedOffer sign_offer(const letter::Offer& offer, const hash::Digest256& fingerprint,
                       const sodium::SigningKey& company);

}  // namespace undersigned::service
