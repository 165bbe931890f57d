#include "tests/support/open_api.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

namespace undersigned::test {
namespace {

using base::Json;

std::string read_document() {
  std::ifstream in(std::string(UNDERSIGNED_SOURCE_DIR) + "/docs/http/openapi.json");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool has_type(const Json& value, const std::string& type) {
  return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
         (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
         (type == "integer" && value.is_number_integer()) || (type == "null" && value.is_null());
}

bool is_among(const Json& types, const Json& value) {
  if (types.is_string()) return has_type(value, types.get<std::string>());
  return std::ranges::any_of(
      types, [&](const Json& type) { return has_type(value, type.get<std::string>()); });
}

// A path template as an expression: parameters are one segment, a tile's path is several.
bool fits(const std::string& pattern, const std::string& path) {
  std::string expression = std::regex_replace(pattern, std::regex(R"(\{path\})"), ".+");
  expression = std::regex_replace(expression, std::regex(R"(\{[a-z]+\})"), "[^/]+");
  return std::regex_match(path, std::regex(expression));
}

bool lists(const Json& checks, const std::string& check) {
  return std::ranges::find(checks, Json(check)) != checks.end();
}

}  // namespace

OpenApi::OpenApi() : document_(Json::parse(read_document(), nullptr, false)) {}

const Json* OpenApi::operation(const std::string& method, const std::string& path) const {
  for (const auto& [pattern, item] : document_["paths"].items()) {
    if (fits(pattern, path) && item.contains(method)) return &item[method];
  }
  return nullptr;
}

std::string OpenApi::complaint(const std::string& method, const std::string& target,
                               const HttpReply& reply) const {
  const Json* asked = operation(method, target.substr(0, target.find('?')));
  if (reply.status >= 400 && !(reply.status == 503 && reply.check().empty()))
    return refusal_complaint(asked, reply);
  if (!asked) return "the document has no " + method + " " + target;
  const std::string status = std::to_string(reply.status);
  if (!(*asked)["responses"].contains(status)) return "no status " + status + " in the document";
  const Json& content = (*asked)["responses"][status]["content"];
  std::string type = reply.headers.at("content-type");
  type = type.substr(0, type.find(';'));
  if (!content.contains(type)) return "the media type " + type + " is not in the document";
  if (type != "application/json") return "";
  return mismatch(content[type]["schema"], reply.json(), "body");
}

std::string OpenApi::refusal_complaint(const Json* asked, const HttpReply& reply) const {
  const std::string check = reply.check();
  const Json refusal = {{"$ref", "#/components/schemas/Refusal"}};
  if (const std::string wrong = mismatch(refusal, reply.json(), "body"); !wrong.empty())
    return wrong;
  const Json& anywhere = document_["x-checks-anywhere"];
  if (anywhere.contains(check))
    return anywhere[check] == reply.status ? ""
                                           : check + " with status " + std::to_string(reply.status);
  const std::string status = std::to_string(reply.status);
  if (!asked || !(*asked)["responses"].contains(status) ||
      !lists((*asked)["responses"][status]["x-checks"], check))
    return "the document does not expect " + check + " with status " + status;
  return "";
}

std::string OpenApi::object_mismatch(const Json& schema, const Json& value,
                                     const std::string& path) const {
  if (schema.contains("required")) {
    for (const Json& key : schema["required"]) {
      if (!value.contains(key.get<std::string>())) return path + " lacks " + key.dump();
    }
  }
  const bool closed = schema.contains("additionalProperties");
  for (const auto& [key, item] : value.items()) {
    const bool known = schema.contains("properties") && schema["properties"].contains(key);
    if (closed && !known) return path + " has an unknown key " + key;
    if (!known) continue;
    if (auto wrong = mismatch(schema["properties"][key], item, path + "." + key); !wrong.empty())
      return wrong;
  }
  return "";
}

std::string OpenApi::mismatch(const Json& schema, const Json& value,
                              const std::string& path) const {
  if (schema.contains("$ref")) {
    const std::string name = schema["$ref"].get<std::string>().substr(1);
    return mismatch(document_.at(Json::json_pointer(name)), value, path);
  }
  if (schema.contains("oneOf")) {
    const auto holds = [&](const Json& one) { return mismatch(one, value, path).empty(); };
    return std::ranges::count_if(schema["oneOf"], holds) == 1 ? "" : path + " is none of its kinds";
  }
  if (schema.contains("type") && !is_among(schema["type"], value))
    return path + " is not of type " + schema["type"].dump();
  if (schema.contains("const") && value != schema["const"]) return path + " is not the constant";
  if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end())
    return path + " is not listed";
  if (value.is_string()) {
    const auto text = value.get<std::string>();
    if (schema.contains("pattern") &&
        !std::regex_search(text, std::regex(schema["pattern"].get<std::string>())))
      return path + " has another form";
    if (schema.contains("maxLength") && text.size() > schema["maxLength"].get<std::size_t>())
      return path + " is too long";
  }
  if (value.is_number_integer()) {
    if (value < schema.value("minimum", value) || value > schema.value("maximum", value))
      return path + " is out of bounds";
  }
  if (value.is_array()) {
    for (const Json& item : value) {
      if (auto wrong = mismatch(schema["items"], item, path + "[]"); !wrong.empty()) return wrong;
    }
  }
  return value.is_object() ? object_mismatch(schema, value, path) : "";
}

}  // namespace undersigned::test
