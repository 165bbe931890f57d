#include "core/base/json.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/check.h"
#include "core/base/text.h"

namespace undersigned::base {
namespace {

std::string line_of(ByteView bytes, std::size_t position) {
  const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(std::min(position, bytes.size()));
  return std::to_string(1 + std::count(bytes.begin(), end, std::uint8_t{'\n'}));
}

// A key as an error may show it: unlike the rest of a message it comes from outside.
std::string shown(std::string_view key) {
  const bool plain = key.size() <= 100 && check_text(key, TextKind::kLine, "key").has_value();
  return plain ? std::string(key) : "(not printable)";
}

// Builds the value while the library's reader walks through the text, and stops it at the first
// thing that is refused. Members are appended and compared once when their object ends, so that an
// object of n members costs n log n (the library's own builder searches all earlier ones at each).
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(ByteView bytes, std::size_t max_depth) : bytes_(bytes), max_depth_(max_depth) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool key(string_t& name) override {
    open_.back()->get_ref<Json::object_t&>().emplace_back(std::move(name), nullptr);
    return true;
  }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override {
    open_.pop_back();
    return true;
  }
  bool end_object() override;
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    error_ = Error{"json.syntax", "",
                   "The text is not valid JSON, at line " + line_of(bytes_, position) + "."};
    return false;
  }

  Json& value() { return value_; }
  Error error() const {
    return error_.value_or(Error{"json.syntax", "", "The text is not valid JSON."});
  }

 private:
  // Where the innermost open value stands: authors[0].
  std::string path() const;
  // Where the next value goes, filled with it.
  Json* place(Json value);
  bool put(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json container);

  ByteView bytes_;
  std::size_t max_depth_;
  Json value_;
  std::vector<Json*> open_;
  std::optional<Error> error_;
};

Json* Builder::place(Json value) {
  Json* where = &value_;
  if (!open_.empty() && open_.back()->is_array()) {
    where = &open_.back()->get_ref<Json::array_t&>().emplace_back();
  } else if (!open_.empty()) {
    where = &open_.back()->get_ref<Json::object_t&>().back().second;
  }
  *where = std::move(value);
  return where;
}

bool Builder::open(Json container) {
  if (open_.size() == max_depth_) {
    error_ = Error{"json.depth", "",
                   "The JSON has more than " + std::to_string(max_depth_) + " levels."};
    return false;
  }
  open_.push_back(place(std::move(container)));
  return true;
}

std::string Builder::path() const {
  std::string path;
  for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
    if (open_[i]->is_array()) {
      path += "[" + std::to_string(open_[i]->size() - 1) + "]";
    } else {
      path += (path.empty() ? "" : ".") +
              shown(open_[i]->get_ref<const Json::object_t&>().back().first);
    }
  }
  return path;
}

bool Builder::end_object() {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : open_.back()->get_ref<const Json::object_t&>()) {
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) {
    error_ = Error{"json.duplicate", "",
                   "The JSON" + (open_.size() > 1 ? " value " + path() : "") + " has the key \"" +
                       shown(*twice) + "\" twice."};
    return false;
  }
  open_.pop_back();
  return true;
}

std::string path_of(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

std::unexpected<Error> wrong_type(const std::string& path, std::string_view expected) {
  return fail("json.type", "",
              "The JSON value " + (path.empty() ? "" : path + " ") + "must be " +
                  std::string(expected) + ".");
}

// The member of that name, or null.
const Json* member(const Json& object, std::string_view key) {
  for (const auto& [name, value] : object.get_ref<const Json::object_t&>()) {
    if (name == key) return &value;
  }
  return nullptr;
}

Result<const Json*> required(const Json& object, const std::string& path, std::string_view key) {
  const Json* found = member(object, key);
  if (found == nullptr) {
    return fail("json.missing", "", "The JSON value " + path_of(path, key) + " is missing.");
  }
  return found;
}

}  // namespace

Result<Json> parse_json(ByteView bytes, std::size_t max_bytes, int max_depth) {
  UNDERSIGNED_CHECK(max_depth >= 0);
  if (bytes.size() > max_bytes) {
    return fail("json.size", "",
                "The JSON is longer than " + std::to_string(max_bytes) + " bytes.");
  }
  // The library's reader takes a zero byte for the end of the text and skips a byte order mark.
  const bool marked = !bytes.empty() && bytes[0] == 0xef;
  if (marked || std::find(bytes.begin(), bytes.end(), std::uint8_t{0}) != bytes.end()) {
    return fail("json.syntax", "", "The JSON has a zero byte or a byte order mark.");
  }
  Builder builder(bytes, static_cast<std::size_t>(max_depth));
  const std::string_view text = as_text(bytes);  // libc++ has char_traits of characters alone
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
    return std::unexpected(builder.error());
  }
  return std::move(builder.value());
}

Result<JsonObject> JsonObject::of(const Json& value, std::string path) {
  if (!value.is_object()) return wrong_type(path, "an object");
  return JsonObject(&value, std::move(path));
}

Result<std::string> JsonObject::text(std::string_view key, std::size_t max_bytes) const {
  UNDERSIGNED_TRY(const Json* found, required(*value_, path_, key));
  if (!found->is_string()) return wrong_type(path_of(path_, key), "a text");
  const auto& text = found->get_ref<const std::string&>();
  if (text.size() > max_bytes) {
    return fail("json.range", "",
                "The JSON value " + path_of(path_, key) + " is longer than " +
                    std::to_string(max_bytes) + " bytes.");
  }
  return text;
}

Result<std::uint64_t> JsonObject::integer(std::string_view key, std::uint64_t min,
                                          std::uint64_t max) const {
  UNDERSIGNED_TRY(const Json* found, required(*value_, path_, key));
  if (!found->is_number_unsigned()) return wrong_type(path_of(path_, key), "a whole number");
  const std::uint64_t value = found->get_ref<const Json::number_unsigned_t&>();
  if (value < min || value > max) {
    return fail("json.range", "",
                "The JSON value " + path_of(path_, key) + " must lie between " +
                    std::to_string(min) + " and " + std::to_string(max) + ".");
  }
  return value;
}

Result<bool> JsonObject::boolean(std::string_view key) const {
  UNDERSIGNED_TRY(const Json* found, required(*value_, path_, key));
  if (!found->is_boolean()) return wrong_type(path_of(path_, key), "true or false");
  return found->get_ref<const Json::boolean_t&>();
}

Result<const Json*> JsonObject::array(std::string_view key, std::size_t max_items) const {
  UNDERSIGNED_TRY(const Json* found, required(*value_, path_, key));
  if (!found->is_array()) return wrong_type(path_of(path_, key), "a list");
  if (found->size() > max_items) {
    return fail("json.range", "",
                "The JSON value " + path_of(path_, key) + " has more than " +
                    std::to_string(max_items) + " items.");
  }
  return found;
}

Result<JsonObject> JsonObject::object(std::string_view key) const {
  UNDERSIGNED_TRY(const Json* found, required(*value_, path_, key));
  return of(*found, path_of(path_, key));
}

bool JsonObject::has(std::string_view key) const { return member(*value_, key) != nullptr; }

Result<void> JsonObject::only(std::initializer_list<std::string_view> keys) const {
  for (const auto& [name, value] : value_->get_ref<const Json::object_t&>()) {
    if (std::find(keys.begin(), keys.end(), name) == keys.end()) {
      return fail(
          "json.unknown", "",
          "The JSON value " + path_of(path_, shown(name)) + " is not known here: remove it.");
    }
  }
  return {};
}

}  // namespace undersigned::base
