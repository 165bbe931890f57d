// Many equations Σ s_i·P_i = 0 checked as one (docs/protocol.md 13). Each equation is multiplied by
// its own fresh weight of 128 bits; the weighted sum is one multi-scalar multiplication, in which
// every point that equations share is one term. If some equation is false, the sum is zero for at
// most one value of that equation's weight, so a batch with a false equation holds with a
// probability of at most 2^−128. Everything here is public.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/group/point.h"
#include "core/group/scalar.h"
#include "core/hash/turboshake.h"

namespace undersigned::proof {

// Σ s_i·P_i, collected term by term.
class PointSum {
 public:
  using Handle = std::size_t;
  static constexpr Handle kBase = 0;  // B is always there

  PointSum();
  // Room for so many more points: not a limit.
  void reserve(std::size_t points);
  // A point that several terms share: its coefficients are added up.
  Handle share(const group::Point& point);
  // The same for many; the first has the returned handle, the others follow.
  Handle share_all(std::span<const group::Point> points);

  void add(Handle point, const group::Scalar& scalar) { scalars_[point] += scalar; }
  void add(const group::Point& point, const group::Scalar& scalar);

  group::Point value_vartime() const;
  bool is_zero_vartime() const { return value_vartime().is_identity(); }

 private:
  std::vector<group::Point> points_;
  std::vector<group::Scalar> scalars_;
};

// Items first … last−1, in the order in which they are to be looked at.
struct Range {
  std::size_t first, last;
};

// Where weights come from: 32 random bytes, drawn once for a verification, after every value of the
// equations is fixed; a weight that a prover could foresee would weigh nothing.
class BatchSeed {
 public:
  explicit BatchSeed(base::Randomness& randomness) { randomness.fill(seed_); }
  // Endless bytes, others for every range (a whole verification is 0, 0).
  hash::TurboShake128 stream(Range range) const;

 private:
  base::ByteArray<32> seed_;
};

class EquationBatch {
 public:
  explicit EquationBatch(base::Randomness& randomness)
      : EquationBatch(BatchSeed(randomness), Range{0, 0}) {}
  EquationBatch(const BatchSeed& seed, Range range) : weights_(seed.stream(range)) {}

  // The weight of the next equation, 128 uniform bits. The caller multiplies every term of that
  // equation by it and adds them to the sum.
  group::Scalar next_weight();
  PointSum& sum() { return sum_; }
  // Whether the weighted sum of all equations is zero.
  bool holds() const { return sum_.is_zero_vartime(); }

 private:
  hash::TurboShake128 weights_;
  PointSum sum_;
};

// For each range the first item in it that fails, or nothing. `holds(range)` says whether all items
// of one of the ranges, or of a part of one, pass; it is called for whole ranges, then for parts of
// those that fail, perhaps from several threads of the executor at once.
std::vector<std::optional<std::size_t>> first_failures(std::span<const Range> ranges,
                                                       const std::function<bool(Range)>& holds,
                                                       base::Executor& executor);

// The items 0 … count−1 cut into ranges of at most `size`, of nearly equal length.
std::vector<Range> cut(std::size_t count, std::size_t size);

}  // namespace undersigned::proof
