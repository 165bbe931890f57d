#include "core/settlement/settlement.h"

#include <algorithm>

namespace undersigned::settlement {
namespace {

// S_0 = 0, S_1, …, S_b: those with level ≤ j, for every j of a ladder of b levels.
class Sums {
 public:
  Sums(const Ladder& ladder, const LevelCounts& counts) {
    const auto levels = static_cast<std::size_t>(ladder.levels());
    for (std::size_t j = 0; j < levels; ++j) sums_[j + 1] = sums_[j] + counts[j];
    for (std::size_t j = levels; j < counts.size(); ++j) UNDERSIGNED_CHECK(counts[j] == 0);
  }

  std::uint64_t up_to(int level) const { return sums_[static_cast<std::size_t>(level)]; }

 private:
  std::array<std::uint64_t, kMaxLevels + 1> sums_{};
};

}  // namespace

SignatureSettlement::SignatureSettlement(const Ladder& ladder, SignatureLevels opened)
    : ladder_(ladder), levels_(opened), descent_(ladder.levels(), opened.names) {
  UNDERSIGNED_CHECK(opened.names <= opened.counted && opened.counted <= ladder.levels());
  if (descent_.settled()) start_counting();
}

void SignatureSettlement::start_counting() {
  levels_.names = descent_.level();
  levels_.counted = std::max(levels_.names, levels_.counted);
  descent_ = Descent(ladder_.levels(), levels_.counted);
  counting_ = true;
}

SignatureQuestion SignatureSettlement::question() const {
  UNDERSIGNED_CHECK(!settled());
  const int level = descent_.level();
  if (!counting_) return {level, 0, ladder_.threshold(level)};
  return {levels_.names, level, ladder_.threshold(level)};
}

void SignatureSettlement::answer(bool yes) {
  descent_.answer(yes);
  if (!counting_ && descent_.settled()) start_counting();
}

SignatureLevels SignatureSettlement::levels() const {
  UNDERSIGNED_CHECK(settled());
  return {levels_.names, descent_.level()};
}

SignatureOutcome settle_signature(const Ladder& ladder, const SignatureCounts& counts,
                                  SignatureLevels opened) {
  const Sums named(ladder, counts.named);
  const Sums counted(ladder, counts.counted);
  const auto sum = [&](int named_level, int counted_level) {
    return named.up_to(named_level) + counted.up_to(counted_level);
  };
  SignatureOutcome outcome;
  outcome.levels = settle_signature(
      ladder,
      [&](SignatureQuestion q) { return sum(q.named_level, q.counted_level) >= q.at_least; },
      opened);
  outcome.names = sum(outcome.levels.names, 0);
  outcome.signatures = sum(outcome.levels.names, outcome.levels.counted);
  return outcome;
}

int settle_ladder(const Ladder& ladder, const LevelCounts& counts, int opened) {
  const Sums sums(ladder, counts);
  return settle_ladder(
      ladder, [&](int level, std::uint32_t at_least) { return sums.up_to(level) >= at_least; },
      opened);
}

}  // namespace undersigned::settlement
