// Signing with the core's own arithmetic: RFC 8032's vectors, libsodium's bytes.
#include "core/group/constant_time_signer.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "core/group/ed25519.h"
#include "tests/support/vectors.h"
#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

ConstantTimeSigner signer_of(const base::ByteArray<32>& seed) {
  return ConstantTimeSigner(base::Secret<base::ByteArray<32>>(seed));
}

// RFC 8032, 7.1, tests 1 and 3.
TEST(ConstantTimeSigner, GivesThePublishedSignatures) {
  const auto first = signer_of(
      test::unhex_array<32>("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  EXPECT_EQ(hex(first.public_key()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(
      hex(first.sign({})),
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
      "f9b46bd25bf5f0595bbe24655141438e7a100b");
  const auto third = signer_of(
      test::unhex_array<32>("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
  const base::ByteArray<2> message = {0xaf, 0x82};
  EXPECT_EQ(
      hex(third.sign(message)),
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984"
      "dc6594a7c15e9716ed28dc027beceea1ec40a");
}

TEST(ConstantTimeSigner, GivesLibsodiumsBytes) {
  auto randomness = seeded("signer");
  for (std::size_t length = 0; length < 150; length += 7) {
    const auto seed = random_bytes<32>(randomness);
    base::Bytes message(length);
    randomness.fill(message);
    base::ByteArray<64> secret{};
    SigningPublicKey key{};
    crypto_sign_seed_keypair(key.data(), secret.data(), seed.data());
    Signature expected{};
    crypto_sign_detached(expected.data(), nullptr, message.data(), message.size(), secret.data());
    const auto signer = signer_of(seed);
    EXPECT_EQ(hex(signer.public_key()), hex(key));
    EXPECT_EQ(hex(signer.sign(message)), hex(expected));
    EXPECT_TRUE(verify_ed25519(key, message, expected));
  }
}

}  // namespace
}  // namespace undersigned::group
