// A whole letter with simulated people, through the real protocol (docs/protocol.md): trustees with
// key files, roster, codes, entries, epochs with cover entries, close, count, names, tallies. What
// a letter's folder holds afterwards is a letter like any other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/service/runtime.h"
#include "core/hash/sha2.h"

namespace undersigned::service {

struct DemoOptions {
  std::filesystem::path out;                    // becomes the letter's folder
  std::uint32_t people = 0;                     // invented, unless a roster is given
  std::optional<std::filesystem::path> roster;  // CSV, as `roster issue` reads it
  std::string events;                           // an events file's text (events.h)
  std::uint64_t seed = 1;                       // of the invented people
  std::uint32_t epochs = 4;                     // of equal length, a day in all
};

struct DemoReport {
  hash::Digest256 fingerprint{};
  std::uint32_t people = 0;
  std::uint64_t events = 0;
  std::uint64_t entries = 0;
  std::uint64_t leaves = 0;
};

// Says each stage as it begins. The runtime's clock is not used: the demonstration has its own, a
// day long.
base::Result<DemoReport> run_demo(const DemoOptions& options, const Runtime& runtime,
                                  const std::function<void(const std::string&)>& stage);

}  // namespace undersigned::service
