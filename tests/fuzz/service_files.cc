// The small files of signers, trustees and issuers: invitations, key files, what a trustee keeps,
// codes that are being replaced.
#include <algorithm>

#include "app/service/amendment_file.h"
#include "app/service/invitation.h"
#include "app/service/key_file.h"
#include "core/letter/shown_names.h"
#include "core/trustee/trustee_vault.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

// What was read is read again from what is written.
template <class File>
void check_file(base::ByteView input) {
  const auto file = File::parse(input);
  if (!file) return;
  const auto again = File::parse(base::as_bytes(file->write()));
  UNDERSIGNED_CHECK(again && again->write() == file->write());
}

}  // namespace

void fuzz(base::ByteView input) {
  check_file<service::AmendmentRequest>(input);
  check_file<service::AmendmentAnswer>(input);
  check_file<service::PendingAmendment>(input);
  check_file<letter::ShownNames>(input);
  if (const auto invitation = service::Invitation::parse(input)) {
    UNDERSIGNED_CHECK(invitation->card.name.size() <= letter::kMaxNameBytes);
  }
  // Without a passphrase: a protected file is refused before any stretching.
  if (const auto key = service::KeyFile::parse(input, service::KeyKind::kLog, std::nullopt)) {
    UNDERSIGNED_CHECK(key->signing().public_key() != group::SigningPublicKey{});
  }
  if (const auto vault = trustee::TrusteeVault::parse(input)) {
    // One encoding for one content, but for the order of the inputs, which parse sorts.
    UNDERSIGNED_CHECK(vault->encode().reveal().size() <= input.size());
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
