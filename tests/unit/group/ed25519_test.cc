// Ed25519 verification against libsodium's, and what must be refused.
#include "core/group/ed25519.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "core/hash/sha2.h"
#include "tests/support/vectors.h"
#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

using Bytes32 = base::ByteArray<32>;
using test::unhex;
using test::unhex_array;

bool sodium_accepts(const Bytes32& key, base::ByteView message, const Signature& signature) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     key.data()) == 0;
}

// Both must say the same; the answer.
bool accepted(const Bytes32& key, base::ByteView message, const Signature& signature) {
  const bool ours = verify_ed25519(key, message, signature);
  EXPECT_EQ(ours, sodium_accepts(key, message, signature)) << hex(key) << " " << hex(signature);
  return ours;
}

Signature join(const Bytes32& r, const Bytes32& s) {
  Signature out;
  for (std::size_t i = 0; i < 32; ++i) {
    out[i] = r[i];
    out[32 + i] = s[i];
  }
  return out;
}

Scalar challenge(const Bytes32& r, const Bytes32& key, base::ByteView message) {
  return Scalar::reduce(hash::Sha512().update(r).update(key).update(message).finish());
}

// s·B on the curve, s ≠ 0.
Bytes32 multiple_of_base(const Scalar& s) {
  Bytes32 out;
  EXPECT_EQ(crypto_scalarmult_ed25519_base_noclamp(out.data(), s.encode().data()), 0);
  return out;
}

Bytes32 curve_sum(const Bytes32& a, const Bytes32& b) {
  Bytes32 out;
  EXPECT_EQ(crypto_core_ed25519_add(out.data(), a.data(), b.data()), 0);
  return out;
}

