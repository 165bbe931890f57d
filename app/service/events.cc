#include "app/service/events.h"

#include <algorithm>

#include "core/base/json.h"
#include "core/letter/choice.h"

namespace undersigned::service {
namespace {

constexpr std::size_t kMaxLineBytes = 16'384;

std::string signature_id(const letter::Manifest& manifest) { return manifest.signature_item().id; }

// An answer of a ranking's list, as its number: by its exact text, else as it is.
std::string ranked(const letter::Item* item, const base::Json& value) {
  if (!value.is_string()) return value.dump();
  const auto& text = value.get_ref<const std::string&>();
  for (std::size_t i = 0; item != nullptr && i < item->answers.size(); ++i) {
    if (item->answers[i] == text) return std::to_string(i + 1);
  }
  return text;
}

// "by-name>=300", 2, or ["Stay", 3, 1] of a ranking, as letter::Wish has it after "ID=".
base::Result<std::string> read_value(const letter::Manifest& manifest, const std::string& id,
                                     const base::Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_unsigned()) return value.dump();
  if (!value.is_array()) {
    return base::fail("events.choice", "",
                      "a choice is a text, a number, or a list of a ranking's answers");
  }
  const auto item = std::ranges::find(manifest.items, id, &letter::Item::id);
  std::string order;
  for (const base::Json& answer : value) {
    const letter::Item* const known = item == manifest.items.end() ? nullptr : &*item;
    order += (order.empty() ? "" : ">") + ranked(known, answer);
  }
  return order;
}

// {"signature": "by-name>=300", "destination": "Stay"} as texts of letter::Wish.
base::Result<std::vector<std::string>> read_choice(const letter::Manifest& manifest,
                                                   const base::Json& choice) {
  std::vector<std::string> texts;
  for (const auto& [item, value] : choice.items()) {
    UNDERSIGNED_TRY(const std::string text, read_value(manifest, item, value));
    texts.push_back(item == signature_id(manifest) && text != "none" ? text : item + "=" + text);
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  UNDERSIGNED_TRY_VOID(letter::Wish::parse(manifest, views));
  return texts;
}

base::Result<Event> read_event(std::string_view line, const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(base::as_bytes(line), kMaxLineBytes));
  UNDERSIGNED_TRY(const base::JsonObject object, base::JsonObject::of(json, "event"));
  UNDERSIGNED_TRY_VOID(object.only({"person", "time", "choice"}));
  Event event;
  UNDERSIGNED_TRY(const std::uint64_t person,
                  object.integer("person", 0, manifest.roster_size - 1));
  event.person = static_cast<std::uint32_t>(person);
  UNDERSIGNED_TRY(event.time, object.integer("time", 0, 1ull << 40));
  UNDERSIGNED_TRY_VOID(object.object("choice"));
  UNDERSIGNED_TRY(event.choice, read_choice(manifest, json["choice"]));
  return event;
}

}  // namespace

base::Result<std::vector<Event>> parse_events(base::ByteView bytes,
                                              const letter::Manifest& manifest) {
  std::string_view rest = base::as_text(bytes);
  std::vector<Event> events;
  for (std::size_t line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (text.empty()) continue;
    auto event = read_event(text, manifest);
    if (event && !events.empty() && event->time < events.back().time) {
      event = base::fail("events.order", "", "this event is earlier than the one before it");
    }
    if (!event)
      return base::fail(
          "events.line", "",
          "Line " + std::to_string(line) + " of the events file: " + event.error().message);
    events.push_back(std::move(*event));
  }
  return events;
}

}  // namespace undersigned::service
