#include "core/letter/verify_beside.h"

#include <algorithm>

namespace undersigned::letter {

base::Result<void> BesideVerifier::add(const Leaf& leaf, const BesideStage& stage) {
  switch (leaf.kind) {
    case LeafKind::kOffer:
      return add_offer(leaf);
    case LeafKind::kStatement:
      return !leaf.payload.empty() && leaf.payload.front() == kErasure ? add_erasure(leaf, stage)
                                                                       : add_objection(leaf, stage);
    case LeafKind::kWithdrawal:
      return add_withdrawal(leaf, stage);
    case LeafKind::kOutcome:
      return add_outcome(leaf, stage);
    default:
      return base::fail("leaf.order", "8", "This is no leaf beside the letter.");
  }
}

base::Result<void> BesideVerifier::add_offer(const Leaf& leaf) {
  UNDERSIGNED_TRY(OfferLeaf offer, OfferLeaf::parse(leaf.payload));
  UNDERSIGNED_TRY_VOID(offer.verify(*v_.manifest, *v_.fingerprint, beside_.offers));
  beside_.offers.push_back(std::move(offer));
  return {};
}

base::Result<void> BesideVerifier::add_objection(const Leaf& leaf, const BesideStage& stage) {
  UNDERSIGNED_TRY(ObjectionStatement objection, ObjectionStatement::parse(leaf.payload));
  if (!stage.closed) {
    return base::fail("objection.early", "15",
                      "An objection is made once the letter has closed, not before.");
  }
  UNDERSIGNED_TRY_VOID(objection.verify(*v_.manifest, *v_.roster, *v_.fingerprint));
  if (!objected_.emplace(objection.role, objection.number).second) {
    return base::fail("objection.twice", "15",
                      objector_name(objection, *v_.manifest) + " has objected already.");
  }
  beside_.objections.push_back(std::move(objection));
  return {};
}

base::Result<void> BesideVerifier::add_erasure(const Leaf& leaf, const BesideStage& stage) {
  UNDERSIGNED_TRY(ErasureStatement erasure, ErasureStatement::parse(leaf.payload));
  if (!stage.failed) {
    return base::fail("erasure.early", "16",
                      "Trustees erase their shares once the letter has failed, not before.");
  }
  UNDERSIGNED_TRY_VOID(erasure.verify(*v_.manifest, *v_.fingerprint, *stage.failed));
  const auto& earlier = beside_.erasures;
  if (std::ranges::find(earlier, erasure.trustee, &ErasureStatement::trustee) != earlier.end()) {
    return base::fail("erasure.twice", "16",
                      "Trustee " + std::to_string(erasure.trustee) + " has said so already.");
  }
  beside_.erasures.push_back(std::move(erasure));
  return {};
}

base::Result<void> BesideVerifier::add_withdrawal(const Leaf& leaf, const BesideStage& stage) {
  UNDERSIGNED_TRY(WithdrawalLeaf withdrawal, WithdrawalLeaf::parse(leaf.payload));
  const bool opened =
      std::ranges::binary_search(stage.names, withdrawal.credential, {}, &OpenedName::index);
  if (!opened) {
    return base::fail("withdrawal.sealed", "15",
                      "Credential " + std::to_string(withdrawal.credential) +
                          " has not opened by name: there is nothing to take back in public.");
  }
  UNDERSIGNED_TRY_VOID(withdrawal.verify(*v_.fingerprint, v_.roster->key(withdrawal.credential)));
  if (!withdrawn_.insert(withdrawal.credential).second) {
    return base::fail("withdrawal.twice", "15", "This name has been taken back already.");
  }
  beside_.withdrawals.push_back(std::move(withdrawal));
  return {};
}

base::Result<void> BesideVerifier::add_outcome(const Leaf& leaf, const BesideStage& stage) {
  UNDERSIGNED_TRY(OutcomeLeaf stated, OutcomeLeaf::parse(leaf.payload));
  if (!stage.complete) {
    return base::fail("outcome.early", "15",
                      "Nothing can become of a letter that has not opened, tallies and all.");
  }
  UNDERSIGNED_TRY_VOID(stated.verify(*v_.manifest, *v_.fingerprint, beside_.outcomes.size()));
  beside_.outcomes.push_back(std::move(stated));
  return {};
}

std::string BesideVerifier::summary() const {
  std::string text;
  const auto add = [&](std::size_t count, const char* one, const char* many) {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(count, one, many);
  };
  add(beside_.offers.size(), "offer", "offers");
  add(beside_.objections.size(), "objection", "objections");
  add(beside_.erasures.size(), "statement of erasure", "statements of erasure");
  add(beside_.withdrawals.size(), "public withdrawal", "public withdrawals");
  add(beside_.outcomes.size(), "outcome", "outcomes");
  return text.empty() ? "nothing stands beside the letter" : text + ", each signed";
}

}  // namespace undersigned::letter
