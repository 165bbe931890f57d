#include "app/service/events.h"

#include <algorithm>

#include "core/base/json.h"
#include "core/letter/choice.h"

namespace undersigned::service {
namespace {

constexpr std::size_t kMaxLineBytes = 16'384;

std::string signature_id(const letter::Manifest& manifest) { return manifest.signature_item().id; }

// {"signature": "by-name>=300", "destination": "Stay"} as texts of letter::Wish.
base::Result<std::vector<std::string>> read_choice(const letter::Manifest& manifest,
                                                   const base::Json& choice) {
  std::vector<std::string> texts;
  for (const auto& [item, value] : choice.items()) {
    if (!value.is_string() && !value.is_number_unsigned()) {
      return base::fail("events.choice", "", "a choice is a text or a number");
    }
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
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
