// The one door for JSON (nlohmann-json, no exceptions): size and depth bounded, duplicate and
// unknown keys refused, wrong types named with their path. Numbers are integers unless asked
// otherwise.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::base {

using Json = nlohmann::ordered_json;

// Parses exactly one JSON value of at most max_bytes and at most max_depth levels of lists and
// objects, in time that is linear but for n log n of an object of n members. Refuses "json.size",
// "json.depth", "json.duplicate" (a key twice in one object) and "json.syntax" (with the line; also
// a byte order mark, zero bytes, lone surrogates, numbers beyond a double).
Result<Json> parse_json(ByteView bytes, std::size_t max_bytes, int max_depth = 16);

// A view of one JSON object on the way to a typed value; the value must outlive it. Each read names
// the path in its refusal: "json.missing", "json.type", "json.range" (beyond the bounds given).
class JsonObject {
 public:
  static Result<JsonObject> of(const Json& value, std::string path);

  // UTF-8 of at most max_bytes; what characters it may have is check_text's (text.h).
  Result<std::string> text(std::string_view key, std::size_t max_bytes) const;
  // min…max, written as digits alone: no sign, point or exponent.
  Result<std::uint64_t> integer(std::string_view key, std::uint64_t min, std::uint64_t max) const;
  Result<bool> boolean(std::string_view key) const;
  Result<const Json*> array(std::string_view key, std::size_t max_items) const;
  Result<JsonObject> object(std::string_view key) const;
  bool has(std::string_view key) const;
  // Refuses ("json.unknown") any key that is not among these.
  Result<void> only(std::initializer_list<std::string_view> keys) const;
  const std::string& path() const { return path_; }

 private:
  JsonObject(const Json* value, std::string path) : value_(value), path_(std::move(path)) {}
  const Json* value_;
  std::string path_;
};

}  // namespace undersigned::base
