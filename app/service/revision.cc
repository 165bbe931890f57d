#include "app/service/revision.h"

#include <algorithm>

#include "app/service/files.h"
#include "core/base/encoding.h"

namespace undersigned::service {
namespace {

namespace fs = std::filesystem;
using base::Json;

constexpr std::size_t kMaxDraft = 262'144;
constexpr std::size_t kMaxCodes = 256u << 20;

base::Result<void> copy(const fs::path& from, const fs::path& to, std::size_t max_bytes,
                        Privacy privacy) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(from, max_bytes));
  return write_file(to, bytes, privacy);
}

// letters.example/night → letters.example/night-2 → letters.example/night-3.
std::string next_origin(std::string origin) {
  const std::size_t dash = origin.rfind('-');
  if (dash != std::string::npos && dash + 1 < origin.size() && origin.size() - dash <= 4 &&
      origin.find_first_not_of("0123456789", dash + 1) == std::string::npos) {
    return origin.substr(0, dash + 1) + std::to_string(std::stoi(origin.substr(dash + 1)) + 1);
  }
  return origin + "-2";
}

base::Result<Json> draft_of(const LetterFolder& folder) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(folder.draft(), kMaxDraft));
  return base::parse_json(bytes, kMaxDraft);
}

base::Result<void> copy_keys(const LetterFolder& from, const LetterFolder& to,
                             const letter::Manifest& manifest) {
  std::vector<std::string> names = {"registrar", "issuer"};
  for (std::size_t i = 1; i <= manifest.authors.size(); ++i)
    names.push_back("author-" + std::to_string(i));
  for (const std::string& name : names) {
    if (!fs::exists(from.key(name))) continue;
    UNDERSIGNED_TRY_VOID(copy(from.key(name), to.key(name), 1u << 20, Privacy::kPrivate));
  }
  return {};
}

// What names an element of a list among the others; empty if nothing does.
std::string name_in_list(const Json& element) {
  for (const char* key : {"id", "name"}) {
    const auto found = element.is_object() ? element.find(key) : element.end();
    if (element.is_object() && found != element.end() && found->is_string())
      return found->get<std::string>();
  }
  return "";
}

bool has_names(const Json& list) {
  return list.is_array() && !list.empty() && std::ranges::all_of(list, [](const Json& element) {
           return !name_in_list(element).empty();
         });
}

std::vector<std::string> names_of(const Json& list) {
  std::vector<std::string> names;
  for (const Json& element : list) names.push_back(name_in_list(element));
  return names;
}

const Json* find_named(const Json& list, const std::string& name) {
  for (const Json& element : list) {
    if (name_in_list(element) == name) return &element;
  }
  return nullptr;
}

class Comparison {
 public:
  std::vector<FieldChange> changes;

  void compare(const std::string& path, const Json& before, const Json& after) {
    if (before == after) return;
    if (before.is_object() && after.is_object()) return compare_objects(path, before, after);
    if (has_names(before) && has_names(after)) return compare_lists(path, before, after);
    changes.push_back({path, before, after});
  }

 private:
  static std::string below(const std::string& path, const std::string& key) {
    return path.empty() ? key : path + "." + key;
  }

  void compare_objects(const std::string& path, const Json& before, const Json& after) {
    for (const auto& [key, value] : before.items()) {
      if (path.empty() && key == "body") continue;
      if (key.ends_with("key")) continue;
      compare(below(path, key), value, after.contains(key) ? after.at(key) : Json());
    }
    for (const auto& [key, value] : after.items()) {
      const bool other = (path.empty() && key == "body") || key.ends_with("key");
      if (!other && !before.contains(key)) compare(below(path, key), Json(), value);
    }
  }

  void compare_lists(const std::string& path, const Json& before, const Json& after) {
    for (const Json& element : before) {
      const std::string name = name_in_list(element);
      const Json* other = find_named(after, name);
      compare(below(path, name), element, other == nullptr ? Json() : *other);
    }
    for (const Json& element : after) {
      const std::string name = name_in_list(element);
      if (find_named(before, name) == nullptr) compare(below(path, name), Json(), element);
    }
    const std::vector<std::string> was = names_of(before), is = names_of(after);
    if (was != is && std::ranges::is_permutation(was, is))
      changes.push_back({below(path, "order"), was, is});
  }
};

// The fixed manifest; or the draft with the text as its body.
base::Result<Json> letter_json(const LetterFolder& folder,
                               const std::optional<letter::Manifest>& manifest, bool fixed) {
  if (fixed) return base::parse_json(manifest->bytes(), letter::kMaxManifestBytes);
  UNDERSIGNED_TRY(Json draft, draft_of(folder));
  if (manifest) {
    draft["body"] = manifest->body;
  } else {
    UNDERSIGNED_TRY(const base::Bytes body, read_file(folder.body(), 131'072));
    draft["body"] = base::as_text(body);
  }
  return draft;
}

std::string body_of(const Json& letter) {
  return letter.contains("body") && letter.at("body").is_string()
             ? letter.at("body").get<std::string>()
             : std::string();
}

}  // namespace

base::Result<LetterFolder> revise_letter(const LetterFolder& from, const fs::path& to) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, from.manifest());
  UNDERSIGNED_TRY(Json draft, draft_of(from));
  UNDERSIGNED_TRY(LetterFolder folder, LetterFolder::create(to));
  draft["trustees"]["members"] = Json::array();
  draft["log_origin"] = next_origin(manifest.log_origin);
  UNDERSIGNED_TRY_VOID(
      write_file(folder.draft(), base::as_bytes(draft.dump(2) + "\n"), Privacy::kPublic));
  // The text that was fixed, not what became of the draft's file since.
  UNDERSIGNED_TRY_VOID(write_file(folder.body(), base::as_bytes(manifest.body), Privacy::kPublic));
  UNDERSIGNED_TRY_VOID(copy_keys(from, folder, manifest));
  if (fs::exists(from.private_roster())) {
    UNDERSIGNED_TRY_VOID(
        copy(from.private_roster(), folder.earlier_roster(), kMaxCodes, Privacy::kPrivate));
  }
  return folder;
}

base::Result<LetterDiff> diff_folders(const LetterFolder& before, const LetterFolder& after) {
  UNDERSIGNED_TRY(const auto was, before.find_manifest());
  UNDERSIGNED_TRY(const auto is, after.find_manifest());
  const bool fixed = was && is;
  UNDERSIGNED_TRY(const Json first, letter_json(before, was, fixed));
  UNDERSIGNED_TRY(const Json second, letter_json(after, is, fixed));
  return diff_letters(first, second);
}

bool LetterDiff::same() const {
  return fields.empty() && std::ranges::all_of(body, [](const DiffLine& line) {
           return line.change == LineChange::kSame;
         });
}

LetterDiff diff_letters(const Json& before, const Json& after) {
  Comparison comparison;
  comparison.compare("", before, after);
  return {std::move(comparison.changes), diff_lines(body_of(before), body_of(after))};
}

}  // namespace undersigned::service
