#include "core/rehearsal/sealed.h"

#include <algorithm>

#include "core/base/check.h"

namespace undersigned::rehearsal {

SealedCrowd::SealedCrowd(const Design& design, Stream stream, std::uint32_t replicas,
                         base::Executor& executor)
    : ladder_(design.ladder),
      replicas_(replicas),
      groups_(design.groups.size()),
      willing_(std::size_t{replicas} * design.groups.size()) {
  UNDERSIGNED_CHECK(is_sealed(design.mode));
  const auto levels = static_cast<std::ptrdiff_t>(ladder_.levels());
  for (const Group& group : design.groups) {
    for (const LevelPoints* points : {&group.points_named, &group.points_counted}) {
      UNDERSIGNED_CHECK(std::is_sorted(points->begin(), points->begin() + levels));
    }
  }
  executor.run(replicas,
               [&](std::size_t r) { draw(design, stream, static_cast<std::uint32_t>(r)); });
}

void SealedCrowd::draw(const Design& design, Stream stream, std::uint32_t replica) {
  const std::uint32_t pressure = std::uint32_t{design.residual} + design.haste_at(0);
  const auto levels = static_cast<std::size_t>(ladder_.levels());
  // Counts at the least level that is enough, summed up afterwards.
  Willing* of = &willing_[replica * groups_];
  for (std::uint32_t i = 0; i < design.people(); ++i) {
    const Group& group = design.groups[design.group_of[i]];
    const Draws draws = halves(stream.block(replica, i, 0));
    const std::uint16_t resistance = group.resistance[draws[kConvictionDraw]];
    const std::uint16_t wakes = std::max(group.waking[draws[kWakingDraw]], design.first_look[i]);
    if (resistance == kNever || wakes >= design.ticks) continue;
    Willing& willing = of[design.group_of[i]];
    const auto ask = [&](const LevelPoints& points, settlement::LevelCounts& counts) {
      for (std::size_t j = 0; j < levels; ++j) {
        if (points[j] + pressure >= resistance) return ++counts[j], void();
      }
    };
    ask(group.points_named, willing.named);
    ask(group.points_counted, willing.counted);
  }
  for (std::size_t g = 0; g < groups_; ++g) {
    for (std::size_t j = 1; j < levels; ++j) {
      of[g].named[j] += of[g].named[j - 1];
      of[g].counted[j] += of[g].counted[j - 1];
    }
  }
}

settlement::SignatureOutcome SealedCrowd::settle(std::uint32_t r,
                                                 std::span<const int> levels) const {
  std::vector<std::uint64_t> thresholds;
  for (const int level : levels) thresholds.push_back(ladder_.threshold(level));
  const auto ladder = settlement::Ladder::parse(thresholds, settlement::kMaxThreshold);
  UNDERSIGNED_CHECK(ladder.has_value());
  const auto top = static_cast<std::size_t>(levels.back() - 1);
  settlement::SignatureCounts counts;
  for (std::size_t g = 0; g < groups_; ++g) {
    const Willing& willing = willing_[r * groups_ + g];
    std::uint32_t named = 0, counted = 0;
    for (std::size_t k = 0; k < levels.size(); ++k) {
      const auto j = static_cast<std::size_t>(levels[k] - 1);
      counts.named[k] += willing.named[j] - std::exchange(named, willing.named[j]);
      // Of those willing to be counted, those whom no level is enough for by name.
      const std::uint32_t only_counted =
          willing.counted[j] - std::min(willing.counted[j], willing.named[top]);
      counts.counted[k] += only_counted - std::exchange(counted, only_counted);
    }
  }
  return settlement::settle_signature(*ladder, counts);
}

}  // namespace undersigned::rehearsal
