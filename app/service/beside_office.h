// What is added beside a letter (docs/protocol.md 15): a company's offer, objections, outcomes, and
// names that are taken back in public. Each is verified with the whole record before it is kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/service/key_file.h"
#include "app/service/letter_folder.h"
#include "app/service/offer_file.h"
#include "app/service/runtime.h"
#include "app/service/signing.h"
#include "app/service/writable_record.h"
#include "core/letter/objection.h"
#include "core/letter/outcome_leaf.h"

namespace undersigned::service {

// The registrar countersigns a company's offer with keys/registrar.key and appends it, once; its
// number.
// `company_key`: what the registrar learned from the company by another way; refuses "offer.key" if
// the offer is signed by another, "offer.letter" if it is for another letter.
base::Result<std::uint16_t> accept_offer(const LetterFolder& folder, WritableRecord& record,
                                         const SignedOffer& offer,
                                         const group::SigningPublicKey& company_key);

// What became of an item, signed with keys/author-<stated.author>.key; its number.
base::Result<std::uint16_t> add_outcome(const LetterFolder& folder, WritableRecord& record,
                                        letter::OutcomeLeaf stated);

// An objection by a party of the manifest, whose key is given.
base::Result<void> add_objection(WritableRecord& record, letter::ObjectionStatement objection,
                                 const group::Signer& signer, const Runtime& runtime);
// By the holder of a credential of either standing, who shows in public that this credential's
// holder objects.
base::Result<void> add_objection(WritableRecord& record, letter::ObjectionStatement objection,
                                 const Invitation& invitation,
                                 std::span<const base::CanonicalCode> codes,
                                 const Runtime& runtime);

// Takes an opened name back, for everybody to see.
base::Result<void> withdraw_name(WritableRecord& record, const Invitation& invitation,
                                 std::span<const base::CanonicalCode> codes,
                                 const std::string& reason, const Runtime& runtime);

}  // namespace undersigned::service
