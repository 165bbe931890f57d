#include "core/letter/admission.h"

#include <string>

#include "core/ceremony/keys.h"
#include "core/letter/roster.h"

namespace undersigned::letter {

base::Result<Admitted> admit(const group::SecretGroup& ops, const RecordVerifier& record,
                             const Card& card, std::span<const base::CanonicalCode> codes) {
  const Manifest& manifest = *record.manifest();
  const Roster& roster = *record.roster();
  if (codes.size() != manifest.issuers.size()) {
    return base::fail("sign.codes", "5",
                      "This letter asks for " + std::to_string(manifest.issuers.size()) +
                          " codes, one from each issuer; " + std::to_string(codes.size()) +
                          " were given.");
  }
  group::SecretScalar key = credential_key(codes, manifest.issuers);
  const group::EncodedPoint credential = ops.multiply_base(key.reveal()).encode();
  const auto index = roster.find_key(credential);
  if (!index) {
    return base::fail("sign.code", "5",
                      codes.size() == 1
                          ? "This code is not one of this letter's. Compare it with your "
                            "invitation, or ask the registrar."
                          : "These codes are not those of one person of this letter. Compare both "
                            "with what the issuers sent you, first code first, or ask the "
                            "registrar.");
  }
  UNDERSIGNED_TRY(const CardPlaintext plaintext, card.encode());
  const CardBody body = seal_card(ops, card_seed(codes[0], manifest.hash()), plaintext,
                                  {manifest.hash(), credential, card.cohort}, record.keys()->card);
  if (card.cohort != roster.cohort_name(*index) || card_hash(body) != roster.card_hash(*index)) {
    return base::fail("sign.card", "5",
                      "The roster holds another card for this code than your invitation shows "
                      "(name, role or cohort). Do not sign; ask the registrar.");
  }
  if (!roster.find_name(card.name)) {
    return base::fail(
        "sign.name", "5",
        "Your name is not in the letter's list of eligible names. Do not sign; ask the registrar.");
  }
  return Admitted{*index, std::move(key)};
}

}  // namespace undersigned::letter
