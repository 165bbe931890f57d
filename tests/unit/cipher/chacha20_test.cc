#include "core/cipher/chacha20.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sodium.h>

#include "tests/support/vectors.h"

namespace undersigned::cipher {
namespace {

using test::unhex;
using test::unhex_array;

// RFC 8439, 2.3.2: block 1 of a counting key.
TEST(ChaCha20, PublishedBlock) {
  const auto key =
      unhex_array<32>("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  base::Bytes block(64);
  chacha20_xor(key, unhex_array<12>("000000090000004a00000000"), 1, block);
  EXPECT_EQ(base::to_hex(block),
            "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
            "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e");
}

TEST(ChaCha20, EqualsLibsodium) {
  EXPECT_TRUE(rc::check([](const base::ByteArray<32>& key, const base::ByteArray<12>& nonce,
                           std::uint32_t counter, const base::Bytes& start) {
    base::Bytes data = start;
    data.resize(start.size() + *rc::gen::inRange<std::size_t>(0, 500), 0x5a);
    RC_PRE(counter < 0xffffff00 && !data.empty());
    base::Bytes expected(data.size());
    crypto_stream_chacha20_ietf_xor_ic(expected.data(), data.data(), data.size(), nonce.data(),
                                       counter, key.data());
    chacha20_xor(key, nonce, counter, data);
    RC_ASSERT(data == expected);
  }));
}

TEST(ChaCha20DeathTest, DoesNotRepeatTheStream) {
  base::Bytes two_blocks(128);
  chacha20_xor({}, {}, 0xfffffffe, two_blocks);
  EXPECT_DEATH(chacha20_xor({}, {}, 0xffffffff, two_blocks), "");
}

}  // namespace
}  // namespace undersigned::cipher
