// The sealed card of a person on the registrar's list (docs/protocol.md 5), when the roster is made
// and when a code is replaced.
#pragma once

#include "app/service/people.h"
#include "app/service/runtime.h"
#include "core/group/point.h"
#include "core/letter/card.h"

namespace undersigned::service {

// The letter whose cards they are.
struct CardLetter {
  hash::Digest256 manifest_hash{};
  const group::Point& card_key;  // Y_card; outlives this
};

letter::Card card_of(const Person& person);

// What the person's code and plaintext give for the credential C_i: the same again, whenever.
// Refuses "card.…".
base::Result<letter::CardBody> seal_card_of(const Holder& holder,
                                            const group::EncodedPoint& credential,
                                            const CardLetter& letter, const Runtime& runtime);

}  // namespace undersigned::service
