#include "core/letter/manifest_items.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/letter/manifest_object.h"

namespace undersigned::letter {
namespace {

constexpr std::size_t kMaxIdBytes = 40;
constexpr std::size_t kMaxQuestionBytes = 400;
constexpr std::size_t kMinAnswers = 2, kMaxAnswers = 32;

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
  const auto& name = kind->get_ref<const std::string&>();
  if (name == "signature") return ItemKind::kSignature;
  if (name == "choice") return ItemKind::kChoice;
  for (const char* reserved : {"demand", "pledge", "ranking"}) {
    if (name == reserved) {
      return refuse_at(path + ".kind", "reserved",
                       "is \"" + name + "\", which is not in this draft: remove the item");
    }
  }
  return refuse_at(path + ".kind", "kind", "must be \"signature\" or \"choice\"");
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

base::Result<std::vector<std::string>> read_answers(const ManifestObject& item) {
  UNDERSIGNED_TRY(const base::Json* list, item.array("answers", kMinAnswers, kMaxAnswers));
  std::vector<std::string> answers;
  for (const base::Json& answer : *list) {
    const std::string path = element_path(item.path("answers"), answers.size());
    if (!answer.is_string()) return refuse_at(path, "type", "must be a text");
    const auto& text = answer.get_ref<const std::string&>();
    UNDERSIGNED_TRY_VOID(
        check_manifest_text(text, 1, kMaxQuestionBytes, base::TextKind::kLine, path));
    if (std::find(answers.begin(), answers.end(), text) != answers.end()) {
      return refuse_at(path, "duplicate", "repeats an answer: each must be different");
    }
    answers.push_back(text);
  }
  return answers;
}

base::Result<Item> read_item(const base::Json& value, std::size_t index, std::uint32_t people) {
  const std::string path = element_path("manifest.items", index);
  UNDERSIGNED_TRY(const ItemKind kind, read_kind(value, path));
  Item item;
  item.kind = kind;
  if (kind == ItemKind::kSignature) {
    UNDERSIGNED_TRY(const auto object, ManifestObject::of(value, path, {"kind", "id", "ladder"}));
    UNDERSIGNED_TRY(item.id, object.text("id", 1, kMaxIdBytes));
    UNDERSIGNED_TRY(item.ladder, read_ladder(object, people));
  } else {
    UNDERSIGNED_TRY(const auto object,
                    ManifestObject::of(value, path, {"kind", "id", "question", "answers"}));
    UNDERSIGNED_TRY(item.id, object.text("id", 1, kMaxIdBytes));
    UNDERSIGNED_TRY(item.question, object.text("question", 1, kMaxQuestionBytes));
    UNDERSIGNED_TRY(item.answers, read_answers(object));
  }
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
                                    : "must be \"choice\": only the first item is a signature");
  }
  for (const Item& other : before) {
    if (other.id == item.id) {
      return refuse_at(path + ".id", "duplicate",
                       "is \"" + item.id + "\", as of an item before: choose another");
    }
  }
  return {};
}

}  // namespace

base::Result<std::vector<Item>> read_items(const base::Json& list, std::uint32_t people) {
  std::vector<Item> items;
  for (const base::Json& value : list) {
    UNDERSIGNED_TRY(Item item, read_item(value, items.size(), people));
    UNDERSIGNED_TRY_VOID(check_place(item, items));
    items.push_back(std::move(item));
  }
  const std::size_t options = number_options(items);
  if (options > kMaxOptions) {
    return refuse_at("manifest.items", "options",
                     "have " + std::to_string(options) + " options together; at most " +
                         std::to_string(kMaxOptions) + " can be: shorten ladders or answers");
  }
  return items;
}

}  // namespace undersigned::letter
