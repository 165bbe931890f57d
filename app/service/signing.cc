#include "app/service/signing.h"

#include "app/service/entry_desk.h"
#include "app/service/epochs.h"
#include "core/ceremony/keys.h"
#include "core/letter/card.h"
#include "core/letter/roster.h"

namespace undersigned::service {

base::Result<Signer> let_in(const RecordView& view, const Invitation& invitation,
                            const base::CanonicalCode& code, const Runtime& runtime) {
  const letter::RecordVerifier& record = view.verified();
  if (!record.fingerprint() || *record.fingerprint() != invitation.fingerprint) {
    return base::fail("sign.fingerprint", "5",
                      "This is not the letter that the invitation is for: its fingerprint differs. "
                      "Do not sign; ask the authors.");
  }
  const letter::Manifest& manifest = *record.manifest();
  group::SecretScalar key = letter::credential_key(code, manifest.issuers[0].key);
  const group::EncodedPoint credential = runtime.ops.multiply_base(key.reveal()).encode();
  const auto index = record.roster()->find_key(credential);
  if (!index) {
    return base::fail("sign.code", "5",
                      "This code is not one of this letter's. Compare it with your invitation, or "
                      "ask the registrar.");
  }
  const letter::Card& card = invitation.card;
  UNDERSIGNED_TRY(const letter::CardPlaintext plaintext, card.encode());
  const letter::CardBody body =
      letter::seal_card(runtime.ops, letter::card_seed(code, manifest.hash()), plaintext,
                        {manifest.hash(), credential, card.cohort}, record.keys()->card);
  if (card.cohort != record.roster()->cohort_name(*index) ||
      letter::card_hash(body) != record.roster()->card_hash(*index)) {
    return base::fail("sign.card", "5",
                      "The roster holds another card for this code than your invitation shows "
                      "(name, role or cohort). Do not sign; ask the registrar.");
  }
  if (!record.roster()->find_name(card.name)) {
    return base::fail(
        "sign.name", "5",
        "Your name is not in the letter's list of eligible names. Do not sign; ask the registrar.");
  }
  return Signer{*index, std::move(key), card};
}

base::Result<base::Bytes> make_entry(const RecordView& view, const Signer& signer,
                                     const letter::Wish& wish, const Runtime& runtime) {
  UNDERSIGNED_TRY_VOID(open_epoch(view, runtime));
  const letter::RecordVerifier& record = view.verified();
  const proof::EntryContext& context = view.entry_context();
  const EntryDesk desk(record, signer.index);
  return proof::make_choice_entry(runtime.ops, context, desk.place(), signer.key,
                                  wish.choice(*record.manifest()), runtime.randomness)
      .encode();
}

}  // namespace undersigned::service
