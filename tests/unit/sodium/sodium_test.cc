#include "app/sodium/sodium.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/group/multiscalar.h"

namespace undersigned::sodium {
namespace {

using group::Point;
using group::Scalar;
using Bytes32 = base::ByteArray<32>;

TEST(SodiumGroup, AgreesWithTheCoreAndYieldsTheIdentity) {
  initialise();
  SeededRandomness randomness({2});
  const SodiumGroup ops;
  std::vector<Scalar> scalars = {Scalar(), Scalar::one(), -Scalar::one(), Scalar::from_u64(8)};
  for (int i = 0; i < 20; ++i) scalars.push_back(Scalar::random(randomness));
  std::vector<Point> points = {Point(), Point::base(), -Point::base()};
  for (int i = 0; i < 10; ++i)
    points.push_back(
        group::multiply_base_vartime(scalars.back() * scalars[4 + static_cast<std::size_t>(i)]));
  for (const Scalar& s : scalars) {
    EXPECT_TRUE(ops.multiply_base(s) == group::multiply_base_vartime(s));
    for (const Point& p : points) {
      EXPECT_TRUE(ops.multiply(s, p) == group::multiply_vartime(s, p));
      EXPECT_EQ(ops.multiply(s, p).is_identity(), s.is_zero() || p.is_identity());
    }
  }
}

TEST(SodiumGroup, Sums) {
  initialise();
  SeededRandomness randomness({3});
  const SodiumGroup ops;
  std::vector<Scalar> scalars;
  std::vector<Point> points;
  for (std::uint64_t count = 0; count < 8; ++count) {
    EXPECT_TRUE(ops.sum(scalars, points) == group::sum_vartime(scalars, points));
    scalars.push_back(count == 3 ? Scalar() : Scalar::random(randomness));
    points.push_back(group::multiply_base_vartime(Scalar::from_u64(count)));
  }
  points.pop_back();
  EXPECT_DEATH(ops.sum(scalars, points), "");
}

TEST(Randomness, OfTheSystemDiffersFromCallToCall) {
  initialise();
  SystemRandomness randomness;
  Bytes32 a{}, b{};
  randomness.fill(a);
  randomness.fill(b);
  EXPECT_NE(a, b);
  EXPECT_NE(a, Bytes32{});
  randomness.fill({});
}

TEST(Randomness, SeededIsReproducibleAndEveryCallFresh) {
  initialise();
  SeededRandomness one({1}), same({1}), other({2});
  std::vector<Bytes32> seen;
  for (int i = 0; i < 50; ++i) {
    Bytes32 a{}, b{}, c{};
    one.fill(a);
    same.fill(b);
    other.fill(c);
    EXPECT_EQ(a, b);
    seen.push_back(a);
    seen.push_back(c);
  }
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end());
}

// ChaCha20 under a key of zeros, nonce 0: the start of its published key stream (RFC 8439, A.1).
TEST(Randomness, SeededIsChaCha20) {
  initialise();
  SeededRandomness randomness({});
  base::ByteArray<8> out;
  randomness.fill(out);
  EXPECT_EQ(out, (base::ByteArray<8>{0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90}));
}

TEST(SigningKey, IsItsSeed) {
  initialise();
  SeededRandomness randomness({4});
  const SigningKey key = SigningKey::generate(randomness);
  const SigningKey again(key.seed().clone());
  EXPECT_EQ(key.public_key(), again.public_key());
  EXPECT_EQ(key.sign(base::as_bytes("text")), again.sign(base::as_bytes("text")));
  EXPECT_NE(key.sign(base::as_bytes("text")), key.sign(base::as_bytes("Text")));
  EXPECT_NE(SigningKey::generate(randomness).public_key(), key.public_key());
}

TEST(SigningKey, SignsWhatTheCoreVerifies) {
  initialise();
  SeededRandomness randomness({5});
  const SigningKey key = SigningKey::generate(randomness);
  const group::Signature signature = key.sign(base::as_bytes("text"));
  EXPECT_TRUE(group::verify_ed25519(key.public_key(), base::as_bytes("text"), signature));
  EXPECT_FALSE(group::verify_ed25519(key.public_key(), base::as_bytes("texts"), signature));
}

TEST(Passphrase, StretchesToAKeyOfItsOwn) {
  initialise();
  const PassphraseCost cost{1, 8u << 20};
  const Bytes32 key = stretch_passphrase("correct", {1}, cost).reveal();
  EXPECT_EQ(stretch_passphrase("correct", {1}, cost).reveal(), key);
  EXPECT_NE(stretch_passphrase("correcT", {1}, cost).reveal(), key);
  EXPECT_NE(stretch_passphrase("correct", {2}, cost).reveal(), key);
  EXPECT_NE(stretch_passphrase("correct", {1}, {2, 8u << 20}).reveal(), key);
  EXPECT_NE(stretch_passphrase("", {1}, cost).reveal(), key);
}

}  // namespace
}  // namespace undersigned::sodium
