// Keys leaves that must be refused, each with its check: what a verifier sees of a ceremony that
// was cheated, or of a record that was changed afterwards.
#include <gtest/gtest.h>

#include <string>

#include "core/ceremony/dealer.h"
#include "core/proof/linear.h"
#include "tests/support/key_ceremony.h"

namespace undersigned::ceremony {
namespace {

using base::Bytes;
using group::Point;
using group::Scalar;
using test::LetterSecrets;
using test::make_keys;
using test::Trustees;

class KeysLeaves : public testing::Test {
 protected:
  // The check that refuses these payloads; "" if they are accepted.
  std::string check_of(const CeremonyContext& context, const std::vector<Bytes>& payloads) {
    const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
    const auto parts = KeysParts::parse(context, views);
    if (!parts) return parts.error().check;
    base::SerialExecutor executor;
    const auto keys = verify_keys(context, *parts, trustees.randomness, executor);
    if (keys) return "";
    message = keys.error().message;
    return keys.error().check;
  }
  std::string check_of(const std::vector<Bytes>& payloads) {
    return check_of(trustees.context, payloads);
  }
  std::vector<Bytes> with(std::size_t part, std::size_t at, base::ByteView bytes) const {
    std::vector<Bytes> payloads = good;
    std::ranges::copy(bytes, payloads[part].begin() + static_cast<std::ptrdiff_t>(at));
    return payloads;
  }
  std::vector<Bytes> flipped(std::size_t part, std::size_t at) const {
    return with(part, at, Bytes{static_cast<std::uint8_t>(good[part][at] ^ 1)});
  }
  // Trustee τ signs these parts.
  void sign_all(std::vector<TrusteePart>& parts) const {
    const auto tag = certificate_tag(trustees.context, certificate_hash(parts)).tag();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      parts[i].certificate = trustees.signers[i].sign(tag);
    }
  }

