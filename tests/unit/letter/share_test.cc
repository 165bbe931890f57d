#include "core/letter/share.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "core/letter/manifest.h"

namespace undersigned::letter {
namespace {

TEST(Share, RoundsUp) {
  EXPECT_EQ(share_of("50", 770), 385u);
  EXPECT_EQ(share_of("50", 769), 385u);
  EXPECT_EQ(share_of("50%", 769), 385u);
  EXPECT_EQ(share_of("33.3", 1000), 333u);
  EXPECT_EQ(share_of("33.3", 1001), 334u);
  EXPECT_EQ(share_of("100", 1'000'000), 1'000'000u);
  EXPECT_EQ(share_of("0.000001", 1'000'000), 1u);
  EXPECT_EQ(share_of("0.1", 1000), 1u);
  EXPECT_EQ(share_of("099.999999", 1'000'000), 1'000'000u);
}

// The least number of people that is at least the share.
TEST(Share, IsTheLeastThatIsEnough) {
  EXPECT_TRUE(rc::check([](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    const std::uint64_t people = a % kMaxPeople + 1, thousandths = b % 100'000 + 1;
    const std::string percent = std::to_string(thousandths / 1'000) + "." +
                                std::to_string(1'000 + thousandths % 1'000).substr(1) +
                                (c % 2 == 0 ? "%" : "");
    const std::uint64_t share = *share_of(percent, static_cast<std::uint32_t>(people));
    RC_ASSERT(share * 100'000 >= people * thousandths);
    RC_ASSERT((share - 1) * 100'000 < people * thousandths);
  }));
}

TEST(Share, RefusesOtherTexts) {
  for (const char* text :
       {"",   "%",  "0",   "0.0", "0%", "100.000001", "101",       "1000", "-5",   "+5",
        " 5", "5 ", "5%%", "5,5", ".5", "5.",         "5.1234567", "1e1",  "half", "5.5.5"}) {
    EXPECT_EQ(share_of(text, 100).error().check, "share.percent") << text;
  }
}

}  // namespace
}  // namespace undersigned::letter
