#include "core/rehearsal/draw_table.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/rehearsal/arithmetic.h"

namespace undersigned::rehearsal {
namespace {

constexpr std::size_t kEntries = 65536;

}  // namespace

std::uint32_t draws_below(double p) {
  UNDERSIGNED_CHECK(p >= 0 && p <= 1);
  return static_cast<std::uint32_t>(std::floor(p * kEntries + 0.5));
}

DrawTable::DrawTable(std::vector<std::uint16_t> entries, int shift)
    : entries_(std::move(entries)), shift_(shift) {
  for (const std::uint16_t value : entries_) {
    if (value != kNever) most_ = std::max(most_, value);
  }
}

DrawTable DrawTable::constant(std::uint16_t value) {
  UNDERSIGNED_CHECK(value <= kNever);
  return DrawTable({value}, 16);
}

DrawTable DrawTable::from_distribution(const std::function<double(int)>& distribution, int most) {
  UNDERSIGNED_CHECK(most >= 0 && most <= kMostValue);
  std::vector<std::uint16_t> entries(kEntries, kNever);
  std::size_t filled = 0;
  for (int k = 0; k <= most; ++k) {
    const std::size_t end = draws_below(std::clamp(distribution(k), 0.0, 1.0));
    for (; filled < end; ++filled) entries[filled] = static_cast<std::uint16_t>(k);
  }
  return DrawTable(std::move(entries), 0);
}

DrawTable DrawTable::normal(double mean, double deviation, int most) {
  UNDERSIGNED_CHECK(deviation > 0);
  return from_distribution([&](int k) { return normal_distribution((k - mean) / deviation); },
                           most);
}

DrawTable DrawTable::of(std::span<const std::uint16_t> values, std::span<const double> weights) {
  UNDERSIGNED_CHECK(!values.empty() && values.size() == weights.size());
  double total = 0;
  for (const double weight : weights) total += weight;
  UNDERSIGNED_CHECK(total > 0);
  std::vector<std::uint16_t> entries(kEntries, values.back());
  double sum = 0;
  std::size_t filled = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    UNDERSIGNED_CHECK(values[i] <= kNever && weights[i] >= 0);
    sum += weights[i];
    const std::size_t end = draws_below(std::min(sum / total, 1.0));
    for (; filled < end; ++filled) entries[filled] = values[i];
  }
  return DrawTable(std::move(entries), 0);
}

double DrawTable::distribution(int k) const {
  const auto below = std::count_if(entries_.begin(), entries_.end(),
                                   [&](std::uint16_t value) { return value <= k; });
  return static_cast<double>(below) / static_cast<double>(entries_.size());
}

}  // namespace undersigned::rehearsal