  Trustees trustees{3, 2, 2};
  LetterSecrets made = make_keys(trustees);
  std::vector<Bytes> good = made.parts.encode();
  std::string message;
};

TEST_F(KeysLeaves, AreAcceptedAsTheyWere) { EXPECT_EQ(check_of(good), ""); }

TEST_F(KeysLeaves, HaveOneFormOnly) {
  EXPECT_EQ(check_of(std::vector<Bytes>{}), "keys.parts");
  EXPECT_EQ(check_of({good[0], good[1], good[2]}), "keys.parts");
  EXPECT_EQ(check_of({good[0], good[1], good[2], good[2], good[3]}), "keys.parts");
  EXPECT_EQ(check_of({good[0], good[1], good[3], good[2]}), "keys.length");
  for (std::size_t part = 0; part < good.size(); ++part) {
    std::vector<Bytes> longer = good;
    longer[part].push_back(0);
    EXPECT_EQ(check_of(longer), "keys.length");
    for (std::size_t size = 0; size < good[part].size(); size += 13) {
      std::vector<Bytes> shorter = good;
      shorter[part].resize(size);
      EXPECT_EQ(check_of(shorter), "keys.length");
    }
  }
}

TEST_F(KeysLeaves, NameTheTrusteeWhosePartFails) {
  EXPECT_EQ(check_of(flipped(1, good[1].size() - 64 - 1)), "keys.possession");
  EXPECT_NE(message.find("Trustee 2"), std::string::npos) << message;
  EXPECT_EQ(check_of(flipped(2, good[2].size() - 10)), "keys.certificate");
  EXPECT_NE(message.find("Trustee 3"), std::string::npos) << message;
}

TEST_F(KeysLeaves, HoldTheCommitmentsUnderTheCertificate) {
  for (const std::size_t part : {0u, 1u, 2u}) {
    EXPECT_EQ(check_of(flipped(part, 0)), "keys.certificate");
  }
}

TEST_F(KeysLeaves, HoldCanonicalPointsOnly) {
  for (std::size_t i = 0; i < 2 * trustees.context.slots(); ++i) {
    EXPECT_EQ(check_of(with(0, 32 + 32 * i, Point().encode())), "keys.coefficient");
    EXPECT_EQ(check_of(with(0, 32 + 32 * i, Bytes(32, 0xff))), "keys.coefficient");
    EXPECT_EQ(check_of(with(0, 32 + 32 * i, Point::base().encode())), "keys.possession");
  }
  const std::size_t proof = 32 + 64 * trustees.context.slots();
  EXPECT_EQ(check_of(with(0, proof, Point().encode())), "keys.possession");
  EXPECT_EQ(check_of(with(0, good[0].size() - 96, Bytes(32, 0xff))), "keys.possession");
}

TEST_F(KeysLeaves, AreNotMovedToAnotherTrustee) {
  EXPECT_EQ(check_of({good[1], good[0], good[2], good[3]}), "keys.possession");
  EXPECT_EQ(check_of({good[0], good[0], good[2], good[3]}), "keys.possession");
}

TEST_F(KeysLeaves, AreNotMovedToAnotherLetter) {
  CeremonyContext other = trustees.context;
  other.manifest_hash[31] ^= 1;
  EXPECT_EQ(check_of(other, good), "keys.possession");
  CeremonyContext other_threshold = trustees.context;
  other_threshold.threshold = 3;
  EXPECT_EQ(check_of(other_threshold, good), "keys.length");
  CeremonyContext other_options = trustees.context;
  other_options.options = 3;
  EXPECT_EQ(check_of(other_options, good), "keys.length");
}

TEST_F(KeysLeaves, NeedEverySignatureOfTheManifestsKeys) {
  EXPECT_EQ(check_of(with(0, good[0].size() - 64, base::ByteView(good[1]).last(64))),
            "keys.certificate");
  EXPECT_EQ(check_of(with(0, good[0].size() - 64, Bytes(64))), "keys.certificate");
  CeremonyContext other = trustees.context;
  std::swap(other.signing_keys[0], other.signing_keys[1]);
  EXPECT_EQ(check_of(other, good), "keys.certificate");
}

// A part of another run of the same ceremony: every proof in it is right, but nobody signed it
// together with the others.
TEST_F(KeysLeaves, AreOfOneRun) {
  const LetterSecrets again = make_keys(trustees);
  std::vector<Bytes> mixed = good;
  mixed[1] = again.parts.encode()[1];
  EXPECT_EQ(check_of(mixed), "keys.certificate");
}

// All dealers together: the constants of slot 0 add up to nothing, or the share of trustee 2 does.
TEST_F(KeysLeaves, GiveNoIdentity) {
  for (const std::uint8_t at : std::initializer_list<std::uint8_t>{0, 2}) {
    std::vector<TrusteePart> parts;
    Scalar sum;
    for (std::uint8_t tau = 1; tau <= 3; ++tau) {
      DealerSecrets secrets = DealerSecrets::draw(trustees.context, trustees.randomness);
      Scalar& constant = secrets.coefficients[0].reveal();
      if (tau == 3) {
        constant = -sum - Scalar::from_u64(at) * secrets.coefficients[1].reveal();
      }
      sum += secrets.shares_for(trustees.context, at)[0].reveal();
      const Bytes disclosed =
          disclose(trustees.ops, trustees.context, tau, secrets, trustees.randomness);
      const auto shown = base::ByteView(disclosed).first(good[0].size() - 96);
      parts.push_back({Dealing::parse(trustees.context, tau, {}, shown).value(), {}});
    }
    sign_all(parts);
    EXPECT_EQ(check_of(KeysParts{parts, made.parts.cover}.encode()), "keys.identity");
  }
}

TEST_F(KeysLeaves, HoldACoverKeyThatSomebodyKnows) {
  EXPECT_EQ(check_of(with(3, 0, Point().encode())), "keys.cover");
  EXPECT_EQ(check_of(with(3, 0, Bytes(32, 0xff))), "keys.cover");
  EXPECT_EQ(check_of(with(3, 0, Point::base().encode())), "keys.cover");
  EXPECT_EQ(check_of(with(3, 0, made.keys.sealing[0].encode())), "keys.cover");
  EXPECT_EQ(check_of(flipped(3, 95)), "keys.cover");
  hash::Digest256 other = trustees.context.manifest_hash;
  other[0] ^= 1;
  const Bytes elsewhere =
      CoverPart::make(trustees.ops, other, made.cover, trustees.randomness).encode();
  EXPECT_EQ(check_of({good[0], good[1], good[2], elsewhere}), "keys.cover");
}

}  // namespace
}  // namespace undersigned::ceremony
