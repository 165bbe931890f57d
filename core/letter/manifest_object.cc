#include "core/letter/manifest_object.h"

#include "core/base/encoding.h"
#include "core/base/time_text.h"

namespace undersigned::letter {
namespace {

template <class T>
base::Result<T> renamed(base::Result<T> result) {
  if (!result) return std::unexpected(manifest_error(result.error()));
  return result;
}

std::unexpected<base::Error> refuse_at(std::string_view path, std::string check,
                                       std::string_view what) {
  return base::fail("manifest." + std::move(check), "3",
                    std::string(path) + " " + std::string(what) + ".");
}

}  // namespace

base::Error manifest_error(const base::Error& error) {
  const std::size_t dot = error.check.find('.');
  return {"manifest." + error.check.substr(dot + 1), "3", error.message};
}

std::string element_path(const std::string& path, std::size_t i) {
  return path + "[" + std::to_string(i) + "]";
}

base::Result<void> check_manifest_text(std::string_view text, std::size_t min, std::size_t max,
                                       base::TextKind kind, const std::string& path) {
  if (text.size() < min || text.size() > max) {
    return refuse_at(path, "range",
                     "must have " + std::to_string(min) + " to " + std::to_string(max) +
                         " bytes, not " + std::to_string(text.size()));
  }
  const auto checked = base::check_text(text, kind, "text " + path);
  if (!checked) return base::fail("manifest.text", "3", checked.error().message);
  return {};
}

base::Result<ManifestObject> ManifestObject::of(const base::Json& value, std::string path,
                                                std::initializer_list<std::string_view> keys) {
  UNDERSIGNED_TRY(auto object, renamed(base::JsonObject::of(value, std::move(path))));
  UNDERSIGNED_TRY_VOID(renamed(object.only(keys)));
  return ManifestObject(std::move(object));
}

base::Result<ManifestObject> ManifestObject::object(
    std::string_view key, std::initializer_list<std::string_view> keys) const {
  UNDERSIGNED_TRY(auto inner, renamed(object_.object(key)));
  UNDERSIGNED_TRY_VOID(renamed(inner.only(keys)));
  return ManifestObject(std::move(inner));
}

base::Result<std::string> ManifestObject::text(std::string_view key, std::size_t min,
                                               std::size_t max, base::TextKind kind) const {
  UNDERSIGNED_TRY(std::string text, renamed(object_.text(key, max)));
  UNDERSIGNED_TRY_VOID(check_manifest_text(text, min, max, kind, path(key)));
  return text;
}

base::Result<std::uint64_t> ManifestObject::integer(std::string_view key, std::uint64_t min,
                                                    std::uint64_t max) const {
  return renamed(object_.integer(key, min, max));
}

base::Result<const base::Json*> ManifestObject::array(std::string_view key, std::size_t min,
                                                      std::size_t max) const {
  UNDERSIGNED_TRY(const base::Json* list, renamed(object_.array(key, max)));
  if (list->size() < min) {
    return refuse(key, "range",
                  "must have " + std::to_string(min) + " to " + std::to_string(max) +
                      " elements, not " + std::to_string(list->size()));
  }
  return list;
}

base::Result<base::ByteArray<32>> ManifestObject::key(std::string_view key) const {
  UNDERSIGNED_TRY(const std::string digits, renamed(object_.text(key, 64)));
  auto bytes = base::array_from_hex<32>(digits);
  if (!bytes) return refuse(key, "key", "must be 64 lower-case hexadecimal digits");
  return *bytes;
}

base::Result<std::int64_t> ManifestObject::moment(std::string_view key) const {
  UNDERSIGNED_TRY(const std::string text, renamed(object_.text(key, 20)));
  auto moment = base::parse_time(text);
  if (!moment) return refuse(key, "time", "must be a moment in UTC, as 2026-03-01T09:00:00Z");
  return *moment;
}

base::Result<std::size_t> ManifestObject::one_of(std::string_view key,
                                                 std::span<const std::string_view> values) const {
  constexpr std::size_t kLongest = 40;
  UNDERSIGNED_TRY(const std::string text, renamed(object_.text(key, kLongest)));
  std::string list;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (text == values[i]) return i;
    list += (i == 0                  ? ""
             : i + 1 < values.size() ? ", "
                                     : " or ") +
            ('"' + std::string(values[i]) + '"');
  }
  return refuse(key, "unsupported", "must be " + list + ": this draft has nothing else");
}

std::unexpected<base::Error> ManifestObject::refuse(std::string_view key, std::string check,
                                                    std::string_view what) const {
  return refuse_at(path(key), std::move(check), what);
}

}  // namespace undersigned::letter
