// Ladders: the thresholds T_1 < T_2 < … < T_b that a condition may name (docs/protocol.md 3). The
// signature item has one, T_1 being the quorum; every demand and every pledge has its own.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/base/check.h"
#include "core/base/result.h"

namespace undersigned::settlement {

inline constexpr int kMaxLevels = 16;
// The largest roster that any ladder can speak about.
inline constexpr std::uint64_t kMaxThreshold = 0xffff'ffff;

// A valid ladder; a plain value of fixed size. Levels are counted from 1; level 0 means *none*
// wherever a level is a result.
class Ladder {
 public:
  // 1 … kMaxLevels thresholds, each at least 1 and at most `most` (the size of the roster: a level
  // that nobody can reach is a mistake of the author's), each above the one before. `most` is at
  // most kMaxThreshold. Errors: ladder.levels, ladder.threshold, ladder.order (section 3).
  static base::Result<Ladder> parse(std::span<const std::uint64_t> thresholds, std::uint64_t most);

  // b, the number of levels.
  int levels() const { return levels_; }
  // T_level for level in 1 … b.
  std::uint32_t threshold(int level) const {
    UNDERSIGNED_CHECK(level >= 1 && level <= levels_);
    return thresholds_[static_cast<std::size_t>(level - 1)];
  }

  friend bool operator==(const Ladder&, const Ladder&) = default;

 private:
  Ladder() = default;

  std::array<std::uint32_t, kMaxLevels> thresholds_{};
  int levels_ = 0;
};

}  // namespace undersigned::settlement
