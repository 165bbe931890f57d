// Ed25519 verification against libsodium, and what must be refused.
#include "core/group/ed25519.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

TEST(Ed25519, AcceptsWhatLibsodiumSigns) {
  auto randomness = seeded("ed25519");
  for (std::size_t length = 0; length < 300; ++length) {
    const auto key = sodium::SigningKey::generate(randomness);
    base::Bytes message(length);
    randomness.fill(message);
    Signature signature = key.sign(message);
    EXPECT_TRUE(verify_ed25519(key.public_key(), message, signature));
    signature[length % 64] ^= static_cast<std::uint8_t>(1u << (length % 8));
    EXPECT_FALSE(verify_ed25519(key.public_key(), message, signature));
  }
}

}  // namespace
}  // namespace undersigned::group
