#include "app/report/messages.h"

#include <algorithm>

#include "app/report/embedded.h"
#include "app/report/html.h"
#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/base/time_text.h"

namespace undersigned::report {
namespace {

constexpr std::size_t kMaxMessages = 1u << 20;
constexpr std::uint64_t kGroupedFrom = 10'000;

}  // namespace

Messages::Messages(std::string_view language) {
  auto parsed = base::parse_json(base::as_bytes(embedded_messages(language)), kMaxMessages);
  UNDERSIGNED_CHECK(parsed && parsed->is_object());
  texts_ = std::move(*parsed);
}

const base::Json& Messages::find(std::string_view key) const {
  const auto found = texts_.find(std::string(key));
  UNDERSIGNED_CHECK(found != texts_.end());
  return *found;
}

std::string Messages::fill(std::string_view text, Values values, Form form) const {
  const auto safe = [form](std::string_view own) {
    return form == Form::kHtml ? escape(own) : std::string(own);
  };
  std::string out;
  std::size_t at = 0;
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', at)) {
    const std::size_t close = text.find('}', open);
    UNDERSIGNED_CHECK(close != text.npos);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto value = std::find_if(values.begin(), values.end(), [&](const Value& candidate) {
      return candidate.first == name;
    });
    UNDERSIGNED_CHECK(value != values.end());
    out += safe(text.substr(at, open - at));
    out += value->second;
    at = close + 1;
  }
  return out + safe(text.substr(at));
}

std::string Messages::message(std::string_view key, Values values, Form form) const {
  const base::Json& message = find(key);
  UNDERSIGNED_CHECK(message.is_string());
  return fill(message.get_ref<const std::string&>(), values, form);
}

std::string Messages::message_of(std::uint64_t n, std::string_view key, Values values,
                                 Form form) const {
  const base::Json& message = find(key);
  UNDERSIGNED_CHECK(message.is_object());
  const bool one = n == 1 || (n == 0 && find("zero_is_singular").get<bool>());
  const auto found = message.find(one ? "one" : "other");
  UNDERSIGNED_CHECK(found != message.end() && found->is_string());
  std::string text = found->get<std::string>();
  for (std::size_t at = text.find("{n}"); at != text.npos; at = text.find("{n}")) {
    text.replace(at, 3, number(n));
  }
  return fill(text, values, form);
}

std::string Messages::html(std::string_view key, Values values) const {
  return message(key, values, Form::kHtml);
}

std::string Messages::html_of(std::uint64_t n, std::string_view key, Values values) const {
  return message_of(n, key, values, Form::kHtml);
}

std::string Messages::text(std::string_view key, Values values) const {
  return message(key, values, Form::kText);
}

std::string Messages::text_of(std::uint64_t n, std::string_view key, Values values) const {
  return message_of(n, key, values, Form::kText);
}

std::string Messages::number(std::uint64_t n) const {
  std::string digits = std::to_string(n);
  if (n < kGroupedFrom) return digits;
  const std::string separator = html("thousands");
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, separator);
  return digits;
}

std::string Messages::percent(std::uint64_t part, std::uint64_t whole) const {
  if (whole == 0) return html("percent", {{"n", "0"}});
  std::uint64_t full = (200 * part + whole) / (2 * whole);
  std::string sign;
  if (full == 0 && part > 0) {
    full = 1;
    sign = "&lt;";
  } else if (full == 100 && part < whole) {
    full = 99;
    sign = "&gt;";
  }
  return html("percent", {{"n", sign + std::to_string(full)}});
}

std::string Messages::day_and_time(std::int64_t unix_seconds, Form form) const {
  const std::string text = base::format_time(unix_seconds);
  const int month = std::stoi(text.substr(5, 2)), day = std::stoi(text.substr(8, 2));
  const auto says = [&](const std::string& key) { return message(key, {}, form); };
  return message("moment",
                 {{"day", day == 1 ? says("first_day") : std::to_string(day)},
                  {"month", says("month_" + std::to_string(month))},
                  {"year", text.substr(0, 4)},
                  {"time", text.substr(11, 5)}},
                 form);
}

std::string Messages::moment(std::int64_t unix_seconds) const {
  return element("time", "datetime=\"" + base::format_time(unix_seconds) + "\"",
                 day_and_time(unix_seconds, Form::kHtml));
}

std::string Messages::text_moment(std::int64_t unix_seconds) const {
  return day_and_time(unix_seconds, Form::kText);
}

}  // namespace undersigned::report