// A point of order 8.
const Bytes32 kOrderEight =
    unhex_array<32>("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

// Its multiples k = 0 … 7: all points of small order.
std::vector<Bytes32> small_order_points() {
  std::vector<Bytes32> out = {Bytes32{1}};
  for (int k = 1; k < 8; ++k) out.push_back(curve_sum(out.back(), kOrderEight));
  return out;
}

// RFC 8032, 7.1.
TEST(Ed25519, PublishedSignatures) {
  const struct {
    const char *seed, *key, *message, *signature;
  } vectors[] = {{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                  "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                  "c61e39701cf9"
                  "b46bd25bf5f0595bbe24655141438e7a100b"},
                 {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                  "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                  "458f3613d0f1"
                  "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
                 {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                  "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                  "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
                  "ae67f760984d"
                  "c6594a7c15e9716ed28dc027beceea1ec40a"}};
  sodium::initialise();
  for (const auto& vector : vectors) {
    const sodium::SigningKey key{base::Secret(unhex_array<32>(vector.seed))};
    EXPECT_EQ(hex(key.public_key()), vector.key);
    EXPECT_EQ(hex(key.sign(unhex(vector.message))), vector.signature);
    EXPECT_TRUE(accepted(unhex_array<32>(vector.key), unhex(vector.message),
                         unhex_array<64>(vector.signature)));
  }
}

TEST(Ed25519, AcceptsWhatLibsodiumSignsAndNothingNear) {
  auto randomness = seeded("ed25519");
  for (std::size_t length = 0; length < 600; ++length) {
    const auto key = sodium::SigningKey::generate(randomness);
    base::Bytes message(length);
    randomness.fill(message);
    const Signature signature = key.sign(message);
    EXPECT_TRUE(accepted(key.public_key(), message, signature));
    Signature changed = signature;
    changed[length % 64] ^= static_cast<std::uint8_t>(1u << (length / 64 % 8));
    EXPECT_FALSE(accepted(key.public_key(), message, changed));
    Bytes32 other_key = key.public_key();
    other_key[length % 32] ^= static_cast<std::uint8_t>(1u << (length / 32 % 8));
    EXPECT_FALSE(accepted(other_key, message, signature));
    message.push_back(0);
    EXPECT_FALSE(accepted(key.public_key(), message, signature));
  }
}

// S + ℓ satisfies the equation too; only the range check stops it.
TEST(Ed25519, SPlusTheOrderIsRefused) {
  auto randomness = seeded("malleability");
  const Bytes32 order =
      unhex_array<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  for (int i = 0; i < 50; ++i) {
    const auto key = sodium::SigningKey::generate(randomness);
    const base::Bytes message(10, static_cast<std::uint8_t>(i));
    Signature signature = key.sign(message);
    for (int times = 0; times < 7; ++times) {
      unsigned carry = 0;
      for (std::size_t b = 0; b < 32; ++b) {
        carry += signature[32 + b] + static_cast<unsigned>(order[b]);
        signature[32 + b] = static_cast<std::uint8_t>(carry);
        carry >>= 8;
      }
      EXPECT_FALSE(accepted(key.public_key(), message, signature));
    }
  }
}

// Under a key of small order h·A takes few values: signatures without a secret, all refused.
TEST(Ed25519, KeysOfSmallOrderAreRefused) {
  auto randomness = seeded("small order");
  const auto small = small_order_points();
  ASSERT_EQ(curve_sum(small.back(), kOrderEight), small.front());
  for (const Bytes32& key : small) {
    for (int i = 0; i < 16; ++i) {
      const Scalar s = Scalar::random(randomness);
      const base::Bytes message(1, static_cast<std::uint8_t>(i));
      for (const Bytes32& offset : small) {
        const Bytes32 r = curve_sum(multiple_of_base(s), offset);
        EXPECT_FALSE(accepted(key, message, join(r, s.encode())));
      }
    }
  }
}

// R of small order comes with r = 0 alone: S = h·a then. libsodium refuses it, and so do we.
TEST(Ed25519, CommitmentsOfSmallOrderAreRefused) {
  auto randomness = seeded("small commitment");
  for (int i = 0; i < 20; ++i) {
    const Scalar a = Scalar::random(randomness);
    const Bytes32 key = multiple_of_base(a);
    const base::Bytes message(1, static_cast<std::uint8_t>(i));
    for (const Bytes32& r : small_order_points()) {
      EXPECT_FALSE(accepted(key, message, join(r, (challenge(r, key, message) * a).encode())));
    }
  }
}

// The equation without cofactor: a component of small order in A or in R counts.
TEST(Ed25519, ComponentsOfSmallOrderCount) {
  auto randomness = seeded("mixed order");
  const auto small = small_order_points();
  int valid = 0;
  for (int i = 0; i < 400; ++i) {
    const Scalar a = Scalar::random(randomness), r = Scalar::random(randomness);
    const auto in_key = static_cast<std::size_t>(i % 8), in_r = static_cast<std::size_t>(i / 8 % 8);
    const Bytes32 key = curve_sum(multiple_of_base(a), small[in_key]);
    const Bytes32 commitment = curve_sum(multiple_of_base(r), small[in_r]);
    const base::Bytes message(1, static_cast<std::uint8_t>(i));
    const Scalar h = challenge(commitment, key, message);
    const Signature signature = join(commitment, (r + h * a).encode());
    const bool holds = (in_r + h.limbs()[0] * in_key) % 8 == 0;
    EXPECT_EQ(accepted(key, message, signature), holds);
    valid += holds ? 1 : 0;
  }
  EXPECT_GT(valid, 20);
}

// y between p and 2^255, x = 0 with a sign, y that no x belongs to: never a key.
TEST(Ed25519, EncodingsOfKeysMustBeCanonical) {
  auto randomness = seeded("non-canonical");
  const Signature signature = join(multiple_of_base(Scalar::one()), Scalar::one().encode());
  for (unsigned low = 0xed; low <= 0xff; ++low) {
    for (const std::uint8_t top : {std::uint8_t{0x7f}, std::uint8_t{0xff}}) {
      Bytes32 key;
      key.fill(0xff);
      key[0] = static_cast<std::uint8_t>(low);
      key[31] = top;
      EXPECT_FALSE(accepted(key, {}, signature));
    }
  }
  for (Bytes32 key : {Bytes32{1}, unhex_array<32>("ecffffffffffffffffffffffffffffffffffffffffffffff"
                                                  "ffffffffffffff7f")}) {
    key[31] |= 0x80;
    EXPECT_FALSE(verify_ed25519(key, {}, signature));
  }
  for (int i = 0; i < 500; ++i) EXPECT_FALSE(accepted(random_bytes<32>(randomness), {}, signature));
}

// R is compared as bytes: another encoding of the same point is another signature.
TEST(Ed25519, EncodingsOfCommitmentsMustBeCanonical) {
  const auto key = sodium::SigningKey{base::Secret(Bytes32{7})};
  Bytes32 r;
  r.fill(0xff);
  r[31] = 0x7f;
  for (unsigned low = 0xed; low <= 0xff; ++low) {
    r[0] = static_cast<std::uint8_t>(low);
    EXPECT_FALSE(accepted(key.public_key(), {}, join(r, Scalar::one().encode())));
  }
}

}  // namespace
}  // namespace undersigned::group
