#include "app/service/signing.h"

#include "app/service/entry_desk.h"
#include "app/service/epochs.h"
#include "core/letter/admission.h"

namespace undersigned::service {

base::Result<void> check_fingerprint(const RecordView& view, const Invitation& invitation) {
  const auto fingerprint = view.verified().fingerprint();
  if (fingerprint && *fingerprint == invitation.fingerprint) return {};
  return base::fail("sign.fingerprint", "5",
                    "This is not the letter that the invitation is for: its fingerprint differs. "
                    "Do not sign; ask the authors.");
}

base::Result<Signer> let_in(const RecordView& view, const Invitation& invitation,
                            std::span<const base::CanonicalCode> codes, const Runtime& runtime) {
  UNDERSIGNED_TRY_VOID(check_fingerprint(view, invitation));
  UNDERSIGNED_TRY(letter::Admitted admitted,
                  letter::admit(runtime.ops, view.verified(), invitation.card, codes));
  return Signer{admitted.index, std::move(admitted.key), invitation.card};
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
