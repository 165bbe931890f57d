// The small files of signers and trustees: invitations, key files, what a trustee keeps.
#include <algorithm>

#include "app/service/invitation.h"
#include "app/service/key_file.h"
#include "core/trustee/trustee_vault.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
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
