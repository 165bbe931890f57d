#include "core/cipher/poly1305.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sodium.h>

#include "tests/support/vectors.h"

namespace undersigned::cipher {
namespace {

Poly1305Tag tag_of(const Poly1305Key& key, base::ByteView message) {
  Poly1305 authenticator(key);
  authenticator.update(message);
  return authenticator.finish();
}

Poly1305Tag expected_tag(const Poly1305Key& key, const base::Bytes& message) {
  Poly1305Tag tag;
  crypto_onetimeauth(tag.data(), message.data(), message.size(), key.data());
  return tag;
}

// RFC 8439, 2.5.2.
TEST(Poly1305, PublishedVector) {
  const auto key =
      test::unhex_array<32>("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
  EXPECT_EQ(base::to_hex(tag_of(key, base::as_bytes("Cryptographic Forum Research Group"))),
            "a8061dc1305136c6c22b8baf0c0127a9");
}

// RFC 8439, A.3, vectors 7 to 11: sums that pass 2^130 − 5 or 2^128.
TEST(Poly1305, PublishedEdges) {
  const std::string two = "02000000000000000000000000000000";
  const std::string none(32, '0');
  const std::string ones(32, 'f');
  const auto tag = [](const std::string& r, const std::string& s, const std::string& message) {
    return base::to_hex(tag_of(test::unhex_array<32>(r + s), test::unhex(message)));
  };
  EXPECT_EQ(tag(two, none, ones), "03000000000000000000000000000000");
  EXPECT_EQ(tag(two, ones, two), "03000000000000000000000000000000");
  EXPECT_EQ(tag("01" + std::string(30, '0'), none,
                ones + "f0" + std::string(30, 'f') + "11" + std::string(30, '0')),
            "05000000000000000000000000000000");
  EXPECT_EQ(tag("01" + std::string(30, '0'), none,
                ones + "fbfefefefefefefefefefefefefefefe"
                       "01010101010101010101010101010101"),
            std::string(32, '0'));
  EXPECT_EQ(tag(two, none, "fd" + std::string(30, 'f')), "faffffffffffffffffffffffffffffff");
}

// Bytes that are mostly all zeros or all ones, so that carries run long.
rc::Gen<std::uint8_t> edge_byte() {
  return rc::gen::weightedOneOf<std::uint8_t>({{4, rc::gen::just<std::uint8_t>(0xff)},
                                               {3, rc::gen::just<std::uint8_t>(0)},
                                               {1, rc::gen::arbitrary<std::uint8_t>()}});
}

TEST(Poly1305, EqualsLibsodiumOnLongCarries) {
  EXPECT_TRUE(rc::check([] {
    const auto key = *rc::gen::container<Poly1305Key>(edge_byte());
    const auto message = *rc::gen::container<base::Bytes>(edge_byte());
    RC_ASSERT(tag_of(key, message) == expected_tag(key, message));
  }));
  for (std::size_t length = 0; length <= 600; ++length) {
    for (const std::uint8_t fill : base::ByteArray<4>{0x00, 0x01, 0xfb, 0xff}) {
      Poly1305Key key;
      key.fill(static_cast<std::uint8_t>(length % 3 == 0 ? 0xff : length));
      const base::Bytes message(length, fill);
      ASSERT_EQ(tag_of(key, message), expected_tag(key, message)) << length;
    }
  }
}

TEST(Poly1305, PadsWithZeros) {
  EXPECT_TRUE(rc::check([](const Poly1305Key& key, base::Bytes first, base::Bytes second) {
    Poly1305 authenticator(key);
    authenticator.update_padded(first);
    authenticator.update_padded(second);
    first.resize((first.size() + 15) / 16 * 16);
    second.resize((second.size() + 15) / 16 * 16);
    first.insert(first.end(), second.begin(), second.end());
    RC_ASSERT(authenticator.finish() == expected_tag(key, first));
  }));
}

}  // namespace
}  // namespace undersigned::cipher
