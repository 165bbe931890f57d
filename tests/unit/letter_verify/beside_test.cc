// Leaves beside the letter (docs/protocol.md 15): where they may stand, who may make them, and that
// they change nothing else.
#include <gtest/gtest.h>

#include "core/letter/verify_beside.h"
#include "tests/support/beside_leaves.h"
#include "tests/unit/letter_verify/altered.h"

namespace undersigned::test {
namespace {

using letter::Fate;
using letter::ObjectorRole;

constexpr std::uint64_t kDay = BesideLeaves::kDay;

const hash::Digest256& fingerprint() { return six_people()->fingerprint; }
const BesideLeaves& made() {
  static const BesideLeaves leaves(*six_people());
  return leaves;
}
const sodium::SigningKey& author() { return made().author(); }
const sodium::SigningKey& company() { return made().company(); }
letter::Offer norhaven() { return BesideLeaves::norhaven(); }
letter::OfferLeaf signed_offer(std::uint16_t number, const letter::Offer& offer = norhaven()) {
  return made().offer(number, offer);
}
letter::ObjectionStatement objection(ObjectorRole role, std::uint32_t number) {
  return made().objection(role, number);
}
letter::WithdrawalLeaf withdrawal(std::uint32_t credential, std::uint32_t by) {
  return made().withdrawal(credential, by);
}
letter::OutcomeLeaf outcome(std::uint16_t number, Fate fate = Fate::kPartly) {
  return made().outcome(number, fate);
}

template <class Payload>
base::Bytes leaf_with(LeafKind kind, const Payload& payload) {
  return letter::encode_leaf(kind, payload.encode());
}

// The opened letter with a leaf put in before leaf `at`.
std::function<Leaves()> with(std::size_t at, std::function<base::Bytes()> leaf) {
  return [=] {
    Leaves leaves = opened_letter().leaves();
    leaves.insert(leaves.begin() + static_cast<std::ptrdiff_t>(at), leaf());
    return signed_again(std::move(leaves));
  };
}
std::function<Leaves()> at_the_end(std::function<base::Bytes()> leaf) {
  return with(opened_letter().leaves().size(), std::move(leaf));
}

TEST(Beside, StandsWhereARecordMayEnd) {
  Leaves leaves;
  const Leaves& whole = opened_letter().leaves();
  std::uint16_t offers = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    leaves.push_back(whole[i]);
    const bool between = i == kFirstEntry - 1 || i == kFirstEpochLeaf || i == kSecondEpochLeaf ||
                         i == kCountLeaf || i + 1 == whole.size();
    if (between) leaves.push_back(leaf_with(LeafKind::kOffer, signed_offer(++offers)));
  }
  const Verified verified = verify_leaves(signed_again(leaves), fingerprint());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  EXPECT_EQ(verified.outcome->beside.offers.size(), 5u);
  EXPECT_EQ(verified.outcome->beside.offers[4].offer, norhaven());
  EXPECT_EQ(verified.outcome->state, letter::LetterState::kOpenedWithNames);
}

// Leaves from outside, whatever they are, between any two of a record: those that are refused
// change nothing, one that is taken is the next leaf.
TEST(Beside, WhatIsRefusedFromOutsideChangesNothing) {
  const Leaves& whole = opened_letter().leaves();
  letter::OfferLeaf forged = signed_offer(1);
  forged.registrar[0] ^= 1;
  base::Bytes cut = leaf_with(LeafKind::kStatement, objection(ObjectorRole::kAuthor, 1));
  cut.pop_back();
  letter::ObjectionStatement theirs = objection(ObjectorRole::kCredential, 5);
  theirs.number = 4;
  const Leaves refused = {{},
                          {1},
                          leaf_of(255, 0, 1),
                          letter::encode_leaf(LeafKind::kOffer, 0, 2, signed_offer(1).encode()),
                          leaf_with(LeafKind::kOffer, signed_offer(2)),
                          leaf_with(LeafKind::kOffer, forged),
                          cut,
                          leaf_with(LeafKind::kStatement, theirs),
                          leaf_with(LeafKind::kWithdrawal, withdrawal(0, 1)),
                          leaf_with(LeafKind::kOutcome, outcome(2)),
                          whole[kFirstEntry],
                          whole[kCountLeaf]};
  base::SerialExecutor executor;
  sodium::SeededRandomness randomness({9});
  letter::RecordVerifier verifier(executor, randomness, {}, fingerprint());
  const auto refuses_all = [&] {
    const hash::Digest256 root = verifier.root();
    for (std::size_t i = 0; i < refused.size(); ++i)
      EXPECT_FALSE(verifier.add_beside(refused[i])) << i << " at " << verifier.leaves();
    EXPECT_EQ(verifier.root(), root);
  };
  for (const base::Bytes& leaf : whole) {
    if (verifier.leaves() > 0) refuses_all();
    ASSERT_TRUE(verifier.add_leaf(leaf)) << verifier.leaves();
  }
  refuses_all();
  const base::Bytes good = leaf_with(LeafKind::kOffer, signed_offer(1));
  ASSERT_TRUE(verifier.add_beside(good));
  const auto outcome = verifier.finish();
  ASSERT_TRUE(outcome) << outcome.error().check;
  EXPECT_EQ(outcome->beside.offers.size(), 1u);
  Leaves leaves = whole;
  leaves.push_back(good);
  letter::RecordVerifier other(executor, randomness, {}, fingerprint());
  for (const base::Bytes& leaf : leaves) ASSERT_TRUE(other.add_leaf(leaf));
  EXPECT_EQ(verifier.root(), other.root());
}

TEST(Beside, ChangesNothingElse) {
  Leaves leaves = opened_letter().leaves();
  const std::size_t from = leaves.size();
  leaves.push_back(leaf_with(LeafKind::kStatement, objection(ObjectorRole::kAuthor, 1)));
  leaves.push_back(leaf_with(LeafKind::kStatement, objection(ObjectorRole::kTrustee, 3)));
  leaves.push_back(leaf_with(LeafKind::kStatement, objection(ObjectorRole::kCredential, 5)));
  leaves.push_back(leaf_with(LeafKind::kWithdrawal, withdrawal(1, 1)));
  leaves.push_back(leaf_with(LeafKind::kOutcome, outcome(1, Fate::kPending)));
  leaves.push_back(leaf_with(LeafKind::kOutcome, outcome(2)));
  const Verified before = verify_leaves(std::span(leaves).first(from));
  const Verified after = verify_leaves(leaves);
  ASSERT_FALSE(after.failure) << show(after.failure);
  EXPECT_EQ(after.outcome->settlement->signatures, before.outcome->settlement->signatures);
  EXPECT_EQ(after.outcome->names.size(), before.outcome->names.size());
  const letter::Beside& beside = after.outcome->beside;
  ASSERT_EQ(beside.objections.size(), 3u);
  EXPECT_EQ(letter::objector_name(beside.objections[1], after.outcome->manifest),
            "Trustee 3 (trustee)");
  EXPECT_EQ(letter::objector_name(beside.objections[2], after.outcome->manifest), "credential 5");
  ASSERT_EQ(beside.withdrawals.size(), 1u);
  EXPECT_EQ(beside.withdrawals[0].credential, 1u);
  ASSERT_EQ(beside.outcomes.size(), 2u);
  EXPECT_EQ(beside.outcomes[1].fate, Fate::kPartly);
  const auto line = std::ranges::find(after.lines, "beside", &letter::CheckLine::name);
  ASSERT_NE(line, after.lines.end());
  EXPECT_NE(line->detail.find("3 objections, 1 public withdrawal, 2 outcomes"), std::string::npos)
      << line->detail;
}

TEST(Beside, ALaterOfferReplacesAnEarlierOne) {
  Leaves leaves = opened_letter().leaves();
  letter::Offer taken_back = norhaven();
  taken_back.places = 0;
  taken_back.replaces = 1;
  leaves.push_back(leaf_with(LeafKind::kOffer, signed_offer(1)));
  leaves.push_back(leaf_with(LeafKind::kOffer, signed_offer(2, taken_back)));
  const Verified verified = verify_leaves(leaves);
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  const auto& offers = verified.outcome->beside.offers;
  EXPECT_FALSE(letter::offer_stands(offers, 1));
  EXPECT_TRUE(letter::offer_stands(offers, 2));
}

// --- what is refused -----------------------------------------------------------------------------

using Make = std::function<base::Bytes()>;
constexpr std::size_t kEnd = 40;  // the opened letter's leaves

Make offered(std::function<void(letter::OfferLeaf&)> change, std::uint16_t number = 1) {
  return [=] {
    letter::OfferLeaf leaf = signed_offer(number);
    change(leaf);
    return leaf_with(LeafKind::kOffer, leaf);
  };
}
// Changed before the signatures are made.
Make offering(std::function<void(letter::Offer&)> change) {
  return [=] {
    letter::Offer offer = norhaven();
    change(offer);
    return leaf_with(LeafKind::kOffer, signed_offer(1, offer));
  };
}
Make objected(
    ObjectorRole role, std::uint32_t number,
    std::function<void(letter::ObjectionStatement&)> change = [](auto&) {}) {
  return [=] {
    letter::ObjectionStatement made = objection(role, number);
    change(made);
    return leaf_with(LeafKind::kStatement, made);
  };
}
Make withdrawn(
    std::uint32_t credential, std::uint32_t by,
    std::function<void(letter::WithdrawalLeaf&)> change = [](auto&) {}) {
  return [=] {
    letter::WithdrawalLeaf leaf = withdrawal(credential, by);
    change(leaf);
    return leaf_with(LeafKind::kWithdrawal, leaf);
  };
}
Make concluded(std::function<void(letter::OutcomeLeaf&)> change, bool sign_again = true) {
  return [=] {
    letter::OutcomeLeaf leaf = outcome(1);
    change(leaf);
    if (sign_again) leaf.sign(fingerprint(), author());
    return leaf_with(LeafKind::kOutcome, leaf);
  };
}
std::function<Leaves()> twice(Make leaf) {
  return [=] {
    Leaves leaves = opened_letter().leaves();
    leaves.push_back(leaf());
    leaves.push_back(leaf());
    return leaves;
  };
}
std::function<Leaves()> closed_with(Make leaf) {
  return [=] {
    Leaves leaves = closed_letter().leaves();
    leaves.push_back(leaf());
    return leaves;
  };
}
void nothing(letter::OfferLeaf&) {}

const std::vector<Alteration> kBeside = {
    {"before_the_trustees_hold_the_cards", with(kFirstEntry - 1, offered(nothing)), "holding",
     "leaf.order", kFirstEntry - 1},
    {"among_entries", with(kFirstEntry + 2, offered(nothing)), "epochs", "leaf.order",
     kFirstEntry + 2},
    {"between_entries_and_their_epoch", with(kFirstEpochLeaf, offered(nothing)), "epochs",
     "leaf.order", kFirstEpochLeaf},
    {"within_the_opening", with(kOpeningLeaf + 1, offered(nothing)), "names", "leaf.order",
     kOpeningLeaf + 1},
    {"in_two_parts", at_the_end([] {
       return letter::encode_leaf(LeafKind::kOffer, 0, 2, signed_offer(1).encode());
     }),
     "state", "leaf.part", kEnd},
    {"no_offer", at_the_end([] { return leaf_of(11, 0, 1); }), "beside", "offer.encoding", kEnd},
    {"offer_number", at_the_end(offered(nothing, 2)), "beside", "offer.number", kEnd},
    {"offer_twice", twice(offered(nothing)), "beside", "offer.number", kEnd + 1},
    {"offer_changed", at_the_end(offered([](auto& l) { ++l.offer.places; })), "beside",
     "offer.signature", kEnd},
    {"offer_of_another_key",
     at_the_end(offered([](auto& l) { l.company_key = author().public_key(); })), "beside",
     "offer.signature", kEnd},
    {"offer_without_the_registrar", at_the_end(offered([](auto& l) {
       l.registrar = company().sign(letter::countersignature_message(fingerprint(), l));
     })),
     "beside", "offer.countersignature", kEnd},
    {"offer_that_expired_when_it_was_made",
     at_the_end(offering([](auto& o) { o.expires = o.made; })), "beside", "offer.dates", kEnd},
    {"offer_with_a_fact_of_two_years_ago",
     at_the_end(offering([](auto& o) { o.facts[0].date = o.made - 731 * kDay; })), "beside",
     "offer.dates", kEnd},
    {"offer_with_a_fact_to_come",
     at_the_end(offering([](auto& o) { o.facts[0].date = o.made + 1; })), "beside", "offer.dates",
     kEnd},
    {"offer_without_a_company", at_the_end(offering([](auto& o) { o.company.clear(); })), "beside",
     "offer.encoding", kEnd},
    {"offer_with_hidden_text", at_the_end(offering([](auto& o) { o.who = "All\u202e"; })), "beside",
     "offer.encoding", kEnd},
    {"offer_that_replaces_nothing", at_the_end(offering([](auto& o) { o.replaces = 1; })), "beside",
     "offer.replaces", kEnd},
    {"objection_before_the_close", with(kFirstEpochLeaf + 1, objected(ObjectorRole::kAuthor, 1)),
     "beside", "objection.early", kFirstEpochLeaf + 1},
    {"objection_of_nobody", at_the_end(objected(ObjectorRole::kAuthor, 2)), "beside",
     "objection.role", kEnd},
    {"objection_of_registrar_two", at_the_end(objected(ObjectorRole::kRegistrar, 2)), "beside",
     "objection.role", kEnd},
    {"objection_of_no_credential",
     at_the_end(objected(ObjectorRole::kCredential, 5, [](auto& o) { o.number = 6; })), "beside",
     "objection.role", kEnd},
    {"objection_for_somebody_else",
     at_the_end(objected(ObjectorRole::kCredential, 5, [](auto& o) { o.number = 4; })), "beside",
     "objection.proof", kEnd},
    {"objection_of_an_author_as_trustee",
     at_the_end(
         objected(ObjectorRole::kAuthor, 1, [](auto& o) { o.role = ObjectorRole::kTrustee; })),
     "beside", "objection.proof", kEnd},
    {"objection_changed",
     at_the_end(objected(ObjectorRole::kAuthor, 1, [](auto& o) { o.text = "Go on."; })), "beside",
     "objection.proof", kEnd},
    {"objection_twice", twice(objected(ObjectorRole::kCredential, 5)), "beside", "objection.twice",
     kEnd + 1},
    {"withdrawal_before_names_open", closed_with(withdrawn(1, 1)), "beside", "withdrawal.sealed",
     kSecondEpochLeaf + 1},
    {"withdrawal_of_a_sealed_credential", at_the_end(withdrawn(4, 4)), "beside",
     "withdrawal.sealed", kEnd},
    {"withdrawal_by_somebody_else", at_the_end(withdrawn(1, 2)), "beside", "withdrawal.proof",
     kEnd},
    {"withdrawal_with_another_reason",
     at_the_end(withdrawn(1, 1, [](auto& w) { w.reason = "I was paid."; })), "beside",
     "withdrawal.proof", kEnd},
    {"withdrawal_twice", twice(withdrawn(1, 1)), "beside", "withdrawal.twice", kEnd + 1},
    {"outcome_before_the_opening", closed_with(concluded([](auto&) {})), "beside", "outcome.early",
     kSecondEpochLeaf + 1},
    {"outcome_before_the_last_tally", with(kEnd - 1, concluded([](auto&) {})), "beside",
     "outcome.early", kEnd - 1},
    {"outcome_number", at_the_end(concluded([](auto& o) { o.number = 2; })), "beside",
     "outcome.number", kEnd},
    {"outcome_of_no_item", at_the_end(concluded([](auto& o) { o.item = "moon"; })), "beside",
     "outcome.item", kEnd},
    {"outcome_of_a_question", at_the_end(concluded([](auto& o) { o.item = "destination"; })),
     "beside", "outcome.item", kEnd},
    {"outcome_of_no_author", at_the_end(concluded([](auto& o) { o.author = 2; })), "beside",
     "outcome.author", kEnd},
    {"outcome_changed", at_the_end(concluded([](auto& o) { o.fate = Fate::kMet; }, false)),
     "beside", "outcome.signature", kEnd},
    {"outcome_without_evidence", at_the_end(concluded([](auto& o) { o.evidence.clear(); })),
     "beside", "outcome.evidence", kEnd},
};
INSTANTIATE_TEST_SUITE_P(Beside, AlteredRecord, named(kBeside), name_of);

}  // namespace
}  // namespace undersigned::test
