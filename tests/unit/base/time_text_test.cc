#include "core/base/time_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdio>
#include <string>

namespace undersigned::base {
namespace {

TEST(TimeText, KnownMoments) {
  const std::pair<const char*, std::int64_t> moments[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1972-02-29T23:59:59Z", 68'255'999},
      {"2000-02-29T12:00:00Z", 951'825'600},
      {"2001-09-09T01:46:40Z", 1'000'000'000},
      {"2038-01-19T03:14:08Z", 2'147'483'648},
      {"2100-03-01T00:00:00Z", 4'107'542'400},
      {"9999-12-31T23:59:59Z", kLastMoment},
  };
  for (const auto& [text, seconds] : moments) {
    EXPECT_EQ(parse_time(text), seconds) << text;
    EXPECT_EQ(format_time(seconds), text);
  }
}

// The calendar day by day: each text is the one after the day before.
TEST(TimeText, EveryDay) {
  int year = 1970, month = 1, day = 1;
  const auto days = [](int y, int m) {
    if (m == 2) return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 29 : 28;
    return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
  };
  for (std::int64_t n = 0; n < 200'000; ++n) {  // to the year 2517
    char expected[48];
    std::snprintf(expected, sizeof expected, "%04d-%02d-%02dT06:07:08Z", year, month, day);
    const std::int64_t moment = n * 86'400 + 6 * 3'600 + 7 * 60 + 8;
    ASSERT_EQ(format_time(moment), expected);
    ASSERT_EQ(parse_time(expected), moment);
    if (++day > days(year, month)) {
      day = 1;
      if (++month > 12) month = 1, ++year;
    }
  }
}

TEST(TimeText, RoundTrip) {
  EXPECT_TRUE(rc::check([](std::uint64_t number) {
    const auto moment = static_cast<std::int64_t>(number % (kLastMoment + 1));
    RC_ASSERT(*parse_time(format_time(moment)) == moment);
  }));
}

TEST(TimeText, RefusesOtherForms) {
  for (const char* text :
       {"", "2026-03-01", "2026-03-01T09:00:00", "2026-03-01T09:00:00z", "2026-03-01t09:00:00Z",
        "2026-03-01 09:00:00Z", "2026-03-01T09:00:00+00:00", "2026-03-01T09:00:00.0Z",
        "2026-03-01T09:00Z", "26-03-01T09:00:00Z", "12026-03-01T09:00:00Z", "2026-3-1T09:00:00Z",
        "2026-03-01T09:00:00Z ", " 2026-03-01T09:00:00Z", "2026-03-01T09:00:0aZ",
        "-026-03-01T09:00:00Z", "2026/03/01T09:00:00Z"}) {
    EXPECT_EQ(parse_time(text).error().check, "time.format") << text;
  }
  for (const char* text :
       {"1969-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "2026-00-01T09:00:00Z",
        "2026-13-01T09:00:00Z", "2026-03-00T09:00:00Z", "2026-03-32T09:00:00Z",
        "2026-04-31T09:00:00Z", "2026-02-29T09:00:00Z", "2100-02-29T09:00:00Z",
        "2026-03-01T24:00:00Z", "2026-03-01T09:60:00Z", "2026-03-01T09:00:60Z"}) {
    EXPECT_EQ(parse_time(text).error().check, "time.range") << text;
  }
}

}  // namespace
}  // namespace undersigned::base
