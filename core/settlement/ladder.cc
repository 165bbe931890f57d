#include "core/settlement/ladder.h"

#include <string>

namespace undersigned::settlement {
namespace {

std::unexpected<base::Error> refuse(const char* check, std::size_t index, std::string problem) {
  return base::fail(check, "3", "Level " + std::to_string(index + 1) + " " + std::move(problem));
}

}  // namespace

base::Result<Ladder> Ladder::parse(std::span<const std::uint64_t> thresholds, std::uint64_t most) {
  UNDERSIGNED_CHECK(most <= kMaxThreshold);
  if (thresholds.empty() || thresholds.size() > kMaxLevels) {
    return base::fail("ladder.levels", "3",
                      "A ladder has 1 to " + std::to_string(kMaxLevels) + " levels, not " +
                          std::to_string(thresholds.size()) + ".");
  }
  Ladder ladder;
  for (std::size_t i = 0; i < thresholds.size(); ++i) {
    const std::uint64_t threshold = thresholds[i];
    if (threshold < 1) return refuse("ladder.threshold", i, "must ask for at least 1 person.");
    if (threshold > most) {
      return refuse("ladder.threshold", i,
                    "asks for " + std::to_string(threshold) + " people, more than the " +
                        std::to_string(most) + " there are.");
    }
    if (i > 0 && threshold <= thresholds[i - 1]) {
      return refuse("ladder.order", i,
                    "asks for " + std::to_string(threshold) +
                        " people, but must ask for more than " + std::to_string(thresholds[i - 1]) +
                        ", as the level before it does.");
    }
    ladder.thresholds_[i] = static_cast<std::uint32_t>(threshold);
  }
  ladder.levels_ = static_cast<int>(thresholds.size());
  return ladder;
}

}  // namespace undersigned::settlement
