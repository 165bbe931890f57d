#include "app/service/events.h"

#include <algorithm>
#include <utility>

#include "app/service/dice.h"
#include "app/service/files.h"
#include "core/base/json.h"
#include "core/letter/choice.h"

namespace undersigned::service {
namespace {

constexpr std::size_t kMaxEventsBytes = 512u << 20;
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

base::Json choice_json(const std::vector<std::string>& texts) {
  base::Json choice = base::Json::object();
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    const bool signature = text.starts_with("by-name>") || text.starts_with("counted>");
    choice[signature ? "signature" : text.substr(0, equals)] =
        signature ? text : text.substr(equals + 1);
  }
  return choice;
}

// A level of a ladder, low ones more often.
std::size_t invent_level(Dice& dice, std::size_t levels) {
  return 1 + std::min(dice.below(levels), dice.below(levels));
}

std::string invent_choice(const letter::Item& item, Dice& dice, bool signs) {
  std::size_t answer = 1 + dice.below(item.options);
  if (item.id == "destination") answer = dice.percent(34) ? 1 : dice.percent(9) ? 2 : 3;
  if (item.id == "freedom") {
    answer = signs ? (dice.percent(62) ? 1 : 2) : (dice.percent(70) ? 3 : 4);
  }
  return letter::option_text(item, std::min(answer, item.options));
}

std::string invent_ranking(const letter::Item& item, Dice& dice) {
  std::vector<std::uint32_t> places(item.answers.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i] = static_cast<std::uint32_t>(i + 1);
    std::swap(places[i], places[dice.below(i + 1)]);
  }
  return letter::ranking_text(item, places);
}

// How one invented person answers an item. Whoever signs stands behind most demands, and few of
// them would really resign.
std::string invent_answer(const letter::Item& item, Dice& dice, bool signs) {
  switch (item.kind) {
    case letter::ItemKind::kDemand:
      if (!dice.percent(signs ? 84 : 30)) return letter::option_text(item, item.options);
      return letter::option_text(item, invent_level(dice, item.levels()));
    case letter::ItemKind::kPledge:
      if (!dice.percent(signs ? 32 : 2)) return item.id + "=" + std::string(letter::kNone);
      return letter::option_text(item, invent_level(dice, item.levels()));
    case letter::ItemKind::kRanking:
      return invent_ranking(item, dice);
    default:
      return invent_choice(item, dice, signs);
  }
}

std::vector<std::string> invent_answers(const letter::Manifest& manifest, Dice& dice, bool signs) {
  std::vector<std::string> texts;
  for (std::size_t i = 1; i < manifest.items.size(); ++i) {
    if (dice.percent(18)) continue;  // no answer
    texts.push_back(invent_answer(manifest.items[i], dice, signs));
  }
  return texts;
}

std::string invent_signature(const letter::Manifest& manifest, Dice& dice,
                             std::uint64_t named_percent) {
  const settlement::Ladder& ladder = manifest.ladder();
  const bool named = dice.percent(named_percent);
  const auto level =
      static_cast<int>(invent_level(dice, static_cast<std::size_t>(ladder.levels())));
  return (named ? "by-name>=" : "counted>=") + std::to_string(ladder.threshold(level));
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

base::Result<std::vector<Event>> read_events(const std::filesystem::path& path,
                                             const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(path, kMaxEventsBytes));
  return parse_events(bytes, manifest);
}

std::string write_events(const std::vector<Event>& events) {
  std::string out;
  for (const Event& event : events) {
    const base::Json line = {
        {"person", event.person}, {"time", event.time}, {"choice", choice_json(event.choice)}};
    out += line.dump() + "\n";
  }
  return out;
}

std::vector<Event> invent_events(const letter::Manifest& manifest, std::uint64_t seed) {
  Dice dice(seed ^ 0x65766e7473u);
  const std::uint64_t span =
      static_cast<std::uint64_t>(manifest.schedule.epochs) * manifest.schedule.epoch_seconds;
  std::vector<Event> events;
  for (std::uint32_t person = 0; person < manifest.roster_size; ++person) {
    const bool signs = dice.percent(84);
    // Two waves: the first twelfth of the time, then the rest of it.
    std::uint64_t time = dice.percent(60) ? dice.below(span / 12 + 1) : dice.below(span);
    std::vector<std::string> choice = invent_answers(manifest, dice, signs);
    if (signs) choice.push_back(invent_signature(manifest, dice, 86));
    if (choice.empty()) continue;  // never comes
    events.push_back({person, time, choice});
    // One person's events are never at one moment: the order of the file is the order of time.
    const auto has_time = [&] { return time + 1 < span; };
    const auto later = [&] { return time += 1 + dice.below(span - time - 1); };
    if (signs && has_time() && dice.percent(6)) {  // changes their mind about how
      choice.back() = invent_signature(manifest, dice, 50);
      events.push_back({person, later(), choice});
    }
    if (signs && has_time() && dice.percent(4)) {  // withdraws
      events.push_back({person, later(), {}});
    }
  }
  std::ranges::sort(events, {}, [](const Event& e) { return std::pair(e.time, e.person); });
  return events;
}

}  // namespace undersigned::service
