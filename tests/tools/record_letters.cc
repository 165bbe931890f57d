#include "tests/tools/record_letters.h"

#include "tests/support/beside_leaves.h"

namespace undersigned::test {

using letter::LeafKind;

std::shared_ptr<const TinyFoundation> four_people() {
  static const auto foundation = std::make_shared<const TinyFoundation>(
      TinyPlan{.people = 4, .ladder = {2, 4}, .epochs = 2, .seed = 21});
  return foundation;
}

namespace {

TinyLetter closed(const std::vector<std::optional<Answers>>& last) {
  TinyLetter letter(four_people(), 3);
  letter.holding().epoch({Answers{1, 1, 1}, std::nullopt, std::nullopt, Answers{4, 2, 0}});
  letter.epoch(last);
  return letter;
}

}  // namespace

TinyLetter closed_to_open() {
  return closed({std::nullopt, Answers{2, 2, 0}, Answers{1, 0, 2}, Answers{3, 3, 1}});
}
TinyLetter closed_to_count() {
  return closed({Answers{3, 1, 1}, Answers{2, 2, 0}, std::nullopt, Answers{3, 3, 2}});
}
TinyLetter closed_to_fail() {
  return closed({Answers{1, 1, 1}, Answers{4, 2, 0}, std::nullopt, Answers{0, 0, 0}});
}

TinyLetter closed_with_all_items() {
  static const auto foundation = std::make_shared<const TinyFoundation>(
      TinyPlan{.people = 4, .ladder = {2, 4}, .epochs = 1, .seed = 22, .others = true});
  TinyLetter letter(foundation, 4);
  letter.holding().epoch({Answers{1, 1, 1, 1, 1, 2, 3, 1, 1}, Answers{1, 0, 0, 1, 2, 1, 3, 2, 1},
                          std::nullopt, Answers{4, 2, 0, 3, 0, 0, 0, 0, 2}});
  return letter;
}

TinyLetter closed_without_cover() {
  static const auto foundation = std::make_shared<const TinyFoundation>(TinyPlan{
      .people = 4, .ladder = {2, 4}, .epochs = 2, .seed = 26, .cover = letter::Cover::kNone});
  TinyLetter letter(foundation, 8);
  letter.holding().epoch({Answers{3, 2, 1}, Answers{1, 1, 0}, std::nullopt, Answers{1, 3, 2}});
  letter.amend(3);
  return letter.epoch({Answers{1, 1, 1}, std::nullopt, Answers{4, 2, 0}, std::nullopt});
}

TinyLetter with_beside() {
  const BesideLeaves beside(*four_people());
  letter::Offer fewer = BesideLeaves::norhaven();
  fewer.places = 12;
  fewer.replaces = 1;
  TinyLetter letter(four_people(), 6);
  letter.holding().append(LeafKind::kOffer, beside.offer(1, BesideLeaves::norhaven()).encode());
  letter.epoch({Answers{1, 1, 1}, std::nullopt, std::nullopt, Answers{4, 2, 0}});
  letter.append(LeafKind::kOffer, beside.offer(2, fewer).encode());
  letter.epoch({std::nullopt, Answers{2, 2, 0}, Answers{1, 0, 2}, Answers{3, 3, 1}});
  using Role = letter::ObjectorRole;
  letter.append(LeafKind::kStatement, beside.objection(Role::kTrustee, 2).encode());
  letter.append(LeafKind::kStatement, beside.objection(Role::kCredential, 3).encode());
  letter.finish();
  letter.append(LeafKind::kWithdrawal, beside.withdrawal(2, 2).encode());
  letter.append(LeafKind::kOutcome, beside.outcome(1, letter::Fate::kPending).encode());
  letter.append(LeafKind::kOutcome, beside.outcome(2, letter::Fate::kPartly).encode());
  return letter;
}

TinyLetter amended_after_one_epoch() {
  static const auto foundation = std::make_shared<const TinyFoundation>(
      TinyPlan{.people = 4, .ladder = {2, 4}, .epochs = 2, .seed = 25, .testifying = 2});
  TinyLetter letter(foundation, 7);
  letter.holding().amend(1).amend(4);
  return letter.epoch({Answers{1, 1, 1}, std::nullopt, Answers{1, 0, 2}, Answers{4, 2, 0}});
}
TinyLetter with_amendments() {
  TinyLetter letter = amended_after_one_epoch();
  letter.amend(2);
  letter.epoch({std::nullopt, Answers{2, 2, 0}, Answers{1, 3, 1}, std::nullopt});
  return letter.finish();
}

TinyLetter with_committed_names(const std::function<void(TinyFoundation&)>& change) {
  const auto foundation =
      std::make_shared<TinyFoundation>(TinyPlan{.people = 3,
                                                .ladder = {2},
                                                .epochs = 1,
                                                .choices = false,
                                                .seed = 26,
                                                .names = letter::NameList::kCommitted});
  if (change) {
    change(*foundation);
    foundation->freeze();
  }
  TinyLetter letter(foundation, 8);
  return letter.holding().amend(2).epoch({Answers{1}, std::nullopt, Answers{1}}).finish();
}

}  // namespace undersigned::test
