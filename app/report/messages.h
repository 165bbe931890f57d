// What the page says, in the letter's language. A message has a key, the same in every language,
// and a text with {names} in braces; one that speaks of a number may have two forms, {"one",
// "other"}. The files are messages/*.json; a key or a value that is missing is a programmer's error
// and aborts (a test reads every file).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/json.h"

namespace undersigned::report {

// {name} in a message becomes this HTML, which is safe already.
using Value = std::pair<std::string_view, std::string>;
using Values = std::initializer_list<Value>;

class Messages {
 public:
  // `language` as in the manifest; English for one that there is no file of.
  explicit Messages(std::string_view language);

  // The message as HTML: its own text escaped, each {name} replaced by its value.
  std::string html(std::string_view key, Values values = {}) const;
  // The form of the message for n things, {n} being number(n).
  std::string html_of(std::uint64_t n, std::string_view key, Values values = {}) const;

  // The same as plain text, for mail and print: nothing is escaped, values are plain.
  std::string text(std::string_view key, Values values = {}) const;
  std::string text_of(std::uint64_t n, std::string_view key, Values values = {}) const;
  std::string text_moment(std::int64_t unix_seconds) const;

  // n in digits, in groups of three from 10,000 on.
  std::string number(std::uint64_t n) const;
  // part of whole in full percent, rounded; "<1%" for little more than nothing, 0% only for 0, and
  // likewise 100% only for all.
  std::string percent(std::uint64_t part, std::uint64_t whole) const;
  // A moment in UTC as a <time> element: "3 March 2026, 09:00 UTC".
  std::string moment(std::int64_t unix_seconds) const;

 private:
  enum class Form { kHtml, kText };
  std::string fill(std::string_view text, Values values, Form form) const;
  std::string message(std::string_view key, Values values, Form form) const;
  std::string message_of(std::uint64_t n, std::string_view key, Values values, Form form) const;
  std::string day_and_time(std::int64_t unix_seconds, Form form) const;
  const base::Json& find(std::string_view key) const;

  base::Json texts_;
};

}  // namespace undersigned::report
