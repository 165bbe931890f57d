// What stands beside a tiny letter (docs/protocol.md 15), as its author, a company, a trustee or a
// signer makes it.
#pragma once

#include <cstdint>

#include "core/letter/objection.h"
#include "core/letter/offer.h"
#include "core/letter/outcome_leaf.h"
#include "core/letter/withdrawal.h"
#include "tests/support/tiny_letter.h"

namespace undersigned::test {

class BesideLeaves {
 public:
  static constexpr std::uint64_t kMade = 1'772'355'600, kDay = 86'400;

  // Outlived by the foundation.
  explicit BesideLeaves(const TinyFoundation& foundation)
      : f_(foundation), company_(company_key()) {}

  const sodium::SigningKey& author() const { return *f_.registrar; }  // one key in a tiny letter
  const sodium::SigningKey& company() const { return company_; }

  static letter::Offer norhaven() {
    letter::Offer offer;
    offer.company = "Norhaven";
    offer.places = 40;
    offer.who = "Everybody on the night shift";
    offer.matched_pay = letter::MatchedPay::kYes;
    offer.place_of_work = "Norhaven, no work from home";
    offer.made = kMade;
    offer.expires = kMade + 30 * kDay;
    offer.firmness = letter::Firmness::kWritten;
    offer.facts = {{letter::FactKind::kLayoffs, kMade - 40 * kDay, 120, "One plant was closed",
                    "https://news.example/plant"}};
    return offer;
  }

  letter::OfferLeaf offer(std::uint16_t number, const letter::Offer& offer) const {
    letter::OfferLeaf leaf;
    leaf.number = number;
    leaf.offer = offer;
    leaf.company_key = company_.public_key();
    leaf.company = company_.sign(letter::offer_message(f_.fingerprint, offer));
    leaf.registrar = f_.registrar->sign(letter::countersignature_message(f_.fingerprint, leaf));
    return leaf;
  }

  letter::ObjectionStatement objection(letter::ObjectorRole role, std::uint32_t number) const {
    letter::ObjectionStatement made;
    made.role = role;
    made.number = number;
    made.date = kMade;
    made.text = "My entry was refused on the last evening.";
    if (role == letter::ObjectorRole::kCredential) {
      sodium::SeededRandomness randomness({41});
      made.prove(f_.fingerprint, f_.keys[number], f_.ops, randomness);
    } else {
      const bool trustee = role == letter::ObjectorRole::kTrustee;
      made.sign(f_.fingerprint, trustee ? f_.trustees->signers[number - 1] : author());
    }
    return made;
  }

  // Of `credential`, proved with the key of the credential `by`.
  letter::WithdrawalLeaf withdrawal(std::uint32_t credential, std::uint32_t by) const {
    letter::WithdrawalLeaf leaf{credential, kMade, "I was told another text.", {}};
    sodium::SeededRandomness randomness({42});
    leaf.prove(f_.fingerprint, f_.keys[by], f_.ops, randomness);
    return leaf;
  }

  letter::OutcomeLeaf outcome(std::uint16_t number, letter::Fate fate) const {
    letter::OutcomeLeaf leaf;
    leaf.number = number;
    leaf.author = 1;
    leaf.item = "signature";
    leaf.fate = fate;
    leaf.date = kMade;
    leaf.text = "Light and heat are back.";
    if (fate != letter::Fate::kPending) leaf.evidence = {"https://news.example/light"};
    leaf.sign(f_.fingerprint, author());
    return leaf;
  }

 private:
  // All randomness is from seeds, so that a vector is made again to the byte.
  static sodium::SigningKey company_key() {
    sodium::SeededRandomness randomness({40});
    return sodium::SigningKey::generate(randomness);
  }

  const TinyFoundation& f_;
  sodium::SigningKey company_;
};

}  // namespace undersigned::test
