#include "app/service/beside_office.h"

#include <algorithm>

#include "core/letter/admission.h"
#include "core/letter/leaf.h"
#include "core/letter/withdrawal.h"

namespace undersigned::service {
namespace {

// The fingerprint, once the roster is frozen.
base::Result<hash::Digest256> fingerprint_of(const RecordView& view) {
  const auto fingerprint = view.verified().fingerprint();
  if (!fingerprint) {
    return base::fail("beside.foundation", "15",
                      "The letter has no record yet. First: undersigned roster freeze");
  }
  return *fingerprint;
}

base::Result<void> add(WritableRecord& record, RecordView& view, letter::LeafKind kind,
                       base::ByteView payload) {
  if (view.verified().next().kind == letter::NextKind::kHolding) {
    return base::fail("beside.holding", "15",
                      "Not every trustee has stated that it holds the cards; wait for them.");
  }
  if (payload.size() > letter::kMaxPayloadBytes) {
    return base::fail("beside.size", "8", "This is longer than a leaf of the record can be.");
  }
  UNDERSIGNED_TRY_VOID(record.add_beside(view, letter::encode_leaf(kind, payload)));
  return record.complete();
}

std::uint64_t date_of(const Runtime& runtime) { return static_cast<std::uint64_t>(runtime.now()); }

}  // namespace

base::Result<std::uint16_t> accept_offer(const LetterFolder& folder, WritableRecord& record,
                                         const SignedOffer& offer,
                                         const group::SigningPublicKey& company_key) {
  UNDERSIGNED_TRY(RecordView view, record.read());
  UNDERSIGNED_TRY(const hash::Digest256 fingerprint, fingerprint_of(view));
  if (offer.fingerprint != fingerprint)
    return base::fail("offer.letter", "15", "This offer was signed for another letter.");
  if (offer.key != company_key) {
    return base::fail("offer.key", "15",
                      "The offer is signed by another key than the one the company told you. Ask "
                      "the company before you go on.");
  }
  // A command whose answer was lost is run again.
  const auto& offers = view.verified().beside().offers;
  const auto there = std::ranges::find(offers, offer.signature, &letter::OfferLeaf::company);
  if (there != offers.end()) return there->number;
  UNDERSIGNED_TRY(const KeyFile registrar,
                  KeyFile::load(folder.key("registrar"), KeyKind::kRegistrar, std::nullopt));
  letter::OfferLeaf leaf;
  leaf.number = static_cast<std::uint16_t>(offers.size() + 1);
  leaf.offer = offer.offer;
  leaf.company_key = offer.key;
  leaf.company = offer.signature;
  leaf.registrar = registrar.signing().sign(letter::countersignature_message(fingerprint, leaf));
  UNDERSIGNED_TRY_VOID(add(record, view, letter::LeafKind::kOffer, leaf.encode()));
  return leaf.number;
}

base::Result<std::uint16_t> add_outcome(const LetterFolder& folder, WritableRecord& record,
                                        letter::OutcomeLeaf stated) {
  UNDERSIGNED_TRY(RecordView view, record.read());
  UNDERSIGNED_TRY(const hash::Digest256 fingerprint, fingerprint_of(view));
  UNDERSIGNED_TRY(const KeyFile author,
                  KeyFile::load(folder.key("author-" + std::to_string(stated.author)),
                                KeyKind::kAuthor, std::nullopt));
  stated.number = static_cast<std::uint16_t>(view.verified().beside().outcomes.size() + 1);
  stated.sign(fingerprint, author.signing());
  UNDERSIGNED_TRY_VOID(add(record, view, letter::LeafKind::kOutcome, stated.encode()));
  return stated.number;
}

base::Result<void> add_objection(WritableRecord& record, letter::ObjectionStatement objection,
                                 const group::Signer& signer, const Runtime& runtime) {
  UNDERSIGNED_TRY(RecordView view, record.read());
  UNDERSIGNED_TRY(const hash::Digest256 fingerprint, fingerprint_of(view));
  objection.date = date_of(runtime);
  objection.sign(fingerprint, signer);
  return add(record, view, letter::LeafKind::kStatement, objection.encode());
}

base::Result<void> add_objection(WritableRecord& record, letter::ObjectionStatement objection,
                                 const Invitation& invitation,
                                 std::span<const base::CanonicalCode> codes,
                                 const Runtime& runtime) {
  UNDERSIGNED_TRY(RecordView view, record.read());
  UNDERSIGNED_TRY_VOID(check_fingerprint(view, invitation));
  UNDERSIGNED_TRY(const letter::Admitted signer,
                  letter::recognise(runtime.ops, view.verified(), codes));
  objection.role = letter::ObjectorRole::kCredential;
  objection.number = signer.index;
  objection.date = date_of(runtime);
  objection.prove(*view.verified().fingerprint(), signer.key, runtime.ops, runtime.randomness);
  return add(record, view, letter::LeafKind::kStatement, objection.encode());
}

base::Result<void> withdraw_name(WritableRecord& record, const Invitation& invitation,
                                 std::span<const base::CanonicalCode> codes,
                                 const std::string& reason, const Runtime& runtime) {
  UNDERSIGNED_TRY(RecordView view, record.read());
  UNDERSIGNED_TRY(const Signer signer, let_in(view, invitation, codes, runtime));
  letter::WithdrawalLeaf withdrawal{signer.index, date_of(runtime), reason, {}};
  withdrawal.prove(*view.verified().fingerprint(), signer.key, runtime.ops, runtime.randomness);
  return add(record, view, letter::LeafKind::kWithdrawal, withdrawal.encode());
}

}  // namespace undersigned::service
