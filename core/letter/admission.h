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

// `record` holds the roster; `codes`: one of each issuer, in the manifest's order, secret. Refuses
// "sign.codes" (another number of codes than issuers), "sign.code" (not codes of this letter, or
// not of one person), "sign.card" (the roster holds another card for them), "sign.name" (the name
// is not in the list) and "card.…": then nobody should sign.
base::Result<Admitted> admit(const group::SecretGroup& ops, const RecordVerifier& record,
                             const Card& card, std::span<const base::CanonicalCode> codes);

}  // namespace undersigned::letter
