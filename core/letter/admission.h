// Letting a signer in (docs/protocol.md 5): the codes are this letter's, and the card that the
// invitation shows is the one in the roster. Natively and in the browser alike.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/code.h"
#include "core/base/result.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/letter/card.h"
#include "core/letter/verifier.h"

namespace undersigned::letter {

struct Admitted {
  std::uint32_t index = 0;  // credential; known to whoever sees the submission, not to the public
  group::SecretScalar key;  // c_i
};

// "sign.replaced": what is told to somebody whose code an amendment has replaced.
base::Error replaced_code();

// Whose codes these are, of whatever standing; what a credential's holder may say of the letter
// asks for no more. `record` holds the roster; `codes`: one of each issuer, in the manifest's
// order, secret. Refuses "sign.codes" (another number of codes than issuers), "sign.code" (not
// codes of this letter, or not of one person), "sign.replaced" (an amendment gave their holder
// others).
base::Result<Admitted> recognise(const group::SecretGroup& ops, const RecordVerifier& record,
                                 std::span<const base::CanonicalCode> codes);

// Who may sign, with the card that the invitation shows. Refuses what recognise refuses,
// "sign.testifies" (codes for testimony), "sign.card" (the roster holds another card for them),
// "sign.name" (the name is not in the list) and "card.…": then nobody should sign.
base::Result<Admitted> admit(const group::SecretGroup& ops, const RecordVerifier& record,
                             const Card& card, std::span<const base::CanonicalCode> codes);

}  // namespace undersigned::letter
