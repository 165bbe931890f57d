#include "app/service/draft_items.h"

#include <string>

#include "core/base/time_text.h"
#include "core/letter/share.h"

namespace undersigned::service {
namespace {

using letter::ItemKind;

constexpr std::size_t kMaxReleasing = 16;  // as the manifest has it

base::Result<settlement::Ladder> read_ladder(const base::JsonObject& item, std::uint32_t people) {
  UNDERSIGNED_TRY(const base::Json* levels, item.array("ladder", settlement::kMaxLevels));
  std::vector<std::uint64_t> thresholds;
  for (const base::Json& level : *levels) {
    if (level.is_number_unsigned()) {
      thresholds.push_back(level.get<std::uint64_t>());
    } else if (level.is_string()) {
      UNDERSIGNED_TRY(const std::uint32_t number,
                      letter::share_of(level.get<std::string>(), people));
      thresholds.push_back(number);
    } else {
      return base::fail(
          "draft.ladder", "3",
          item.path() + ".ladder: give numbers of people, or shares such as \"40%\".");
    }
  }
  auto ladder = settlement::Ladder::parse(thresholds, people);
  if (!ladder) {
    return base::fail(ladder.error().check, "3",
                      item.path() + ".ladder, for " + std::to_string(people) +
                          " people: " + ladder.error().message +
                          " Choose other levels for a group of this size.");
  }
  return ladder;
}

base::Result<std::vector<std::string>> read_texts(const base::JsonObject& object,
                                                  std::string_view key, std::size_t max) {
  UNDERSIGNED_TRY(const base::Json* list, object.array(key, max));
  std::vector<std::string> texts;
  for (const base::Json& text : *list) {
    if (!text.is_string()) {
      return base::fail("draft.texts", "3",
                        object.path() + "." + std::string(key) + ": every element is a text.");
    }
    texts.push_back(text.get<std::string>());
  }
  return texts;
}

base::Result<letter::Release> read_release(const base::JsonObject& item) {
  UNDERSIGNED_TRY(const base::JsonObject object, item.object("release"));
  UNDERSIGNED_TRY_VOID(object.only({"demands", "at_least", "expires"}));
  letter::Release release;
  UNDERSIGNED_TRY(release.demands, read_texts(object, "demands", kMaxReleasing));
  UNDERSIGNED_TRY(const std::uint64_t at_least, object.integer("at_least", 0, kMaxReleasing));
  release.at_least = static_cast<std::uint32_t>(at_least);
  UNDERSIGNED_TRY(const std::string expires, object.text("expires", 20));
  if (!expires.empty()) {
    UNDERSIGNED_TRY(release.expires, base::parse_time(expires));
  }
  return release;
}

base::Result<ItemKind> read_kind(const base::JsonObject& object) {
  UNDERSIGNED_TRY(const std::string kind, object.text("kind", 16));
  for (const ItemKind known : {ItemKind::kSignature, ItemKind::kDemand, ItemKind::kPledge,
                               ItemKind::kChoice, ItemKind::kRanking}) {
    if (kind == name_of(known)) return known;
  }
  return base::fail("draft.kind", "3",
                    object.path() + ".kind: '" + kind +
                        "' is no kind of item; use signature, demand, pledge, choice or ranking.");
}

base::Result<letter::Item> read_item(const base::JsonObject& object, std::uint32_t people) {
  letter::Item item;
  UNDERSIGNED_TRY(item.id, object.text("id", 40));
  UNDERSIGNED_TRY(item.kind, read_kind(object));
  if (item.kind == ItemKind::kChoice || item.kind == ItemKind::kRanking) {
    UNDERSIGNED_TRY_VOID(object.only({"id", "kind", "question", "answers"}));
    UNDERSIGNED_TRY(item.question, object.text("question", 400));
    UNDERSIGNED_TRY(item.answers, read_texts(object, "answers", 32));
    return item;
  }
  if (item.kind == ItemKind::kSignature) {
    UNDERSIGNED_TRY_VOID(object.only({"id", "kind", "ladder"}));
  } else {
    UNDERSIGNED_TRY_VOID(object.only({"id", "kind", "text", "ladder", "release"}));
    UNDERSIGNED_TRY(item.text, object.text("text", 400));
  }
  UNDERSIGNED_TRY(item.ladder, read_ladder(object, people));
  if (item.kind == ItemKind::kPledge) {
    UNDERSIGNED_TRY(item.release, read_release(object));
  } else if (object.has("release")) {
    return base::fail("draft.release", "3",
                      object.path() + ".release: only a pledge has one; remove it.");
  }
  return item;
}

}  // namespace

base::Result<std::vector<letter::Item>> read_draft_items(const base::JsonObject& draft,
                                                         std::uint32_t people) {
  UNDERSIGNED_TRY(const base::Json* list, draft.array("items", letter::kMaxItems));
  std::vector<letter::Item> items;
  for (const base::Json& value : *list) {
    UNDERSIGNED_TRY(const base::JsonObject object,
                    base::JsonObject::of(value, "items[" + std::to_string(items.size()) + "]"));
    UNDERSIGNED_TRY(letter::Item item, read_item(object, people));
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace undersigned::service
