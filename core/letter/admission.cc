#include "core/letter/admission.h"

#include <string>

#include "core/ceremony/keys.h"
#include "core/letter/roster.h"

namespace undersigned::letter {
namespace {

base::Error other_card() {
  return {"sign.card", "5",
          "The roster holds another card for this code than your invitation shows (name, role, "
          "cohort or salt). Do not sign; ask the registrar."};
}

}  // namespace

base::Error replaced_code() {
  return {"sign.replaced", "5",
          "This code was replaced by a new one. Use the new one; if you did not ask for it, tell "
          "the registrar."};
}

base::Result<Admitted> recognise(const group::SecretGroup& ops, const RecordVerifier& record,
                                 std::span<const base::CanonicalCode> codes) {
  const Manifest& manifest = *record.manifest();
  if (codes.size() != manifest.issuers.size()) {
    return base::fail("sign.codes", "5",
                      "This letter asks for " + std::to_string(manifest.issuers.size()) +
                          " codes, one from each issuer; " + std::to_string(codes.size()) +
                          " were given.");
  }
  group::SecretScalar key = credential_key(codes, manifest.issuers);
  const group::EncodedPoint credential = ops.multiply_base(key.reveal()).encode();
  if (const auto index = record.roster()->find_key(credential))
    return Admitted{*index, std::move(key)};
  if (record.roster()->was_replaced(credential)) return std::unexpected(replaced_code());
  return base::fail("sign.code", "5",
                    codes.size() == 1
                        ? "This code is not one of this letter's. Compare it with your "
                          "invitation, or ask the registrar."
                        : "These codes are not those of one person of this letter. Compare both "
                          "with what the issuers sent you, first code first, or ask the "
                          "registrar.");
}

base::Result<Admitted> admit(const group::SecretGroup& ops, const RecordVerifier& record,
                             const Card& card, std::span<const base::CanonicalCode> codes) {
  const Roster& roster = *record.roster();
  const hash::Digest256& manifest = record.manifest()->hash();
  UNDERSIGNED_TRY(Admitted admitted, recognise(ops, record, codes));
  const std::uint32_t index = admitted.index;
  if (index >= roster.size()) {
    return base::fail("sign.testifies", "5",
                      "This code is for testimony about the letter. Those who sign it have other "
                      "ones.");
  }
  if (!check_salt(card, record.manifest()->names)) return std::unexpected(other_card());
  UNDERSIGNED_TRY(const CardPlaintext plaintext, card.encode());
  const CardBody body =
      seal_card(ops, card_seed(codes[0], manifest), plaintext,
                {manifest, roster.key(index).bytes(), card.cohort}, record.keys()->card);
  if (card.cohort != roster.cohort_name(index) || card_hash(body) != roster.card_hash(index)) {
    return std::unexpected(other_card());
  }
  if (!roster.find_name(card.name, card.salt)) {
    return base::fail(
        "sign.name", "5",
        "Your name is not in the letter's list of eligible names. Do not sign; ask the registrar.");
  }
  return admitted;
}

}  // namespace undersigned::letter
