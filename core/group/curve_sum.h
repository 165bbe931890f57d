// Sums Σ ±m_i·P_i of curve points by integers below 2^253, in variable time: the two algorithms
// behind multiscalar.h and ed25519.h. The integers are taken as they are, not modulo ℓ, so that
// points outside the prime-order subgroup (Ed25519 keys) come out right.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/group/edwards.h"

namespace undersigned::group {

struct CurveTerm {
  std::array<std::uint64_t, 4> magnitude;  // little-endian, below 2^253
  bool negative;
  const Extended* point;
};

// The number of bits of a magnitude; zero for zero.
int bit_length(const std::array<std::uint64_t, 4>& magnitude);

// Interleaved: a table of odd multiples a term, one run of doublings for all. Time grows with the
// number of terms times the bits of each.
Extended straus_vartime(std::span<const CurveTerm> terms);

// Buckets: for each window of bits the points of equal digit are added first, then the buckets with
// their weights. Cost a term: one addition of 7M a window that its magnitude reaches. At most
// kMaxBucketTerms terms; memory about 300 bytes a term.
inline constexpr std::size_t kMaxBucketTerms = std::size_t{1} << 16;
Extended pippenger_vartime(std::span<const CurveTerm> terms);

}  // namespace undersigned::group
