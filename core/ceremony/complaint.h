// Who cheated (docs/protocol.md 4). A recipient whose box does not open, or opens to something
// other than its shares, reveals S = x_σ·E_τ with a proof. From public data alone anyone then opens
// that box and sees whether the dealer or the complainer lied.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/ceremony/context.h"
#include "core/ceremony/messages.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/proof/published.h"

namespace undersigned::ceremony {

// "ceremony.share" unless shares[k] = f_{τ,k}(σ)·B for every slot k, f being the dealer's.
base::Result<void> check_shares(const CeremonyContext& context, const Dealing& dealing,
                                std::uint8_t dealer, std::uint8_t recipient,
                                std::span<const group::Point> shares);

// σ's complaint about τ; `decryption` is x_σ, secret. Only to be made once both proofs of D_τ were
// verified: they show that the dealer knows e, and so learns nothing from S.
Complaint complain(const group::SecretGroup& ops, const CeremonyContext& context,
                   std::uint8_t complainer, const group::SecretScalar& decryption,
                   std::uint8_t dealer, const proof::PublishedPoint& ephemeral,
                   base::Randomness& randomness);

// The dealer's signed commitment, its disclosure, and a complaint about it: who cheated.
// - the dealer, by what D_τ itself shows ("keys.coefficient", "ceremony.ephemeral",
//   "keys.possession"), by a box that does not open ("ceremony.box") or a wrong share
//   ("ceremony.share");
// - else the complainer ("ceremony.complaint.false").
// Refuses to judge what proves nothing against anybody: a commitment that is not the dealer's
// ("ceremony.commitment"), a disclosure that does not open it ("ceremony.disclosure"), a complaint
// that is about another dealer or that its complainer did not make ("ceremony.complaint").
base::Result<Fault> judge(const CeremonyContext& context, const Commitment& commitment,
                          const Disclosure& disclosure, const Complaint& complaint);

}  // namespace undersigned::ceremony
