// What simulated people do, as a file that a rehearsal writes and a demonstration plays through the
// real system (docs/guides/events.md). JSON Lines, one event a line, in the order of time:
//
//   {"person": 17, "time": 5400, "choice": {"signature": "by-name>=300", "destination": "Stay",
//                                           "leaders": "stand>=200", "resign": "will>=1",
//                                           "first": [2, 1, 3]}}
//
// person: 0-based place in the list of people; time: seconds since signing started; choice:
// everything that the person now wants, by item, as letter::Wish reads it. {} withdraws everything.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/letter/manifest.h"

namespace undersigned::service {

inline constexpr std::size_t kMostEventsBytes = std::size_t{512} << 20;

struct Event {
  std::uint32_t person = 0;
  std::uint64_t time = 0;
  std::vector<std::string> choice;  // texts for letter::Wish::parse
};

// Reads events for so many people; refuses "events.…" naming the line: form, person, order of time,
// and choices that the letter does not offer.
base::Result<std::vector<Event>> parse_events(base::ByteView bytes,
                                              const letter::Manifest& manifest);

}  // namespace undersigned::service
