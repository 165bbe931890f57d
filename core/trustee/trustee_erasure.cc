// trustee_erase: the shares of a letter that failed, gone (docs/protocol.md 16).
#include "core/letter/erasure.h"
#include "core/trustee/trustee_office.h"

namespace undersigned::trustee {
namespace {

// The letter failed and its objection time is over.
base::Result<void> check_failed(const letter::RecordVerifier& record, const Runtime& runtime) {
  const auto& settlement = record.settlement();
  const bool complete = record.next().kind == letter::NextKind::kComplete;
  if (!complete || settlement->signatures > 0) {
    return base::fail("erase.state", "16",
                      complete ? "This letter opened: shares are erased after a failure only."
                               : "This letter has not failed, or its signatures are not counted "
                                 "yet. Count them first: undersigned trustee open");
  }
  const auto now = static_cast<std::uint64_t>(runtime.now());
  if (letter::objection_time_over(*record.manifest(), record.last_epoch_end(), now)) return {};
  return base::fail("erase.early", "16",
                    "The objection time is not over: it lasts " +
                        std::to_string(record.manifest()->objection_seconds) +
                        " seconds from the end of the last epoch. Come back later.");
}

}  // namespace

base::Result<TrusteeReport> trustee_erase(TrusteeDesk& desk, Key& key, const Runtime& runtime) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, desk.manifest());
  UNDERSIGNED_TRY(const std::uint8_t trustee, key.number_in(manifest));
  UNDERSIGNED_TRY(const letter::RecordVerifier* record, desk.record(runtime));
  UNDERSIGNED_TRY_VOID(key.note_record(desk, runtime));
  UNDERSIGNED_TRY_VOID(check_failed(*record, runtime));
  TrusteeReport report;
  if (!key.vault().erased() || !key.vault().shares.reveal().empty()) {
    key.vault().erase(*record->fingerprint());
    UNDERSIGNED_TRY_VOID(key.save(runtime));
    report.done.push_back("erased its shares from the key file");
  }
  UNDERSIGNED_TRY(const auto stated, desk.board().message(kErasureTopic, trustee));
  if (!stated) {
    letter::ErasureStatement statement{trustee, static_cast<std::uint64_t>(runtime.now()), {}};
    statement.sign(*record->fingerprint(), key.signer());
    UNDERSIGNED_TRY_VOID(desk.board().put_message(kErasureTopic, trustee, statement.encode()));
    report.done.push_back("stated that its shares are erased");
  }
  UNDERSIGNED_TRY_VOID(desk.record(runtime));
  report.complete = true;
  return report;
}

}  // namespace undersigned::trustee
