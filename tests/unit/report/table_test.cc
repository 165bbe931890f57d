// The terminal's table of small letters, whole.
#include "app/report/result_table.h"

#include <gtest/gtest.h>

#include "tests/unit/report/samples.h"

namespace undersigned::report {
namespace {

using letter::LetterState;

constexpr std::string_view kHead =
    "Bring the night shift back\n"
    "To: The board of Lumen Works\n"
    "\n";
constexpr std::string_view kRecord =
    "  people       12\n"
    "  epochs       4 of 4 complete, the last ended 2026-03-03T09:00:00Z\n"
    "  record       87 leaves, root "
    "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f\n"
    "  fingerprint  101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f\n";

TEST(ResultTable, Opened) {
  EXPECT_EQ(result_table(test::small_outcome(LetterState::kOpenedWithNames)),
            std::string(kHead) + "  state        opened, with names\n" + std::string(kRecord) + R"(
Names
  Bao Lindqvist, Fitter (Foundry)
  Ana Torvane, Welder (Foundry)
  (unreadable card) (Gate)
  Cyd Amara (Office)
  Dov Petit, Clerk (Office)
  Eun Salcedo, Caster (Foundry)

Ladder (people by the condition that they set)
  if at least  by name  up to here  counted  up to here    names  counted
  3                  4           4        0           0      met      met
  5                  2           6        1           1  settled      met
  9                  1           7        2           3        -  settled

Signatures that settled: 9, of them by name 6, counted without a name 3

Cells
  1  Foundry, 7 people
  2  Gate + Office, 5 people

Where would you go?  [destination]
               all  cell 1  cell 2
  Stay           5       3       2
  Norhaven       2       2       0
  Elsewhere      2       1       1
  (no answer)    3       1       2

Did you feel free?  [freedom]
               all  cell 1  cell 2
  Yes            5       4       1
  No             4       1       3
  (no answer)    3       2       1
)");
}

TEST(ResultTable, Failed) {
  EXPECT_EQ(result_table(test::small_outcome(LetterState::kFailed)),
            std::string(kHead) +
                "  state        did not open; no name is known, only the count below\n" +
                std::string(kRecord) + R"(
Ladder (people by the condition that they set)
  if at least  by name  up to here  counted  up to here  names  counted
  3                  1           1        1           1      -        -
  5                  1           2        0           1      -        -
  9                  1           3        1           2      -        -

Signatures that settled: 0, of them by name 0, counted without a name 0
)");
}

TEST(ResultTable, InProgress) {
  const std::string table = result_table(test::small_outcome(LetterState::kInProgress));
  EXPECT_NE(table.find("in progress; next: Epoch 2 of 4: its entries, then its epoch leaf.\n"),
            std::string::npos);
  EXPECT_NE(table.find("\nLadder (nothing is counted yet): 3, 5, 9\n"), std::string::npos);
  EXPECT_EQ(table.find("settled"), std::string::npos);
}

TEST(ResultTable, ColumnsAreAlignedByCharacters) {
  letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  outcome.manifest.items[1].answers[1] = "Größe";
  EXPECT_NE(result_table(outcome).find("  Größe          2       2       0\n"), std::string::npos);
}

}  // namespace
}  // namespace undersigned::report
