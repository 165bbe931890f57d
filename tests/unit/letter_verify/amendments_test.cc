// Replaced codes and credentials that testify (docs/protocol.md 5): what an amendment does, who can
// make one, where it may stand, and that nothing else follows from it.
#include <gtest/gtest.h>

#include "core/letter/verify_beside.h"
#include "tests/support/beside_leaves.h"
#include "tests/unit/letter_verify/altered.h"

namespace undersigned::test {
namespace {

TinyLetter one_epoch(const Choices& choices = kNamesOpen) {
  TinyLetter letter(six_people());
  letter.holding().epoch(choices);
  return letter;
}

// What refuses a letter of one epoch, an amendment of credential 1 that `change` has altered, which
// registrar and issuer sign, and everything after it as if it were good.
template <class Change>
std::string refusal(Change change) {
  TinyLetter letter = one_epoch();
  letter::AmendmentLeaf leaf = letter.replacement(1)->leaf;
  change(leaf);
  const std::size_t at = letter.leaves().size();
  letter.append(LeafKind::kAmendment, leaf.encode());
  const Verified verified = verify_leaves(letter.leaves());
  if (!verified.failure) return "valid";
  EXPECT_EQ(verified.failure->leaf, at) << show(verified.failure);
  EXPECT_EQ(verified.failure->line, "epochs");
  return verified.failure->check;
}
void sign_again(letter::AmendmentLeaf& leaf) {
  leaf.sign(six_people()->fingerprint, *six_people()->registrar);
}
// A half of another key for the amendment's place, signed by `issuer`.
letter::AmendedHalf half_by(const letter::AmendmentPlace& place, const sodium::SigningKey& issuer,
                            const group::SecretScalar& key) {
  sodium::SeededRandomness randomness({77});
  return letter::make_amended_half(six_people()->ops, six_people()->fingerprint, place, 1, key,
                                   issuer, randomness);
}

TEST(Amendment, WhatTheOldCodeSaidCountsNoMore) {
  // Credentials 1 and 2 sign at level 2; then 1's code is replaced and its holder says nothing new.
  TinyLetter letter = one_epoch();
  letter.amend(1).epoch(kAllCover).finish();
  EXPECT_EQ(letter.truth().count.named, (std::vector<std::uint32_t>{1, 1, 1}));
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  EXPECT_EQ(verified.outcome->count->named, letter.truth().count.named);
  EXPECT_EQ(verified.outcome->amendments, 1u);
}

TEST(Amendment, TheNewCodeSignsAndItsCardOpens) {
  TinyLetter letter = one_epoch();
  letter.amend(1).epoch({kCover, Answers{2, 2, 1}, kCover, kCover, kCover, kCover}).finish();
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  ASSERT_EQ(verified.outcome->state, letter::LetterState::kOpenedWithNames);
  const auto own = std::ranges::find(verified.outcome->names, 1u, &letter::OpenedName::index);
  ASSERT_NE(own, verified.outcome->names.end());
  EXPECT_TRUE(own->readable);
  EXPECT_EQ(own->name, six_people()->card_of(1).name);
  const auto line = std::ranges::find(verified.lines, "epochs", &letter::CheckLine::name);
  EXPECT_EQ(line->detail, "2 of 2 epochs complete; 1 code was replaced");
}

TEST(Amendment, AsOftenAsItIsNeeded) {
  TinyPlan plan;
  plan.epochs = 3;
  TinyLetter letter(std::make_shared<const TinyFoundation>(plan));
  // Before the first epoch, twice before the second, once more before the third.
  letter.holding().amend(0).epoch(kNamesOpen).amend(0).amend(0).amend(4).epoch(kNamesOpen);
  letter.amend(0).epoch(kNamesOpen).finish();
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  EXPECT_EQ(verified.outcome->amendments, 5u);
  EXPECT_EQ(verified.outcome->settlement->names, letter.truth().settlement.names);
}

// Whoever still has the old code, and a cover agent that goes on from what the old code said.
TEST(Amendment, NothingGoesOnFromTheOldCode) {
  const auto blamed = [](const Choices& second) {
    TinyLetter amended = one_epoch();
    TinyLetter ignorant = amended;  // makes its entries as if nothing were amended
    amended.amend(1);
    const std::size_t first = amended.leaves().size();
    ignorant.epoch(second);
    Leaves leaves = amended.leaves();
    leaves.insert(leaves.end(), ignorant.leaves().begin() + static_cast<std::ptrdiff_t>(first) - 1,
                  ignorant.leaves().end());
    const Verified verified = verify_leaves(signed_again(leaves));
    EXPECT_TRUE(verified.failure && verified.failure->leaf == first + 1) << show(verified.failure);
    return verified.failure ? verified.failure->check : "valid";
  };
  EXPECT_EQ(blamed(kAllCover), "entry.proof.choice");
  EXPECT_EQ(blamed(kNamesOpen), "entry.proof.choice");
}

TEST(Amendment, IsRefusedUnlessAllAgree) {
  EXPECT_EQ(refusal([](auto&) {}), "valid");
  EXPECT_EQ(refusal([](auto& leaf) { leaf.registrar[0] ^= 1; }), "amendment.registrar");
  EXPECT_EQ(refusal([](auto& leaf) { leaf.card_hash[0] ^= 1; }), "amendment.registrar");
  EXPECT_EQ(refusal([](auto& leaf) {
              leaf.halves[0].signature[0] ^= 1;
              sign_again(leaf);
            }),
            "amendment.issuer");
  EXPECT_EQ(refusal([](auto& leaf) {
              leaf.halves[0].half.proof[40] ^= 1;
              sign_again(leaf);
            }),
            "amendment.half");
  EXPECT_EQ(refusal([](auto& leaf) {
              leaf.halves[0].half.point = {};
              sign_again(leaf);
            }),
            "amendment.half");
  // The registrar makes a half itself.
  EXPECT_EQ(refusal([](auto& leaf) {
              leaf.halves[0] = half_by(leaf.place, *six_people()->registrar, six_people()->keys[1]);
              sign_again(leaf);
            }),
            "amendment.issuer");
}

TEST(Amendment, IsOfOnePlace) {
  const auto at = [](letter::AmendmentPlace place) {
    return refusal([&](letter::AmendmentLeaf& leaf) {
      leaf.place = place;
      sodium::SeededRandomness randomness({78});
      const group::SecretScalar key(group::Scalar::random_nonzero(randomness));
      leaf.halves[0] = half_by(place, *six_people()->issuer, key);
      sign_again(leaf);
    });
  };
  EXPECT_EQ(at({1, 1, 2}), "valid");
  EXPECT_EQ(at({6, 1, 2}), "amendment.credential");
  EXPECT_EQ(at({1, 0, 2}), "amendment.number");
  EXPECT_EQ(at({1, 2, 2}), "amendment.number");
  EXPECT_EQ(at({1, 1, 1}), "amendment.epoch");
  EXPECT_EQ(at({1, 1, 3}), "amendment.epoch");
  // What was signed for one place is not for another.
  EXPECT_EQ(refusal([](auto& leaf) {
              leaf.place.credential = 2;
              sign_again(leaf);
            }),
            "amendment.half");
}

TEST(Amendment, NeedsAKeyThatNobodyHasOrHad) {
  const auto with_key_of = [](std::uint32_t credential) {
    return refusal([&](letter::AmendmentLeaf& leaf) {
      leaf.halves[0] = half_by(leaf.place, *six_people()->issuer, six_people()->keys[credential]);
      sign_again(leaf);
    });
  };
  EXPECT_EQ(with_key_of(1), "amendment.key");  // its own
  EXPECT_EQ(with_key_of(4), "amendment.key");
  // The key that was replaced comes back.
  TinyLetter letter = one_epoch();
  letter.amend(1);
  letter::AmendmentLeaf leaf = letter.replacement(1)->leaf;
  leaf.halves[0] = half_by(leaf.place, *six_people()->issuer, six_people()->keys[1]);
  sign_again(leaf);
  letter.append(LeafKind::kAmendment, leaf.encode());
  EXPECT_EQ(verify_leaves(letter.leaves()).failure->check, "amendment.key");
}

TEST(Amendment, IsNotRepeated) {
  TinyLetter letter = one_epoch();
  letter.amend(1);
  Leaves leaves = letter.leaves();
  leaves.push_back(leaves.back());
  EXPECT_EQ(verify_leaves(leaves).failure->check, "amendment.number");
}

TEST(Amendment, StandsBeforeAnEpochAndNowhereElse) {
  TinyLetter letter = two_epochs(kTooFew, kNamesOpen).finish();
  const base::Bytes leaf =
      letter::encode_leaf(LeafKind::kAmendment, one_epoch().replacement(1)->leaf.encode());
  for (std::size_t at = 0; at <= letter.leaves().size(); ++at) {
    Leaves leaves = letter.leaves();
    leaves.insert(leaves.begin() + static_cast<std::ptrdiff_t>(at), leaf);
    const Verified verified = verify_leaves(leaves);
    ASSERT_TRUE(verified.failure) << at;
    const bool first = at == kFirstEntry, second = at == kSecondEntry;
    EXPECT_EQ(verified.failure->check, first                          ? "amendment.epoch"
                                       : second                       ? "entry.proof.choice"
                                       : at == letter.leaves().size() ? "record.complete"
                                                                      : verified.failure->check)
        << at;
    // There it was taken, and the entry after it that goes on from the old code is what fails.
    if (second) {
      EXPECT_EQ(verified.failure->leaf, kSecondEntry + 2);
    } else {
      EXPECT_EQ(verified.failure->leaf, at) << show(verified.failure);
    }
  }
}

TEST(Amendment, WaitsForTheDraw) {
  TinyPlan plan;
  plan.epochs = plan.window = 2;
  TinyLetter letter(std::make_shared<const TinyFoundation>(plan));
  letter.holding().epoch(kNamesOpen).amend(1);
  EXPECT_EQ(verify_leaves(letter.leaves()).failure->check, "leaf.order");
}

TEST(Amendment, EveryByteOfItMatters) {
  TinyLetter letter = one_epoch();
  letter.amend(1);
  const std::size_t at = letter.leaves().size() - 1;
  letter.epoch(kNamesOpen);
  for (std::size_t byte = 0; byte < letter.leaves()[at].size(); ++byte) {
    Leaves leaves = letter.leaves();
    leaves[at][byte] ^= 0x10;
    const Verified verified = verify_leaves(leaves);
    ASSERT_TRUE(verified.failure) << byte;
    EXPECT_EQ(verified.failure->leaf, at) << show(verified.failure);
  }
  for (const std::size_t size : {5u, 6u, 100u, 268u}) {
    Leaves leaves = letter.leaves();
    leaves[at].resize(size);
    EXPECT_EQ(verify_leaves(leaves).failure->check, "amendment.encoding") << size;
  }
}

// --- credentials that testify ---

const std::shared_ptr<const TinyFoundation>& with_two_who_testify() {
  static const auto foundation = [] {
    TinyPlan plan;
    plan.testifying = 2;
    return std::make_shared<const TinyFoundation>(plan);
  }();
  return foundation;
}

TEST(Testifying, StandsOutsideTheCount) {
  TinyLetter letter(with_two_who_testify());
  letter.holding().epoch(kTooFew).epoch(kNamesOpen).finish();
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  EXPECT_EQ(verified.outcome->testifying, 2u);
  EXPECT_EQ(verified.outcome->manifest.roster_size, 6u);
  EXPECT_EQ(verified.outcome->settlement->names, letter.truth().settlement.names);
  const auto line = std::ranges::find(verified.lines, "roster", &letter::CheckLine::name);
  EXPECT_EQ(line->detail, "6 credentials in 2 cohorts, and 2 to testify");
}

TEST(Testifying, MayObjectAndHaveTheirCodesReplaced) {
  const TinyFoundation& foundation = *with_two_who_testify();
  TinyLetter letter(with_two_who_testify());
  letter.holding().epoch(kTooFew).amend(7).epoch(kNamesOpen);
  const BesideLeaves made(foundation);
  const auto by = [&](std::uint32_t credential) {
    TinyLetter objected = letter;
    objected.append(LeafKind::kStatement,
                    made.objection(letter::ObjectorRole::kCredential, credential).encode());
    return verify_leaves(objected.leaves());
  };
  EXPECT_EQ(by(6).failure, std::nullopt);
  EXPECT_EQ(by(6).outcome->beside.objections.size(), 1u);
  EXPECT_EQ(by(7).failure->check, "objection.proof");  // with the code that was replaced
}

TEST(Testifying, HasNoCard) {
  TinyLetter letter(with_two_who_testify());
  letter.holding();
  letter::AmendmentLeaf leaf = letter.replacement(6)->leaf;
  leaf.card_hash[0] = 1;
  leaf.sign(with_two_who_testify()->fingerprint, *with_two_who_testify()->registrar);
  letter.append(LeafKind::kAmendment, leaf.encode());
  EXPECT_EQ(verify_leaves(letter.leaves()).failure->check, "amendment.card");
}

}  // namespace
}  // namespace undersigned::test
