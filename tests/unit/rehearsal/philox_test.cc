// Philox4x32-10 against the known answers that come with Random123 (kat_vectors).
#include "core/rehearsal/philox.h"

#include <gtest/gtest.h>

namespace undersigned::rehearsal {
namespace {

TEST(Philox, KnownAnswers) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}),
            (PhiloxCounter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t kOnes = 0xffffffff;
  EXPECT_EQ(philox({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
            (PhiloxCounter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (PhiloxCounter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, PlaceOfTheCounter) {
  const Stream stream{.seed = 0x299f31d0'a4093822, .scenario = 0x03707344};
  EXPECT_EQ(stream.block(0x13198a2e, 0x85a308d3, 0x243f6a88),
            (PhiloxCounter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
  EXPECT_EQ(halves({0x00020001, 0x00040003, 0x00060005, 0x00080007}),
            (Draws{1, 2, 3, 4, 5, 6, 7, 8}));
}

}  // namespace
}  // namespace undersigned::rehearsal
