// The page of each state, written out for looking at when UNDERSIGNED_PAGES names a folder.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/report/result_page.h"
#include "tests/unit/report/samples.h"

namespace undersigned::report {
namespace {

using letter::LetterState;

void write_page(const std::string& name, const letter::Outcome& outcome) {
  const char* folder = std::getenv("UNDERSIGNED_PAGES");
  if (!folder) GTEST_SKIP() << "UNDERSIGNED_PAGES names no folder";
  std::ofstream(std::string(folder) + "/" + name + ".html") << result_page(outcome);
}

TEST(ResultPage, Samples) {
  write_page("opened", test::large_outcome(LetterState::kOpenedWithNames, "en"));
  write_page("opened-fr", test::large_outcome(LetterState::kOpenedWithNames, "fr"));
  write_page("opened-es", test::large_outcome(LetterState::kOpenedWithNames, "es"));
  write_page("counted", test::large_outcome(LetterState::kOpenedCounted, "en"));
  write_page("failed", test::large_outcome(LetterState::kFailed, "en"));
  write_page("progress", test::large_outcome(LetterState::kInProgress, "en"));
  write_page("progress-fr", test::large_outcome(LetterState::kInProgress, "fr"));
  write_page("small", test::small_outcome(LetterState::kOpenedWithNames));
}

}  // namespace
}  // namespace undersigned::report
