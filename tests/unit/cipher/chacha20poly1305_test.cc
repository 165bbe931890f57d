#include "core/cipher/chacha20poly1305.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sodium.h>

#include "tests/support/vectors.h"

namespace undersigned::cipher {
namespace {

using test::bytes_of;
using test::unhex;
using test::unhex_array;

// RFC 8439, 2.8.2.
TEST(ChaCha20Poly1305, PublishedVector) {
  const auto key =
      unhex_array<32>("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  const auto nonce = unhex_array<12>("070000004041424344454647");
  const auto associated = unhex("50515253c0c1c2c3c4c5c6c7");
  const auto plain = bytes_of(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
      "sunscreen would be it.");
  const auto sealed = seal(key, nonce, associated, plain);
  EXPECT_EQ(base::to_hex(sealed),
            "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
            "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
            "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
            "3ff4def08e4b7a9de576d26586cec64b6116"
            "1ae10b594f09e26a7e902ecbd0600691");
  EXPECT_EQ(*open(key, nonce, associated, sealed), plain);
}

TEST(ChaCha20Poly1305, EqualsLibsodiumBothWays) {
  EXPECT_TRUE(rc::check([](const Key& key, const Nonce& nonce, const base::Bytes& associated,
                           base::Bytes plain) {
    plain.resize(plain.size() + *rc::gen::inRange<std::size_t>(0, 300), 0x33);
    base::Bytes theirs(plain.size() + kTagSize);
    crypto_aead_chacha20poly1305_ietf_encrypt(theirs.data(), nullptr, plain.data(), plain.size(),
                                              associated.data(), associated.size(), nullptr,
                                              nonce.data(), key.data());
    const base::Bytes ours = seal(key, nonce, associated, plain);
    RC_ASSERT(ours == theirs);
    RC_ASSERT(*open(key, nonce, associated, theirs) == plain);
    base::Bytes opened(plain.size());
    RC_ASSERT(crypto_aead_chacha20poly1305_ietf_decrypt(
                  opened.data(), nullptr, nullptr, ours.data(), ours.size(), associated.data(),
                  associated.size(), nonce.data(), key.data()) == 0);
    RC_ASSERT(opened == plain);
  }));
}

// Each single bit of everything that goes in, and every other length.
TEST(ChaCha20Poly1305, RefusesEveryChange) {
  Key key = unhex_array<32>("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  Nonce nonce = unhex_array<12>("070000004041424344454647");
  base::Bytes associated = bytes_of("place");
  base::Bytes sealed = seal(key, nonce, associated, bytes_of("the sealed text of a card"));
  const auto refused_at_each_bit = [&](std::span<std::uint8_t> bytes) {
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
      bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
      const auto outcome = open(key, nonce, associated, sealed);
      ASSERT_FALSE(outcome) << bit;
      EXPECT_EQ(outcome.error().check, "cipher.tag");
      bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    }
  };
  refused_at_each_bit(key);
  refused_at_each_bit(nonce);
  refused_at_each_bit(associated);
  refused_at_each_bit(sealed);
  ASSERT_TRUE(open(key, nonce, associated, sealed));
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    EXPECT_FALSE(open(key, nonce, associated, base::ByteView(sealed).first(length))) << length;
  }
  sealed.push_back(0);
  EXPECT_FALSE(open(key, nonce, associated, sealed));
  sealed.pop_back();
  EXPECT_FALSE(open(key, nonce, bytes_of("place "), sealed));
}

// Bytes cannot move between the associated data and the text.
TEST(ChaCha20Poly1305, BindsWhereTheTextBegins) {
  const base::Bytes sealed = seal({}, {}, {}, bytes_of("0123456789abcdef0123"));
  const base::ByteView view(sealed);
  EXPECT_TRUE(open({}, {}, {}, view));
  EXPECT_FALSE(open({}, {}, view.first(16), view.subspan(16)));
}

}  // namespace
}  // namespace undersigned::cipher
