#include "core/base/time_text.h"

#include <array>

#include "core/base/check.h"

namespace undersigned::base {
namespace {

constexpr std::int64_t kDay = 86'400;

bool leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

std::int64_t days_of_month(std::int64_t year, std::int64_t month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap(year) ? 1 : 0);
}

// Days from 1970-01-01 to January 1 of the year: 365 a year and one for each leap year before.
std::int64_t days_before_year(std::int64_t year) {
  const auto leap_years_through = [](std::int64_t y) { return y / 4 - y / 100 + y / 400; };
  return 365 * (year - 1970) + leap_years_through(year - 1) - leap_years_through(1969);
}

// The number that the digits text[from, from + length) make.
std::int64_t digits(std::string_view text, std::size_t from, std::size_t length) {
  std::int64_t value = 0;
  for (const char c : text.substr(from, length)) value = 10 * value + (c - '0');
  return value;
}

std::string padded(std::int64_t value, std::size_t width) {
  const std::string text = std::to_string(value);
  return std::string(width - text.size(), '0') + text;
}

}  // namespace

Result<std::int64_t> parse_time(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  bool formed = text.size() == kForm.size();
  for (std::size_t i = 0; formed && i < kForm.size(); ++i) {
    formed = kForm[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == kForm[i];
  }
  if (!formed) {
    return fail("time.format", "3", "A moment is written in UTC as in 2026-03-01T09:00:00Z.");
  }
  const std::int64_t year = digits(text, 0, 4), month = digits(text, 5, 2);
  const std::int64_t day = digits(text, 8, 2), hour = digits(text, 11, 2);
  const std::int64_t minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month) ||
      hour > 23 || minute > 59 || second > 59) {
    return fail("time.range", "3",
                "There is no such moment, from 1970 on, as " + std::string(text) + ".");
  }
  std::int64_t days = days_before_year(year) + day - 1;
  for (std::int64_t m = 1; m < month; ++m) days += days_of_month(year, m);
  return days * kDay + hour * 3'600 + minute * 60 + second;
}

std::string format_time(std::int64_t unix_seconds) {
  UNDERSIGNED_CHECK(unix_seconds >= 0 && unix_seconds <= kLastMoment);
  std::int64_t day = unix_seconds / kDay;
  const std::int64_t second = unix_seconds % kDay;
  std::int64_t year = 1970 + day / 366;  // never too late, and at most 21 years too early
  while (days_before_year(year + 1) <= day) ++year;
  day -= days_before_year(year);
  std::int64_t month = 1;
  while (day >= days_of_month(year, month)) day -= days_of_month(year, month++);
  return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day + 1, 2) + "T" +
         padded(second / 3'600, 2) + ":" + padded(second / 60 % 60, 2) + ":" +
         padded(second % 60, 2) + "Z";
}

}  // namespace undersigned::base
