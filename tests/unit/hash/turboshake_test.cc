#include "core/hash/turboshake.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "tests/support/vectors.h"

namespace undersigned::hash {
namespace {

std::string hex_of(const base::Bytes& message, std::uint8_t domain, std::size_t length) {
  base::Bytes out(length);
  turboshake128(message, domain, out);
  return base::to_hex(out);
}

base::Bytes pattern(std::size_t length) {
  base::Bytes bytes(length);
  for (std::size_t i = 0; i < length; ++i) bytes[i] = static_cast<std::uint8_t>(i % 251);
  return bytes;
}

// RFC 9861, section 5.
TEST(TurboShake, PublishedVectors) {
  EXPECT_EQ(hex_of({}, 0x1f, 32),
            "1e415f1c5983aff2169217277d17bb538cd945a397ddec541f1ce41af2c1b74c");
  EXPECT_EQ(hex_of({}, 0x1f, 64),
            "1e415f1c5983aff2169217277d17bb538cd945a397ddec541f1ce41af2c1b74c"
            "3e8ccae2a4dae56c84a04c2385c03c15e8193bdf58737363321691c05462c8df");
  EXPECT_EQ(hex_of({}, 0x1f, 10032).substr(2 * 10000),
            "a3b9b0385900ce761f22aed548e754da10a5242d62e8c658e3f3a923a7555607");
  // Messages 00, 01, 02, …, FA, 00, … of 17^i bytes.
  EXPECT_EQ(hex_of(pattern(1), 0x1f, 32),
            "55cedd6f60af7bb29a4042ae832ef3f58db7299f893ebb9247247d856958daa9");
  EXPECT_EQ(hex_of(pattern(17), 0x1f, 32),
            "9c97d036a3bac819db70ede0ca554ec6e4c2a1a4ffbfd9ec269ca6a111161233");
  EXPECT_EQ(hex_of(pattern(17 * 17), 0x1f, 32),
            "96c77c279e0126f7fc07c9b07f5cdae1e0be60bdbe10620040e75d7223a624d2");
  EXPECT_EQ(hex_of(pattern(17 * 17 * 17), 0x1f, 32),
            "d4976eb56bcf118520582b709f73e1d6853e001fdaf80e1b13e0d0599d5fb372");
  EXPECT_EQ(hex_of(pattern(17 * 17 * 17 * 17), 0x1f, 32),
            "da67c7039e98bf530cf7a37830c6664e14cbab7f540f58403b1b82951318ee5c");
  EXPECT_EQ(hex_of(test::unhex("ffffff"), 0x01, 32),
            "bf323f940494e88ee1c540fe660be8a0c93f43d15ec006998462fa994eed5dab");
  EXPECT_EQ(hex_of(test::unhex("ff"), 0x06, 32),
            "8ec9c66465ed0d4a6c35d13506718d687a25cb05c74cca1e42501abd83874a67");
  EXPECT_EQ(hex_of(test::unhex("ffffff"), 0x07, 32),
            "b658576001cad9b1e5f399a9f77723bba05458042d68206f7252682dba3663ed");
  EXPECT_EQ(hex_of(test::unhex("ffffffffffffff"), 0x0b, 32),
            "8deeaa1aec47ccee569f659c21dfa8e112db3cee37b18178b2acd805b799cc37");
  EXPECT_EQ(hex_of(test::unhex("ff"), 0x30, 32),
            "553122e2135e363c3292bed2c6421fa232bab03daa07c7d6636603286506325b");
  EXPECT_EQ(hex_of(test::unhex("ffffff"), 0x7f, 32),
            "16274cc656d44cefd422395d0f9053bda6d28e122aba15c765e5ad0e6eaf26f9");
}

TEST(TurboShake, HoweverInputAndOutputAreCut) {
  EXPECT_TRUE(rc::check([](const std::vector<base::Bytes>& parts, std::uint8_t domain,
                           const std::vector<std::uint8_t>& lengths) {
    TurboShake128 state(domain);
    base::Bytes whole;
    for (const base::Bytes& part : parts) {
      state.absorb(part);
      whole.insert(whole.end(), part.begin(), part.end());
    }
    base::Bytes out;
    for (const std::uint8_t length : lengths) {
      base::Bytes more(length);
      state.squeeze(more);
      out.insert(out.end(), more.begin(), more.end());
    }
    base::Bytes expected(out.size());
    turboshake128(whole, domain, expected);
    RC_ASSERT(out == expected);
  }));
}

TEST(TurboShake, ACopyGoesItsOwnWay) {
  TurboShake128 one;
  one.absorb(test::bytes_of("common prefix"));
  TurboShake128 two = one;
  one.absorb(test::bytes_of(", then this"));
  two.absorb(test::bytes_of(", then that"));
  base::ByteArray<32> of_one, of_two, expected;
  one.squeeze(of_one);
  two.squeeze(of_two);
  turboshake128(test::bytes_of("common prefix, then this"), 0x1f, expected);
  EXPECT_EQ(of_one, expected);
  turboshake128(test::bytes_of("common prefix, then that"), 0x1f, expected);
  EXPECT_EQ(of_two, expected);
}

TEST(TurboShake, AWipedStateIsANewOne) {
  TurboShake128 state;
  base::ByteArray<32> out, expected;
  state.absorb(test::bytes_of("secret"));
  state.squeeze(out);
  state.wipe();
  state.absorb(test::bytes_of("next"));
  state.squeeze(out);
  turboshake128(test::bytes_of("next"), 0x1f, expected);
  EXPECT_EQ(out, expected);
}

TEST(TurboShakeDeathTest, DoesNotAbsorbAfterASqueeze) {
  TurboShake128 state;
  base::ByteArray<1> out;
  state.squeeze(out);
  EXPECT_DEATH(state.absorb(out), "");
}

}  // namespace
}  // namespace undersigned::hash
