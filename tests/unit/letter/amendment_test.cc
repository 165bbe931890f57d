#include "core/letter/amendment.h"

#include <gtest/gtest.h>

#include "tests/support/sample_roster.h"

namespace undersigned::letter {
namespace {

using test::SampleRoster;

constexpr AmendmentPlace kPlace{2, 1, 3};

// A letter of five people, frozen; `issuers` of them.
struct Letter {
  explicit Letter(std::size_t issuers) : sample(5, 3, issuers) {
    const auto payloads = sample.payloads();
    const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
    roster = *Roster::parse(sample.manifest, views, sample.randomness, executor);
  }
  AmendedHalf half(std::size_t issuer, const group::SecretScalar& key) {
    return make_amended_half(sample.ops, fingerprint, kPlace, issuer, key,
                             issuer == 1 ? sample.issuer : sample.second, sample.randomness);
  }
  group::SecretScalar fresh_key() {
    return group::SecretScalar(group::Scalar::random_nonzero(sample.randomness));
  }
  AmendmentLeaf amendment() {
    AmendmentLeaf leaf{kPlace, hash::sha256({}), {}, {}};
    for (std::size_t i = 1; i <= sample.manifest.issuers.size(); ++i)
      leaf.halves.push_back(half(i, fresh_key()));
    leaf.sign(fingerprint, sample.registrar);
    return leaf;
  }
  std::string check(const AmendmentLeaf& leaf) const {
    const auto verified = leaf.verify(sample.manifest, roster, fingerprint, kPlace.epoch);
    return verified ? "valid" : verified.error().check;
  }

  base::SerialExecutor executor;
  SampleRoster sample;
  Roster roster;
  hash::Digest256 fingerprint = hash::sha256(base::as_bytes("a letter"));
};

TEST(AmendmentLeaf, ReadsBackWhatWasWritten) {
  for (const std::size_t issuers : {1u, 2u}) {
    Letter letter(issuers);
    const AmendmentLeaf leaf = letter.amendment();
    const base::Bytes payload = leaf.encode();
    EXPECT_EQ(payload.size(), 41 + 160 * issuers + 64);
    const auto read = AmendmentLeaf::parse(payload, issuers);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->place, kPlace);
    EXPECT_EQ(read->halves, leaf.halves);
    EXPECT_EQ(read->encode(), payload);
    EXPECT_EQ(letter.check(*read), "valid");
    EXPECT_EQ(AmendmentLeaf::parse(payload, 3 - issuers).error().check, "amendment.encoding");
  }
}

TEST(AmendmentLeaf, TakesBothIssuers) {
  Letter letter(2);
  const auto with = [&](auto change) {
    AmendmentLeaf leaf = letter.amendment();
    change(leaf);
    leaf.sign(letter.fingerprint, letter.sample.registrar);
    return letter.check(leaf);
  };
  EXPECT_EQ(with([](auto&) {}), "valid");
  // One issuer alone: with its own half twice, with a half that it signs in the other's place.
  EXPECT_EQ(with([](auto& leaf) { leaf.halves[1] = leaf.halves[0]; }), "amendment.half");
  EXPECT_EQ(with([&](auto& leaf) {
              leaf.halves[1] = make_amended_half(letter.sample.ops, letter.fingerprint, kPlace, 2,
                                                 letter.fresh_key(), letter.sample.issuer,
                                                 letter.sample.randomness);
            }),
            "amendment.issuer");
  EXPECT_EQ(with([](auto& leaf) { std::swap(leaf.halves[0], leaf.halves[1]); }), "amendment.half");
}

// Halves whose proofs hold, and whose sum is nobody's key.
TEST(AmendmentLeaf, RefusesHalvesThatSumToNothing) {
  Letter letter(2);
  const group::SecretScalar key = letter.fresh_key();
  AmendmentLeaf leaf = letter.amendment();
  leaf.halves = {letter.half(1, key), letter.half(2, group::SecretScalar(-key.reveal()))};
  leaf.sign(letter.fingerprint, letter.sample.registrar);
  EXPECT_EQ(letter.check(leaf), "amendment.key");
}

TEST(AmendmentLeaf, TheRosterFollows) {
  Letter letter(1);
  const group::EncodedPoint before = letter.roster.key(2).bytes();
  const AmendmentLeaf leaf = letter.amendment();
  letter.roster.amend(leaf);
  const group::EncodedPoint after = letter.roster.key(2).bytes();
  EXPECT_EQ(after, leaf.halves[0].half.point);
  EXPECT_EQ(letter.roster.find_key(after), 2u);
  EXPECT_EQ(letter.roster.find_key(before), std::nullopt);
  EXPECT_TRUE(letter.roster.was_replaced(before));
  EXPECT_EQ(letter.roster.card_hash(2), leaf.card_hash);
  EXPECT_EQ(letter.roster.amendments_of(2), 1u);
  EXPECT_EQ(letter.roster.amended_at(2), kPlace.epoch);
  EXPECT_EQ(letter.roster.amended_at(1), 0u);
  for (std::uint32_t i = 0; i < letter.roster.size(); ++i)
    EXPECT_EQ(letter.roster.find_key(letter.roster.key(i).bytes()), i);
  EXPECT_EQ(letter.check(leaf), "amendment.number");  // once more
}

}  // namespace
}  // namespace undersigned::letter
