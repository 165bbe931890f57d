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

const OutcomeLeaf* standing_outcome(const Outcome& outcome, std::string_view item) {
  const OutcomeLeaf* last = nullptr;
  for (const OutcomeLeaf& leaf : outcome.beside.outcomes) {
    if (leaf.item == item) last = &leaf;
  }
  return last;
}

std::vector<const OutcomeLeaf*> standing_outcomes(const Outcome& outcome) {
  std::vector<const OutcomeLeaf*> standing;
  for (const Item& item : outcome.manifest.items) {
    if (const OutcomeLeaf* const last = standing_outcome(outcome, item.id)) {
      standing.push_back(last);
    }
  }
  return standing;
}

std::uint32_t demands_met(const Outcome& outcome, const Release& release) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(release.demands, [&](const std::string& demand) {
        const OutcomeLeaf* const leaf = standing_outcome(outcome, demand);
        return leaf != nullptr && leaf->fate == Fate::kMet;
      }));
}

bool released_by_demands(const Outcome& outcome, const Release& release) {
  return !release.demands.empty() && demands_met(outcome, release) >= release.at_least;
}

const WithdrawalLeaf* withdrawal_of(const Outcome& outcome, std::uint32_t credential) {
  const auto& withdrawals = outcome.beside.withdrawals;
  const auto found = std::ranges::find(withdrawals, credential, &WithdrawalLeaf::credential);
  return found == withdrawals.end() ? nullptr : &*found;
}

}  // namespace undersigned::letter
