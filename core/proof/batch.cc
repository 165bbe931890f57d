#include "core/proof/batch.h"

#include "core/base/codec.h"
#include "core/group/multiscalar.h"

namespace undersigned::proof {

PointSum::PointSum() : points_{group::Point::base()}, scalars_(1) {}

void PointSum::reserve(std::size_t points) {
  points_.reserve(points_.size() + points);
  scalars_.reserve(scalars_.size() + points);
}

PointSum::Handle PointSum::share(const group::Point& point) { return share_all({&point, 1}); }

PointSum::Handle PointSum::share_all(std::span<const group::Point> points) {
  const Handle first = points_.size();
  points_.insert(points_.end(), points.begin(), points.end());
  scalars_.resize(points_.size());
  return first;
}

void PointSum::add(const group::Point& point, const group::Scalar& scalar) {
  points_.push_back(point);
  scalars_.push_back(scalar);
}

group::Point PointSum::value_vartime() const { return group::sum_vartime(scalars_, points_); }

hash::TurboShake128 BatchSeed::stream(Range range) const {
  base::Writer input;
  input.raw(seed_).u64(range.first).u64(range.last);
  hash::TurboShake128 stream;
  stream.absorb(input.bytes());
  return stream;
}

group::Scalar EquationBatch::next_weight() {
  base::ByteArray<16> bytes;
  weights_.squeeze(bytes);
  return group::Scalar::reduce(bytes);
}

std::vector<std::optional<std::size_t>> first_failures(std::span<const Range> ranges,
                                                       const std::function<bool(Range)>& holds,
                                                       base::Executor& executor) {
  std::vector<std::optional<std::size_t>> failures(ranges.size());
  executor.run(ranges.size(), [&](std::size_t i) {
    Range range = ranges[i];
    if (range.first == range.last || holds(range)) return;
    // Something in the range fails, and nothing of it before range.first.
    while (range.last - range.first > 1) {
      const std::size_t middle = range.first + (range.last - range.first) / 2;
      if (holds({range.first, middle})) {
        range.first = middle;
      } else {
        range.last = middle;
      }
    }
    failures[i] = range.first;
  });
  return failures;
}

std::vector<Range> cut(std::size_t count, std::size_t size) {
  const std::size_t parts = (count + size - 1) / size;
  std::vector<Range> ranges;
  ranges.reserve(parts);
  for (std::size_t i = 0; i < parts; ++i) {
    ranges.push_back({count * i / parts, count * (i + 1) / parts});
  }
  return ranges;
}

}  // namespace undersigned::proof
