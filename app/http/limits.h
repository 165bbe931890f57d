// Every limit of the server, by name. What reaches one is refused with a check of
// docs/http/openapi.json; nothing grows without a bound.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace undersigned::http {

struct Limits {
  std::size_t connections = 16'384;
  std::size_t connections_per_address = 256;
  std::size_t streams = 12'000;  // of events, among the connections
  std::size_t header_bytes = 16'384;
  std::size_t target_bytes = 1'024;
  std::size_t small_body_bytes = 32'768;   // an entry, a request for cards
  std::size_t queued_submissions = 4'096;  // of one letter
  std::size_t submissions_at_once = 64;    // verified as one batch, kept in one step
  std::size_t pages_bytes = 64u << 20;     // all files of the pages, which are held in memory
  // Requests of one address: so many a second, and so many at once after a pause. A page loads a
  // record of hundreds of tiles; nobody types that many entries.
  double reads_per_second = 200, reads_at_once = 2'000;
  double writes_per_second = 2, writes_at_once = 40;
  // Accepted entries of one credential. Only those count: nobody can use up another's.
  double entries_per_second = 0.2, entries_at_once = 12;
  std::size_t addresses = 65'536;  // whose rates are remembered
  std::chrono::seconds header_time{10};
  std::chrono::seconds idle_time{60};
  std::chrono::seconds body_time{30};
  std::chrono::seconds write_time{60};
  std::chrono::seconds heartbeat{25};
  std::chrono::seconds stop_time{10};  // for answers under way when the server stops
};

}  // namespace undersigned::http
