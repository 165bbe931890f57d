#include "app/rehearsal/scenario_file.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>
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

base::Result<toml::table> parse_toml(std::string_view text) {
  if (text.size() > kMostScenarioBytes) {
    return base::fail("scenario.size", "", "A scenario has at most 1 MiB.");
  }
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
