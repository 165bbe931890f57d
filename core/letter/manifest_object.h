// One object of a manifest on the way to typed values: JsonObject with the manifest's rules for
// texts, keys and moments. Every refusal is named "manifest.…", cites section 3, and says the path.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/text.h"
#include "core/group/ed25519.h"

namespace undersigned::letter {

// "json.type" and the like, as a refusal of the manifest.
base::Error manifest_error(const base::Error& error);

class ManifestObject {
 public:
  // The object at `path`, with exactly these keys.
  static base::Result<ManifestObject> of(const base::Json& value, std::string path,
                                         std::initializer_list<std::string_view> keys);
  base::Result<ManifestObject> object(std::string_view key,
                                      std::initializer_list<std::string_view> keys) const;

  // A text of section 3 of min…max bytes.
  base::Result<std::string> text(std::string_view key, std::size_t min, std::size_t max,
                                 base::TextKind kind = base::TextKind::kLine) const;
  base::Result<std::uint64_t> integer(std::string_view key, std::uint64_t min,
                                      std::uint64_t max) const;
  // A list of min…max elements.
  base::Result<const base::Json*> array(std::string_view key, std::size_t min,
                                        std::size_t max) const;
  // 64 lower-case hexadecimal digits.
  base::Result<base::ByteArray<32>> key(std::string_view key) const;
  // Unix seconds of a moment.
  base::Result<std::int64_t> moment(std::string_view key) const;
  // One of the values that this draft knows: its position among them.
  base::Result<std::size_t> one_of(std::string_view key,
                                   std::span<const std::string_view> values) const;

  std::string path(std::string_view key) const { return object_.path() + "." + std::string(key); }
  // Refuses what stands at `key`: "manifest.title must …".
  std::unexpected<base::Error> refuse(std::string_view key, std::string check,
                                      std::string_view what) const;

 private:
  explicit ManifestObject(base::JsonObject object) : object_(std::move(object)) {}
  base::JsonObject object_;
};

// A text of section 3 at a path.
base::Result<void> check_manifest_text(std::string_view text, std::size_t min, std::size_t max,
                                       base::TextKind kind, const std::string& path);
// path + "[i]"
std::string element_path(const std::string& path, std::size_t i);

}  // namespace undersigned::letter
