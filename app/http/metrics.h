// Counters of the server in Prometheus' text format. They say how the machine does, not who takes
// part: requests are counted by kind of route, and entries are not counted at all.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "app/http/target.h"

namespace undersigned::http {

class Metrics {
 public:
  void answered(Route route, unsigned status, std::chrono::nanoseconds time);
  void refused_connection() { ++refused_connections_; }

  std::uint64_t connections = 0;  // open now
  std::uint64_t streams = 0;      // of events, open now
  std::uint64_t letters = 0;

  std::string text() const;

 private:
  static constexpr std::array kBounds = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0};
  enum Kind { kPages, kRecord, kApi, kOperation, kKinds };
  static Kind kind_of(Route route);

  std::array<std::array<std::uint64_t, 6>, kKinds> requests_{};  // by the status' first digit
  std::array<std::uint64_t, kBounds.size() + 1> times_{};
  double seconds_ = 0;
  std::uint64_t refused_connections_ = 0;
};

}  // namespace undersigned::http
