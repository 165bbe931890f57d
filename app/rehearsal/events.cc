#include "app/rehearsal/events.h"

#include <algorithm>

#include "core/base/json.h"

namespace undersigned::rehearsal {
namespace {

// Answers by destination: the offering company, another company, staying, none of these.
constexpr int kDestinationAnswers[kDestinations] = {2, 3, 1, 3};

}  // namespace

std::string events(const Design& design, const History& history, double tick_seconds,
                   std::uint32_t until_seconds) {
  struct Event {
    std::uint32_t time, person;
  };
  std::vector<Event> order;
  for (std::uint32_t i = 0; i < design.people(); ++i) {
    if (history.signed_at[i] == kNoTick) continue;
    // Spread over the tick, evenly by person.
    const double within = static_cast<double>(i * 619 % 1000) / 1000;
    const double time = (history.signed_at[i] + within) * tick_seconds;
    if (time < until_seconds) order.push_back({static_cast<std::uint32_t>(time), i});
  }
  std::sort(order.begin(), order.end(), [](const Event& a, const Event& b) {
    return a.time != b.time ? a.time < b.time : a.person < b.person;
  });
  std::string text;
  for (const auto& [time, i] : order) {
    const std::string how = history.by_name[i] ? "by-name>=" : "counted>=";
    const std::uint32_t level = design.ladder.threshold(history.level[i]);
    const base::Json choice = {{"signature", how + std::to_string(level)},
                               {"destination", kDestinationAnswers[history.destination[i]]},
                               {"freedom", history.sincere[i] ? 1 : 2}};
    text += base::Json{{"person", i}, {"time", time}, {"choice", choice}}.dump() + "\n";
  }
  return text;
}

}  // namespace undersigned::rehearsal
