// Many equations Σ s_i·P_i = 0 checked as one (docs/protocol.md 13). Each equation is multiplied by
// its own fresh weight of 128 bits; the weighted sum is one multi-scalar multiplication, in which
// every base that equations share is one term. If some equation is false, the sum is zero for at
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

class EquationBatch {
 public:
  using Handle = std::size_t;
  static constexpr Handle kBase = 0;  // B is always there

  // Draws one seed of 32 bytes; the weights are its expansion. The equations' values must be fixed
  // before: a weight that a prover could foresee would weigh nothing.
  explicit EquationBatch(base::Randomness& randomness);

  // A point that several terms share; its coefficients are added up.
  Handle share(const group::Point& point);
  // The same for many; their handles follow one another from the returned one.
  Handle share_all(std::span<const group::Point> points);

  // The weight of the next equation, 128 uniform bits. The caller multiplies every term of that
  // equation by it.
  group::Scalar next_weight();
  // Adds scalar·point, weight included.
  void add(Handle point, const group::Scalar& scalar) { scalars_[point] += scalar; }
  void add(const group::Point& point, const group::Scalar& scalar);

  std::size_t size() const { return points_.size(); }
  // Whether the sum of all that was added is zero.
  bool holds() const;

 private:
  hash::TurboShake128 weights_;
  std::vector<group::Point> points_;
  std::vector<group::Scalar> scalars_;
};

// Items 0 … count−1 are checked in chunks of at most `chunk` by `holds(first, last)`, which says
// whether all of [first, last) pass, and may be called from several threads of the executor at
// once. Returns the first item that fails, found by halving, or nothing. A failing chunk of which
// no item fails alone cannot be (but with a probability of 2^−128): the first of its last half is
// returned.
std::optional<std::size_t> find_first_failure(
    std::size_t count, std::size_t chunk,
    const std::function<bool(std::size_t first, std::size_t last)>& holds,
    base::Executor& executor);

}  // namespace undersigned::proof
