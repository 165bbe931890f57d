#include "app/rehearsal/scenario_file.h"

#define TOML_EXCEPTIONS 0
// The library asserts that its input is well formed where it refuses it properly a line later.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>
#include <algorithm>
#include <unordered_map>

namespace undersigned::rehearsal {
namespace {

std::string line_of(const toml::node& node) {
  return "line " + std::to_string(node.source().begin.line) + ": ";
}

// A TOML node as a JSON value; dates and times become null, which no key of a scenario is.
base::Json converted(const toml::node& node) {
  if (const toml::table* table = node.as_table()) {
    base::Json object = base::Json::object();
    for (const auto& [key, inner] : *table) object[std::string(key.str())] = converted(inner);
    return object;
  }
  if (const toml::array* array = node.as_array()) {
    base::Json list = base::Json::array();
    for (const toml::node& inner : *array) list.push_back(converted(inner));
    return list;
  }
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* number = node.as_floating_point()) return number->get();
  if (const auto* flag = node.as_boolean()) return flag->get();
  return nullptr;
}

using Lines = std::unordered_map<const base::Json*, std::string>;

// The line of each node of a finished value, which must not move any more.
void note_lines(const toml::node& node, const base::Json& value, Lines& lines) {
  lines[&value] = line_of(node);
  if (const toml::table* table = node.as_table()) {
    for (const auto& [key, inner] : *table) {
      note_lines(inner, value.find(std::string(key.str())).value(), lines);
    }
  }
  if (const toml::array* array = node.as_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) note_lines(*array->get(i), value[i], lines);
  }
}

// The place after the text or comment that begins at `at`; `at` itself where none does.
std::size_t after_text(std::string_view text, std::size_t at) {
  const char quote = text[at];
  if (quote == '#') return std::min(text.find('\n', at), text.size());
  if (quote != '"' && quote != '\'') return at;
  const std::string thrice(3, quote);
  const bool lines = text.substr(at).starts_with(thrice);
  const std::string end = lines ? thrice : thrice.substr(0, 1);
  for (std::size_t i = at + end.size(); i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text.substr(i).starts_with(end)) {
      i += end.size();
      // A text of several lines may end in quotes of its own.
      while (lines && i < text.size() && text[i] == quote) ++i;
      return i;
    } else if (!lines && text[i] == '\n') {
      return i;
    }
  }
  return text.size();
}

// The library's tables of characters beyond ASCII have holes; it meets them in texts and comments
// alone, where it does not look them up.
base::Result<void> check_characters(std::string_view text) {
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t after = after_text(text, at);
    if (after == at && static_cast<unsigned char>(text[at]) >= 0x80) {
      return base::fail("scenario.syntax", "",
                        "line " + std::to_string(line) +
                            ": letters beyond ASCII stand in quotes or in comments.");
    }
    for (const std::size_t end = std::max(after, at + 1); at < end && at < text.size(); ++at) {
      line += text[at] == '\n';
    }
  }
  return {};
}

base::Result<toml::table> parse_toml(std::string_view text) {
  if (text.size() > kMostScenarioBytes) {
    return base::fail("scenario.size", "", "A scenario has at most 1 MiB.");
  }
  UNDERSIGNED_TRY_VOID(check_characters(text));
  toml::parse_result result = toml::parse(text);
  if (!result) {
    return base::fail("scenario.syntax", "",
                      "line " + std::to_string(result.error().source().begin.line) + ": " +
                          std::string(result.error().description()) + ".");
  }
  return std::move(result).table();
}

}  // namespace

base::Result<Plan> parse_scenario(std::string_view text, const ReadFile& read) {
  UNDERSIGNED_TRY(const toml::table root, parse_toml(text));
  const base::Json value = converted(root);
  Lines lines;
  note_lines(root, value, lines);
  return parse_plan(value, [&](const base::Json& node) { return lines[&node]; }, read);
}

base::Result<base::Json> scenario_value(std::string_view text) {
  UNDERSIGNED_TRY(const toml::table root, parse_toml(text));
  return converted(root);
}

}  // namespace undersigned::rehearsal
