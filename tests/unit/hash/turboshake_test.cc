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

// RFC 9861, section 5.
TEST(TurboShake, PublishedVectors) {
  EXPECT_EQ(hex_of({}, 0x1f, 32),
            "1e415f1c5983aff2169217277d17bb538cd945a397ddec541f1ce41af2c1b74c");
  EXPECT_EQ(hex_of({}, 0x1f, 64),
            "1e415f1c5983aff2169217277d17bb538cd945a397ddec541f1ce41af2c1b74c"
            "3e8ccae2a4dae56c84a04c2385c03c15e8193bdf58737363321691c05462c8df");
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
