// Each way to cheat in the key ceremony, with the check that stops it, and who is named for it.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/ceremony/complaint.h"
#include "core/proof/linear.h"
#include "tests/support/rigged_ceremony.h"

namespace undersigned::ceremony {
namespace {

using base::Bytes;
using group::Point;
using group::Scalar;
using Step = TrusteeCeremony::Step;
using test::CeremonyRun;
using test::Dealt;
using test::RiggedRun;
using test::Trustees;

template <class T>
std::string check_of(const base::Result<T>& result) {
  return result ? "" : result.error().check;
}

void overwrite(Bytes& bytes, std::size_t at, base::ByteView with) {
  std::ranges::copy(with, bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

// Trustee 3 of 3 (t = 2, M = 2) cheats.
class Cheating : public testing::Test {
 protected:
  static constexpr std::uint8_t kCheater = 3;

  // D_3 as an honest dealer makes it, to be changed.
  Dealt dealt() { return Dealt(trustees, kCheater); }
  std::size_t shown() const { return TrusteePart::size(trustees.context) - 96; }  // A ‖ proof

  // Both honest trustees find the run void for the same reason and forget their shares.
  void expect_void(const Bytes& disclosed, const std::string& check,
                   std::uint8_t named = kCheater) {
    RiggedRun run(trustees, kCheater, disclosed);
    for (const std::size_t honest : {1u, 2u}) {
      EXPECT_EQ(check_of(run.answer_of(honest)), check);
      ASSERT_EQ(run.machines[honest - 1].step(), Step::kVoid);
      EXPECT_EQ(run.machines[honest - 1].fault().trustee, named);
      EXPECT_EQ(run.machines[honest - 1].fault().error.check, check);
      const auto state = run.machines[honest - 1].encode();
      const auto resumed = TrusteeCeremony::resume(
          trustees.context, static_cast<std::uint8_t>(honest), state.reveal());
      ASSERT_TRUE(resumed.has_value()) << resumed.error().message;
      EXPECT_EQ(resumed->fault().error.check, check);
      EXPECT_EQ(check_of(run.answer_of(honest)), "ceremony.step");
    }
  }

  Trustees trustees{3, 2, 2};
};

TEST_F(Cheating, TheLastOneChoosesAfterSeeingTheOthers) {
  const Dealt committed = dealt();
  RiggedRun run(trustees, kCheater, committed.disclosed);
  const Bytes honest = run.disclosures[2];
  run.disclosures[2] = Disclosure(kCheater, dealt().disclosed).encode();
  EXPECT_EQ(check_of(run.answer_of(1)), "ceremony.disclosure");
  EXPECT_EQ(run.machines[0].step(), Step::kDisclosed);
  run.disclosures[2] = honest;
  EXPECT_EQ(check_of(run.answer_of(1)), "");
}

TEST_F(Cheating, AnothersCommitmentUnderOnesOwnName) {
  CeremonyRun run(trustees);
  Commitment copied = Commitment::parse(trustees.context, run.commitments[0]).value();
  copied.trustee = kCheater;
  run.commitments[2] = copied.encode();
  EXPECT_EQ(check_of(run.machines[0].on_commitments(run.commitments)), "ceremony.commitment");
  copied.signature = trustees.signers[2].sign(
      commit_signature_tag(trustees.context, kCheater, copied.commitment).tag());
  run.commitments[2] = copied.encode();
  for (const std::size_t i : {0u, 1u}) {
    run.disclosures.push_back(CeremonyRun::value(run.machines[i].on_commitments(run.commitments)));
  }
  run.disclosures.push_back(run.disclosures[0]);
  run.disclosures[2][1] = kCheater;  // the disclosure that opens it, under the other name
  EXPECT_EQ(check_of(run.machines[0].on_disclosures(trustees.ops, trustees.identity(1),
                                                    run.disclosures, trustees.randomness)),
            "ceremony.disclosure");
}

TEST_F(Cheating, CopiedConstantsWithTheirProof) {
  Dealt copy = dealt();
  const Dealt victim(trustees, 1);
  overwrite(copy.disclosed, 0, base::ByteView(victim.disclosed).first(shown()));
  expect_void(copy.disclosed, "keys.possession");
}

TEST_F(Cheating, AConstantThatCancelsAnothersWithoutKnowingIt) {
  Dealt rogue = dealt();
  const Dealt victim(trustees, 1);
  const Point theirs = Point::parse(base::ByteView(victim.disclosed).first(32)).value();
  const Point own = Point::parse(base::ByteView(rogue.disclosed).first(32)).value();
  overwrite(rogue.disclosed, 0, (own - theirs).encode());
  expect_void(rogue.disclosed, "keys.possession");
}

TEST_F(Cheating, AProofOfAnotherRun) {
  Dealt first = dealt();
  const Dealt second = dealt();
  const std::size_t coefficients = shown() - 64 * trustees.context.slots();
  overwrite(first.disclosed, coefficients,
            base::ByteView(second.disclosed).subspan(coefficients, shown() - coefficients));
  expect_void(first.disclosed, "keys.possession");
}

TEST_F(Cheating, AProofForAnotherLetter) {
  const Dealt own = dealt();
  Dealt other = dealt();
  CeremonyContext context = trustees.context;
  context.manifest_hash[0] ^= 1;
  other.disclosed = disclose(trustees.ops, context, kCheater, other.secrets, trustees.randomness);
  expect_void(other.disclosed, "ceremony.ephemeral");
  overwrite(other.disclosed, shown(), base::ByteView(own.disclosed).subspan(shown(), 96));
  expect_void(other.disclosed, "keys.possession");
}

// The tag holds all of A: a higher coefficient cannot be changed under a proof of the constants.
TEST_F(Cheating, AnotherHigherCoefficient) {
  Dealt other = dealt();
  overwrite(other.disclosed, 32, Point::base().encode());
  expect_void(other.disclosed, "keys.possession");
}

TEST_F(Cheating, PointsThatAreNone) {
  for (const std::size_t at : {std::size_t{0}, std::size_t{32}, std::size_t{7 * 32}}) {
    Dealt identity = dealt();
    overwrite(identity.disclosed, at, Point().encode());
    expect_void(identity.disclosed, "keys.coefficient");
    Dealt negative = dealt();
    overwrite(negative.disclosed, at, Bytes(32, 0xff));
    expect_void(negative.disclosed, "keys.coefficient");
  }
  Dealt ephemeral = dealt();
  overwrite(ephemeral.disclosed, shown(), Point().encode());
  expect_void(ephemeral.disclosed, "ceremony.ephemeral");
}

// An E copied from an honest dealer of an earlier letter, so that complaints would open that
// letter's boxes: nobody complains.
TEST_F(Cheating, AnEncryptionPointOfAnEarlierLetter) {
  Trustees earlier(3, 2, 2);
  earlier.context.manifest_hash[0] ^= 1;
  const Dealt victim(earlier, 1);
  dealt();  // both draw from the same seed: what follows differs from the victim's
  Dealt copy = dealt();
  overwrite(copy.disclosed, shown(), base::ByteView(victim.disclosed).subspan(shown(), 96));
  expect_void(copy.disclosed, "ceremony.ephemeral");
}

// Every dealer together can make a key the identity; then nobody confirms, and nobody alone is
// named. The others' polynomials are known here since their machines start from known bytes.
TEST_F(Cheating, KeysThatCancelWithEveryonesHelp) {
  for (const std::uint8_t at : std::initializer_list<std::uint8_t>{0, 2}) {
    Trustees fresh(3, 2, 2);
    sodium::SeededRandomness drawn = fresh.randomness;
    Scalar sum;  // of the others' values at `at`, slot 0
    for (const std::uint8_t other : std::initializer_list<std::uint8_t>{1, 2}) {
      const auto secrets = DealerSecrets::draw(fresh.context, drawn);
      (void)disclose(fresh.ops, fresh.context, other, secrets, drawn);  // draws the proofs' nonces
      sum += secrets.shares_for(fresh.context, at)[0].reveal();
    }
    DealerSecrets rogue = DealerSecrets::draw(fresh.context, trustees.randomness);
    rogue.coefficients[0].reveal() = -sum - Scalar::from_u64(at) * rogue.coefficients[1].reveal();
    RiggedRun run(fresh, kCheater,
                  disclose(fresh.ops, fresh.context, kCheater, rogue, trustees.randomness));
    EXPECT_EQ(check_of(run.answer_of(1)), "keys.identity");
    EXPECT_EQ(run.machines[0].fault().trustee, 0);
  }
}

// Two disclosures, each opened to its own commitment, for different people: each sees another
// ceremony, and the certificates do not fit together.
TEST_F(Cheating, DifferentDisclosuresToDifferentPeople) {
  const Dealt to_first = dealt();
  const Dealt to_second = dealt();
  CeremonyRun run(trustees);
  std::vector<Bytes> seen[2] = {run.commitments, run.commitments};
  seen[0][2] = test::sign_commitment(trustees, kCheater, to_first.disclosed);
  seen[1][2] = test::sign_commitment(trustees, kCheater, to_second.disclosed);
  std::vector<Bytes> disclosed;
  for (const std::size_t i : {0u, 1u}) {
    disclosed.push_back(CeremonyRun::value(run.machines[i].on_commitments(seen[i])));
  }
  std::vector<Bytes> confirmations;
  for (const std::size_t i : {0u, 1u}) {
    std::vector<Bytes> all = disclosed;
    all.push_back(Disclosure(kCheater, (i == 0 ? to_first : to_second).disclosed).encode());
    confirmations.push_back(CeremonyRun::value(run.machines[i].on_disclosures(
        trustees.ops, trustees.identity(i + 1), all, trustees.randomness)));
  }
  confirmations.push_back(Confirmation{kCheater, {}}.encode());
  EXPECT_EQ(check_of(run.machines[0].on_confirmations(confirmations)), "keys.certificate");
  EXPECT_EQ(check_of(run.machines[1].on_confirmations(confirmations)), "keys.certificate");
}

// A dealer whose box for trustee 1 is wrong; trustee 2 has nothing to complain about.
class WrongBox : public Cheating {
 protected:
  struct Outcome {
    Bytes commitment, disclosure, complaint;
    RiggedRun run;
  };

  Outcome complain_about(const Bytes& disclosed) {
    RiggedRun run(trustees, kCheater, disclosed);
    const Bytes complaint = CeremonyRun::value(run.answer_of(1));
    EXPECT_EQ(run.machines[0].step(), Step::kComplained);
    EXPECT_EQ(check_of(run.answer_of(2)), "");
    EXPECT_EQ(run.machines[1].step(), Step::kConfirmed);
    return {run.commitments[2], run.disclosures[2], complaint, std::move(run)};
  }

  base::Result<Fault> judged(const Bytes& commitment, const Bytes& disclosure,
                             const Bytes& complaint) const {
    const CeremonyContext& context = trustees.context;
    UNDERSIGNED_TRY(const auto signed_commitment, Commitment::parse(context, commitment));
    UNDERSIGNED_TRY(const auto disclosed, Disclosure::parse(context, disclosure));
    UNDERSIGNED_TRY(const auto complained, Complaint::parse(context, complaint));
    return judge(context, signed_commitment, disclosed, complained);
  }

  void expect_dealer_named(const Bytes& disclosed, const std::string& check) {
    Outcome outcome = complain_about(disclosed);
    const auto fault = judged(outcome.commitment, outcome.disclosure, outcome.complaint);
    ASSERT_TRUE(fault.has_value()) << fault.error().message;
    EXPECT_EQ(fault->trustee, kCheater);
    EXPECT_EQ(fault->error.check, check);
    for (TrusteeCeremony& machine :
         {std::ref(outcome.run.machines[0]), std::ref(outcome.run.machines[1])}) {
      const auto own = machine.on_complaint(outcome.disclosure, outcome.complaint);
      ASSERT_TRUE(own.has_value()) << own.error().message;
      EXPECT_EQ(own->trustee, kCheater);
      EXPECT_EQ(machine.step(), Step::kVoid);
      EXPECT_EQ(machine.fault().error.check, check);
      EXPECT_EQ(machine.messages().size(), 3u);
    }
  }

  std::vector<group::SecretScalar> shares_with(const Dealt& dealt, std::size_t slot,
                                               const Scalar& added) const {
    auto shares = dealt.secrets.shares_for(trustees.context, 1);
    shares[slot].reveal() += added;
    return shares;
  }
};

TEST_F(WrongBox, AWrongShareInAnySlot) {
  for (std::size_t slot = 0; slot < trustees.context.slots(); ++slot) {
    Dealt wrong = dealt();
    wrong.replace_shares(trustees, 1, shares_with(wrong, slot, Scalar::one()));
    expect_dealer_named(wrong.disclosed, "ceremony.share");
  }
}

TEST_F(WrongBox, TwoWrongSharesWhoseErrorsCancel) {
  Dealt wrong = dealt();
  auto shares = shares_with(wrong, 0, Scalar::one());
  shares[1].reveal() -= Scalar::one();
  wrong.replace_shares(trustees, 1, shares);
  expect_dealer_named(wrong.disclosed, "ceremony.share");
}

TEST_F(WrongBox, SharesOfAnotherRecipient) {
  Dealt wrong = dealt();
  wrong.replace_shares(trustees, 1, wrong.secrets.shares_for(trustees.context, 2));
  expect_dealer_named(wrong.disclosed, "ceremony.share");
}

TEST_F(WrongBox, ABoxThatDoesNotOpen) {
  Dealt wrong = dealt();
  Bytes box(Disclosure::box_size(trustees.context));
  trustees.randomness.fill(box);
  wrong.replace_box(trustees.context, 1, box);
  expect_dealer_named(wrong.disclosed, "ceremony.box");
}

TEST_F(WrongBox, TheBoxOfAnotherRecipient) {
  Dealt wrong = dealt();
  const Disclosure disclosure(kCheater, wrong.disclosed);
  const auto box = disclosure.box(trustees.context, 2);
  wrong.replace_box(trustees.context, 1, Bytes(box.begin(), box.end()));
  expect_dealer_named(wrong.disclosed, "ceremony.box");
}

TEST_F(WrongBox, AScalarThatIsNotCanonical) {
  Dealt wrong = dealt();
  const Bytes plain(32 * trustees.context.slots(), 0xff);
  wrong.replace_box(trustees.context, 1,
                    cipher::seal(wrong.key_to(trustees, 1).reveal(), {},
                                 share_tag(trustees.context, kCheater, 1).tag(), plain));
  expect_dealer_named(wrong.disclosed, "ceremony.box");
}

TEST_F(WrongBox, AComplaintIsKept) {
  Dealt wrong = dealt();
  wrong.replace_shares(trustees, 1, shares_with(wrong, 0, Scalar::one()));
  Outcome outcome = complain_about(wrong.disclosed);
  const auto state = outcome.run.machines[0].encode();
  auto resumed = CeremonyRun::value(TrusteeCeremony::resume(trustees.context, 1, state.reveal()));
  EXPECT_EQ(resumed.step(), Step::kComplained);
  EXPECT_EQ(resumed.message(), outcome.complaint);
  EXPECT_EQ(check_of(resumed.on_confirmations({})), "ceremony.step");
}

// Complaints that their complainer could make about an honest dealer, and that others forge.
class FalseComplaint : public WrongBox {
 protected:
  // Of trustee 1 about trustee 3, who is honest; x and σ as the test says.
  Bytes complaint_by(std::uint8_t complainer, const group::SecretScalar& decryption) {
    return complain(trustees.ops, trustees.context, complainer, decryption, kCheater,
                    trustees.ops.multiply_base(honest.secrets.ephemeral.reveal()),
                    trustees.randomness)
        .encode();
  }

  const Dealt honest = dealt();
  RiggedRun run{trustees, kCheater, honest.disclosed};
  const Bytes& commitment = run.commitments[2];
  const Bytes& disclosure = run.disclosures[2];
};

TEST_F(FalseComplaint, NamesTheComplainer) {
  const Bytes complaint = complaint_by(1, trustees.decryption[0]);
  const auto fault = judged(commitment, disclosure, complaint);
  ASSERT_TRUE(fault.has_value()) << fault.error().message;
  EXPECT_EQ(fault->trustee, 1);
  EXPECT_EQ(fault->error.check, "ceremony.complaint.false");
  ASSERT_EQ(check_of(run.answer_of(2)), "");
  EXPECT_EQ(run.machines[1].on_complaint(disclosure, complaint)->trustee, 1);
  EXPECT_EQ(run.machines[1].step(), Step::kVoid);
}

TEST_F(FalseComplaint, NobodyComplainsInAnothersName) {
  const auto refuse = [&](const Bytes& complaint) {
    EXPECT_EQ(check_of(judged(commitment, disclosure, complaint)), "ceremony.complaint");
    EXPECT_EQ(check_of(run.machines[1].on_complaint(disclosure, complaint)), "ceremony.complaint");
    EXPECT_EQ(run.machines[1].step(), Step::kDisclosed);
  };
  refuse(complaint_by(1, trustees.decryption[1]));
  Bytes renamed = complaint_by(1, trustees.decryption[0]);
  renamed[1] = 2;
  refuse(renamed);
  Bytes other_secret = complaint_by(1, trustees.decryption[0]);
  overwrite(other_secret, 3, Point::base().encode());
  refuse(other_secret);
  // S is e·X_1 as well, which the dealer knows; the proof needs x_1.
  Complaint by_dealer =
      Complaint::parse(trustees.context, complaint_by(1, trustees.decryption[0])).value();
  const auto relation =
      proof::dleq(trustees.context.encryption_key(1),
                  trustees.ops.multiply_base(honest.secrets.ephemeral.reveal()), by_dealer.secret);
  const Bytes proof =
      proof::prove(trustees.ops, complaint_tag(trustees.context, kCheater, 1), relation,
                   std::span(&honest.secrets.ephemeral, 1), trustees.randomness);
  std::ranges::copy(proof, by_dealer.proof.begin());
  refuse(by_dealer.encode());
}

TEST_F(FalseComplaint, IsJudgedByWhatTheDealerSignedOnly) {
  const Bytes complaint = complaint_by(1, trustees.decryption[0]);
  const Bytes other = Disclosure(kCheater, dealt().disclosed).encode();
  EXPECT_EQ(check_of(judged(commitment, other, complaint)), "ceremony.disclosure");
  EXPECT_EQ(check_of(judged(run.commitments[0], disclosure, complaint)), "ceremony.complaint");
  EXPECT_EQ(check_of(judged(commitment, run.disclosures[0], complaint)), "ceremony.complaint");
  Bytes unsigned_commitment = commitment;
  unsigned_commitment.back() ^= 1;
  EXPECT_EQ(check_of(judged(unsigned_commitment, disclosure, complaint)), "ceremony.commitment");
}

TEST_F(FalseComplaint, HasOneFormOnly) {
  const Bytes good = complaint_by(1, trustees.decryption[0]);
  EXPECT_EQ(Complaint::parse(trustees.context, good)->encode(), good);
  const auto parse = [&](const Bytes& bytes) {
    return check_of(Complaint::parse(trustees.context, bytes));
  };
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(parse(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))),
              "ceremony.message");
  }
  for (const std::uint8_t dealer : std::initializer_list<std::uint8_t>{0, 1, 4, 255}) {
    Bytes about = good;
    about[2] = dealer;
    EXPECT_EQ(parse(about), "ceremony.message");
  }
  Bytes identity = good;
  overwrite(identity, 3, Point().encode());
  EXPECT_EQ(parse(identity), "point.identity");
  EXPECT_EQ(check_of(run.machines[1].on_complaint(disclosure, identity)), "point.identity");
}

// What a disclosure itself shows to be wrong needs no complaint; the judge says the same.
TEST_F(FalseComplaint, PublicFaultsAreTheDealersAnyway) {
  Dealt bad = dealt();
  overwrite(bad.disclosed, 32, Point::base().encode());
  const Bytes signed_commitment = test::sign_commitment(trustees, kCheater, bad.disclosed);
  const auto fault = judged(signed_commitment, Disclosure(kCheater, bad.disclosed).encode(),
                            complaint_by(1, trustees.decryption[0]));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->trustee, kCheater);
  EXPECT_EQ(fault->error.check, "keys.possession");
}

}  // namespace
}  // namespace undersigned::ceremony
