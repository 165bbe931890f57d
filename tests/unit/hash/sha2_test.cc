#include "core/hash/sha2.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sodium.h>

#include <string>

#include "tests/support/vectors.h"

namespace undersigned::hash {
namespace {

using base::as_bytes;
using test::bytes_of;
using test::unhex;

std::string hex256(std::string_view text) { return base::to_hex(sha256(as_bytes(text))); }
std::string hex512(std::string_view text) { return base::to_hex(sha512(as_bytes(text))); }

// The published examples of FIPS 180-4 and the empty message.
TEST(Sha2, PublishedExamples) {
  EXPECT_EQ(hex256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hex512(""),
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
            "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e");
  EXPECT_EQ(hex512("abc"),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  EXPECT_EQ(hex512("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                   "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
            "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");
}

TEST(Sha2, AMillionTimesTheLetterA) {
  const std::string a(1'000'000, 'a');
  EXPECT_EQ(hex256(a), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(hex512(a),
            "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
            "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b");
}

// Every length around the ends of the first blocks, then random ones.
TEST(Sha2, EqualsLibsodiumAtEveryLength) {
  base::Bytes message;
  for (std::size_t length = 0; length <= 600; ++length) {
    Digest256 expected256;
    Digest512 expected512;
    crypto_hash_sha256(expected256.data(), message.data(), message.size());
    crypto_hash_sha512(expected512.data(), message.data(), message.size());
    ASSERT_EQ(sha256(message), expected256) << length;
    ASSERT_EQ(sha512(message), expected512) << length;
    message.push_back(static_cast<std::uint8_t>(length * 7 + 1));
  }
}

TEST(Sha2, HoweverTheMessageIsCut) {
  EXPECT_TRUE(rc::check([](const std::vector<base::Bytes>& parts) {
    Sha256 cut256;
    Sha512 cut512;
    base::Bytes whole;
    for (const base::Bytes& part : parts) {
      cut256.update(part);
      cut512.update(part);
      whole.insert(whole.end(), part.begin(), part.end());
    }
    Digest256 expected256;
    Digest512 expected512;
    crypto_hash_sha256(expected256.data(), whole.data(), whole.size());
    crypto_hash_sha512(expected512.data(), whole.data(), whole.size());
    RC_ASSERT(cut256.finish() == expected256);
    RC_ASSERT(cut512.finish() == expected512);
  }));
}

// RFC 9380, appendix K.3: expand_message_xmd with SHA-512.
TEST(ExpandMessage, PublishedVectors) {
  const auto domain = bytes_of("QUUX-V01-CS02-with-expander-SHA512-256");
  const auto expand = [&](std::string_view message, std::size_t length) {
    base::Bytes out(length);
    expand_message_xmd(as_bytes(message), domain, out);
    return base::to_hex(out);
  };
  EXPECT_EQ(expand("", 32), "6b9a7312411d92f921c6f68ca0b6380730a1a4d982c507211a90964c394179ba");
  EXPECT_EQ(expand("abc", 32), "0da749f12fbe5483eb066a5f595055679b976e93abe9be6f0f6318bce7aca8dc");
  EXPECT_EQ(expand("abcdef0123456789", 32),
            "087e45a86e2939ee8b91100af1583c4938e0f5fc6c9db4b107b83346bc967f58");
  EXPECT_EQ(expand("q128_" + std::string(128, 'q'), 32),
            "7336234ee9983902440f6bc35b348352013becd88938d2afec44311caf8356b3");
  EXPECT_EQ(expand("a512_" + std::string(512, 'a'), 32),
            "57b5f7e766d5be68a6bfe1768e3c2b7f1228b3e4b3134956dd73a59b954c66f4");
  EXPECT_EQ(expand("", 128),
            "41b037d1734a5f8df225dd8c7de38f851efdb45c372887be655212d07251b921"
            "b052b62eaed99b46f72f2ef4cc96bfaf254ebbbec091e1a3b9e4fb5e5b619d2e"
            "0c5414800a1d882b62bb5cd1778f098b8eb6cb399d5d9d18f5d5842cf5d13d7e"
            "b00a7cff859b605da678b318bd0e65ebff70bec88c753b159a805d2c89c55961");
}

// The definition of RFC 9380, 5.3.1, word for word on libsodium's SHA-512.
base::Bytes expand_slowly(const base::Bytes& message, const base::Bytes& domain,
                          std::size_t length) {
  const auto hash = [](const base::Bytes& data) {
    base::Bytes digest(64);
    crypto_hash_sha512(digest.data(), data.data(), data.size());
    return digest;
  };
  const auto append = [](base::Bytes& to, const base::Bytes& more) {
    to.insert(to.end(), more.begin(), more.end());
  };
  base::Bytes domain_prime = domain;
  domain_prime.push_back(static_cast<std::uint8_t>(domain.size()));
  base::Bytes input(128);
  append(input, message);
  input.push_back(static_cast<std::uint8_t>(length / 256));
  input.push_back(static_cast<std::uint8_t>(length % 256));
  input.push_back(0);
  append(input, domain_prime);
  const base::Bytes b0 = hash(input);
  base::Bytes out;
  base::Bytes previous(64);
  for (std::size_t i = 1; out.size() < length; ++i) {
    base::Bytes next(64);
    for (std::size_t j = 0; j < 64; ++j) next[j] = b0[j] ^ previous[j];
    next.push_back(static_cast<std::uint8_t>(i));
    append(next, domain_prime);
    previous = hash(next);
    append(out, previous);
  }
  out.resize(length);
  return out;
}

TEST(ExpandMessage, EqualsTheDefinition) {
  EXPECT_TRUE(rc::check([](const base::Bytes& message) {
    const auto length = *rc::gen::inRange<std::size_t>(0, 1000);
    const auto domain = *rc::gen::container<base::Bytes>(*rc::gen::inRange<std::size_t>(1, 256),
                                                         rc::gen::arbitrary<std::uint8_t>());
    base::Bytes out(length);
    expand_message_xmd(message, domain, out);
    RC_ASSERT(out == expand_slowly(message, domain, length));
  }));
  base::Bytes longest(255 * 64);
  expand_message_xmd({}, bytes_of("x"), longest);
  EXPECT_EQ(longest, expand_slowly({}, bytes_of("x"), longest.size()));
}

TEST(ExpandMessageDeathTest, RefusesWhatTheStandardDoes) {
  base::Bytes out(32);
  base::Bytes too_much(255 * 64 + 1);
  EXPECT_DEATH(expand_message_xmd({}, {}, out), "");
  EXPECT_DEATH(expand_message_xmd({}, base::Bytes(256), out), "");
  EXPECT_DEATH(expand_message_xmd({}, bytes_of("x"), too_much), "");
}

}  // namespace
}  // namespace undersigned::hash
