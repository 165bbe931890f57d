// Signing, changing and withdrawing (docs/protocol.md 5, 6): what a signer's own program does. From
// outside the three look alike, and like not having come at all.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/service/invitation.h"
#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/service/runtime.h"
#include "core/letter/choice.h"

namespace undersigned::service {

// A signer who was let in: the code is this letter's and the card is the one in the roster.
struct Signer {
  std::uint32_t index = 0;  // credential; known to whoever sees the submission, not to the public
  group::SecretScalar key;  // c
  letter::Card card;
};

// "sign.fingerprint" unless the record is the letter that the invitation is for.
base::Result<void> check_fingerprint(const RecordView& view, const Invitation& invitation);

// Checks the invitation against the verified record: `codes`, one of each issuer. Refuses
// "sign.fingerprint" (another letter, or a changed one) and what letter::admit refuses.
base::Result<Signer> let_in(const RecordView& view, const Invitation& invitation,
                            std::span<const base::CanonicalCode> codes, const Runtime& runtime);

// The entry of the open epoch that says `wish`. Everything about it is secret but its bytes.
base::Result<base::Bytes> make_entry(const RecordView& view, const Signer& signer,
                                     const letter::Wish& wish, const Runtime& runtime);

}  // namespace undersigned::service
