// Distributions as integer inverse-distribution tables: a 16-bit uniform number u falls on
//   X = entry[u >> (16 - b)] of 2^b entries,
// so sampling is one look-up and the probability of every value is a whole number of 65536ths (at
// b = 16), which the tests of the theory use exactly. Nothing here is secret.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/result.h"

namespace undersigned::rehearsal {

// Values are 0 … kMostValue; kNever is the value that nothing reaches.
inline constexpr std::uint16_t kMostValue = 4094;
inline constexpr std::uint16_t kNever = 4095;

class DrawTable {
 public:
  // Always the same value.
  static DrawTable constant(std::uint16_t value);
  // P(X ≤ k) = F(k), rounded to 65536ths, for k = 0 … most; what is left of 1 never happens. F is
  // non-decreasing with values in 0 … 1; most ≤ kMostValue.
  static DrawTable from_distribution(const std::function<double(int)>& distribution, int most);
  // A normal distribution, of which a value x counts as the least whole number k ≥ x: P(X ≤ k) =
  // Φ((k - mean)/deviation). Below 0 counts as 0, above `most` as never. deviation > 0.
  static DrawTable normal(double mean, double deviation, int most = kMostValue);
  // P(X = values[i]) = weights[i] / sum of the weights. Non-empty, weights not all zero.
  static DrawTable of(std::span<const std::uint16_t> values, std::span<const double> weights);

  std::uint16_t operator[](std::uint16_t uniform) const { return entries_[uniform >> shift_]; }
  // The share of the 65536 numbers that fall on a value ≤ k: F(k) as this table has it.
  double distribution(int k) const;
  // The greatest value but kNever.
  std::uint16_t most() const { return most_; }
  // The table itself, for who looks up many.
  const std::uint16_t* entries() const { return entries_.data(); }
  int shift() const { return shift_; }

 private:
  DrawTable(std::vector<std::uint16_t> entries, int shift);

  std::vector<std::uint16_t> entries_;
  int shift_;
  std::uint16_t most_ = 0;
};

// A probability as the number of 16-bit draws below it: 0 … 65536. p in 0 … 1.
std::uint32_t draws_below(double p);

}  // namespace undersigned::rehearsal
