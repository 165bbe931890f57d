#include "core/letter/beside.h"

#include <algorithm>
#include <array>

namespace undersigned::letter {

std::string_view word_of(MatchedPay pay) {
  constexpr std::array<std::string_view, 3> kWords = {"not-said", "yes", "no"};
  return kWords[static_cast<std::size_t>(pay)];
}

std::string_view word_of(Firmness firmness) {
  constexpr std::array<std::string_view, 3> kWords = {"announced", "written", "signed"};
  return kWords[static_cast<std::size_t>(firmness) - 1];
}

std::string_view word_of(FactKind kind) {
  constexpr std::array<std::string_view, 3> kWords = {"layoffs", "pay-freeze", "cut-bonuses"};
  return kWords[static_cast<std::size_t>(kind) - 1];
}

std::vector<const OfferLeaf*> standing_offers(const Outcome& outcome) {
  std::vector<const OfferLeaf*> standing;
  for (const OfferLeaf& leaf : outcome.beside.offers) {
    if (leaf.offer.places > 0 && offer_stands(outcome.beside.offers, leaf.number))
      standing.push_back(&leaf);
  }
  return standing;
}

std::vector<const OutcomeLeaf*> standing_outcomes(const Outcome& outcome) {
  std::vector<const OutcomeLeaf*> standing;
  for (const Item& item : outcome.manifest.items) {
    const OutcomeLeaf* last = nullptr;
    for (const OutcomeLeaf& leaf : outcome.beside.outcomes) {
      if (leaf.item == item.id) last = &leaf;
    }
    if (last != nullptr) standing.push_back(last);
  }
  return standing;
}

const WithdrawalLeaf* withdrawal_of(const Outcome& outcome, std::uint32_t credential) {
  const auto& withdrawals = outcome.beside.withdrawals;
  const auto found = std::ranges::find(withdrawals, credential, &WithdrawalLeaf::credential);
  return found == withdrawals.end() ? nullptr : &*found;
}

}  // namespace undersigned::letter
