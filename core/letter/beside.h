// What stands beside a letter (docs/protocol.md 15), as reports read it: which offer stands, what
// the last word on an item is, which name was taken back. Public facts, no secrets.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/letter/outcome.h"

namespace undersigned::letter {

// "not-said", "yes", "no"; "announced", "written", "signed"; "layoffs", "pay-freeze",
// "cut-bonuses".
std::string_view word_of(MatchedPay pay);
std::string_view word_of(Firmness firmness);
std::string_view word_of(FactKind kind);

// Offers that no later one replaces and that are not taken back, in the order of the record.
std::vector<const OfferLeaf*> standing_offers(const Outcome& outcome);
// The last outcome of each item that has one, in the order of the letter's items.
std::vector<const OutcomeLeaf*> standing_outcomes(const Outcome& outcome);
// That of one item; null if there is none.
const OutcomeLeaf* standing_outcome(const Outcome& outcome, std::string_view item);
// How many of a pledge's demands are met.
std::uint32_t demands_met(const Outcome& outcome, const Release& release);
// Whether those who pledged are free of their word because enough are. That they are free once the
// pledge has expired no record can say: it has no clock.
bool released_by_demands(const Outcome& outcome, const Release& release);
// The withdrawal of a credential's name, or null.
const WithdrawalLeaf* withdrawal_of(const Outcome& outcome, std::uint32_t credential);

}  // namespace undersigned::letter
