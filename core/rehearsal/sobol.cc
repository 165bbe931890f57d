#include "core/rehearsal/sobol.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace undersigned::rehearsal {
namespace {

constexpr std::size_t kMostFolds = 20;

struct Pair {
  double first, total;
};

// Of the samples that are not in fold `without` of `folds`.
Pair estimate(std::span<const SobolSample> samples, std::size_t k, std::size_t without,
              std::size_t folds) {
  const auto each = [&](auto use) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      if (i % folds != without) use(samples[i]);
    }
  };
  double n = 0, sum = 0;
  each([&](const SobolSample& s) {
    ++n;
    sum += s.a + s.b;
  });
  const double centre = sum / (2 * n);
  double squares = 0, first = 0, total = 0;
  each([&](const SobolSample& s) {
    const double a = s.a - centre, b = s.b - centre, m = s.mixed[k] - centre;
    squares += a * a + b * b;
    first += b * (m - a);
    total += (a - m) * (a - m) / 2;
  });
  const double variance = squares / (2 * n);
  if (variance <= 1e-15) return {0, 0};
  return {first / n / variance, total / n / variance};
}

Interval around(double value, double variance) {
  const double half = 1.959964 * std::sqrt(variance);
  return {value - half, value, value + half};
}

SobolIndex index(std::span<const SobolSample> samples, std::size_t k) {
  const std::size_t folds = std::min(samples.size(), kMostFolds);
  const Pair whole = estimate(samples, k, folds, folds);
  double first = 0, total = 0;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const Pair part = estimate(samples, k, fold, folds);
    first += (part.first - whole.first) * (part.first - whole.first);
    total += (part.total - whole.total) * (part.total - whole.total);
  }
  const double factor = static_cast<double>(folds - 1) / static_cast<double>(folds);
  return {around(whole.first, factor * first), around(whole.total, factor * total)};
}

}  // namespace

std::vector<SobolIndex> sobol_indices(std::span<const SobolSample> samples) {
  UNDERSIGNED_CHECK(samples.size() >= 2);
  std::vector<SobolIndex> indices;
  for (std::size_t k = 0; k < samples[0].mixed.size(); ++k) indices.push_back(index(samples, k));
  return indices;
}

}  // namespace undersigned::rehearsal
