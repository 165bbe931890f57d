#include "core/letter/manifest_items.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/letter/manifest_object.h"

namespace undersigned::letter {
namespace {

constexpr std::size_t kMaxIdBytes = 40;
constexpr std::size_t kMaxQuestionBytes = 400;
constexpr std::size_t kMinAnswers = 2, kMaxAnswers = 32;
constexpr std::size_t kMaxReleasing = 16;  // demands that may release a pledge
constexpr std::array kItemKinds = {ItemKind::kSignature, ItemKind::kDemand, ItemKind::kPledge,
                                   ItemKind::kChoice, ItemKind::kRanking};

std::unexpected<base::Error> refuse_at(const std::string& path, std::string check,
                                       std::string_view what) {
  return base::fail("manifest." + std::move(check), "3", path + " " + std::string(what) + ".");
}

// [a-z][a-z0-9-]{0,39}
bool is_id(std::string_view id) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !id.empty() && id.size() <= kMaxIdBytes && letter(id[0]) &&
         std::all_of(id.begin(), id.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

base::Result<ItemKind> read_kind(const base::Json& value, const std::string& path) {
  const auto kind = value.is_object() ? value.find("kind") : value.end();
  if (!value.is_object()) return refuse_at(path, "type", "must be an object");
  if (kind == value.end()) return refuse_at(path + ".kind", "missing", "is missing");
  if (!kind->is_string()) return refuse_at(path + ".kind", "type", "must be a text");
  for (const ItemKind known : kItemKinds) {
    if (kind->get_ref<const std::string&>() == name_of(known)) return known;
  }
  return refuse_at(path + ".kind", "kind",
                   "must be \"signature\", \"demand\", \"pledge\", \"choice\" or \"ranking\"");
}

base::Result<settlement::Ladder> read_ladder(const ManifestObject& item, std::uint32_t people) {
  UNDERSIGNED_TRY(const base::Json* list, item.array("ladder", 1, settlement::kMaxLevels));
  std::vector<std::uint64_t> thresholds;
  for (const base::Json& level : *list) {
    if (!level.is_number_unsigned()) {
      return refuse_at(element_path(item.path("ladder"), thresholds.size()), "type",
                       "must be a whole number");
    }
    thresholds.push_back(level.get<std::uint64_t>());
  }
  auto ladder = settlement::Ladder::parse(thresholds, people);
  if (!ladder) {
    return base::fail("manifest.ladder", "3",
                      item.path("ladder") + " does not hold: " + ladder.error().message);
  }
  return ladder;
}

// A list of different texts of 1…max_bytes bytes.
base::Result<std::vector<std::string>> read_texts(const ManifestObject& object,
                                                  std::string_view key, std::size_t min,
                                                  std::size_t max, std::size_t max_bytes) {
  UNDERSIGNED_TRY(const base::Json* list, object.array(key, min, max));
  std::vector<std::string> texts;
  for (const base::Json& element : *list) {
    const std::string path = element_path(object.path(key), texts.size());
    if (!element.is_string()) return refuse_at(path, "type", "must be a text");
    const auto& text = element.get_ref<const std::string&>();
    UNDERSIGNED_TRY_VOID(check_manifest_text(text, 1, max_bytes, base::TextKind::kLine, path));
    if (std::find(texts.begin(), texts.end(), text) != texts.end()) {
      return refuse_at(path, "duplicate", "repeats one before it: each must be different");
    }
    texts.push_back(text);
  }
  return texts;
}

// Whether its demands are items is known only when all items are.
base::Result<Release> read_release(const ManifestObject& item) {
  UNDERSIGNED_TRY(const auto object, item.object("release", {"demands", "at_least", "expires"}));
  Release release;
  UNDERSIGNED_TRY(release.demands, read_texts(object, "demands", 0, kMaxReleasing, kMaxIdBytes));
  const std::size_t most = release.demands.size();
  UNDERSIGNED_TRY(const std::uint64_t at_least,
                  object.integer("at_least", most == 0 ? 0 : 1, most));
  release.at_least = static_cast<std::uint32_t>(at_least);
  UNDERSIGNED_TRY(const std::string expires, object.text("expires", 0, 20));
  if (!expires.empty()) {
    UNDERSIGNED_TRY(release.expires, object.moment("expires"));
  }
  if (most == 0 && !release.expires) {
    return object.refuse("expires", "release",
                         "must be a moment: no demand releases the pledge, and nobody's word is "
                         "for ever");
  }
  return release;
}

// What the kind has beside kind and id.
base::Result<void> read_content(const ManifestObject& object, std::uint32_t people, Item& item) {
  UNDERSIGNED_TRY(item.id, object.text("id", 1, kMaxIdBytes));
  const bool choice = item.kind == ItemKind::kChoice, ranking = item.kind == ItemKind::kRanking;
  if (choice || ranking) {
    UNDERSIGNED_TRY(item.question, object.text("question", 1, kMaxQuestionBytes));
    UNDERSIGNED_TRY(item.answers,
                    read_texts(object, "answers", kMinAnswers, ranking ? kMaxRanked : kMaxAnswers,
                               kMaxQuestionBytes));
    return {};
  }
  if (item.kind != ItemKind::kSignature) {
    UNDERSIGNED_TRY(item.text, object.text("text", 1, kMaxQuestionBytes));
  }
  UNDERSIGNED_TRY(item.ladder, read_ladder(object, people));
  if (item.kind == ItemKind::kPledge) {
    UNDERSIGNED_TRY(item.release, read_release(object));
  }
  return {};
}

base::Result<ManifestObject> item_object(const base::Json& value, const std::string& path,
                                         ItemKind kind) {
  switch (kind) {
    case ItemKind::kSignature:
      return ManifestObject::of(value, path, {"kind", "id", "ladder"});
    case ItemKind::kDemand:
      return ManifestObject::of(value, path, {"kind", "id", "text", "ladder"});
    case ItemKind::kPledge:
      return ManifestObject::of(value, path, {"kind", "id", "text", "ladder", "release"});
    case ItemKind::kChoice:
    case ItemKind::kRanking:
      break;
  }
  return ManifestObject::of(value, path, {"kind", "id", "question", "answers"});
}

base::Result<Item> read_item(const base::Json& value, std::size_t index, std::uint32_t people) {
  const std::string path = element_path("manifest.items", index);
  Item item;
  UNDERSIGNED_TRY(item.kind, read_kind(value, path));
  UNDERSIGNED_TRY(const auto object, item_object(value, path, item.kind));
  UNDERSIGNED_TRY_VOID(read_content(object, people, item));
  if (!is_id(item.id)) {
    return refuse_at(path + ".id", "id",
                     "must be a lower-case letter, then letters, digits, \"-\"");
  }
  return item;
}

// The rules that are about an item among the others.
base::Result<void> check_place(const Item& item, std::span<const Item> before) {
  const std::string path = element_path("manifest.items", before.size());
  if ((item.kind == ItemKind::kSignature) != before.empty()) {
    return refuse_at(path + ".kind", "order",
                     before.empty() ? "must be \"signature\": the first item is the signature"
                                    : "must be another kind: only the first item is a signature");
  }
  for (const Item& other : before) {
    if (other.id == item.id) {
      return refuse_at(path + ".id", "duplicate",
                       "is \"" + item.id + "\", as of an item before: choose another");
    }
  }
  return {};
}

// Every demand that releases a pledge is one of the letter's.
base::Result<void> check_releases(std::span<const Item> items) {
  for (std::size_t q = 0; q < items.size(); ++q) {
    for (const std::string& id : items[q].release.demands) {
      const bool known = std::any_of(items.begin(), items.end(), [&id](const Item& item) {
        return item.kind == ItemKind::kDemand && item.id == id;
      });
      if (known) continue;
      return refuse_at(element_path("manifest.items", q) + ".release.demands", "release",
                       "name \"" + id + "\", which is not a demand of this letter");
    }
  }
  return {};
}

}  // namespace

std::string_view name_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::kSignature:
      return "signature";
    case ItemKind::kDemand:
      return "demand";
    case ItemKind::kPledge:
      return "pledge";
    case ItemKind::kChoice:
      return "choice";
    case ItemKind::kRanking:
      break;
  }
  return "ranking";
}

base::Result<std::vector<Item>> read_items(const base::Json& list, std::uint32_t people) {
  std::vector<Item> items;
  for (const base::Json& value : list) {
    UNDERSIGNED_TRY(Item item, read_item(value, items.size(), people));
    UNDERSIGNED_TRY_VOID(check_place(item, items));
    items.push_back(std::move(item));
  }
  UNDERSIGNED_TRY_VOID(check_releases(items));
  const std::size_t options = number_options(items);
  if (options > kMaxOptions) {
    return refuse_at("manifest.items", "options",
                     "have " + std::to_string(options) + " options together; at most " +
                         std::to_string(kMaxOptions) + " can be: shorten ladders or answers");
  }
  return items;
}

}  // namespace undersigned::letter
