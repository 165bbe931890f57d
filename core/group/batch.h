// Work on many public points at once that shares one inversion (Montgomery's trick).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/group/point.h"

namespace undersigned::group {

// The points with Z = 1, ready to be added. 8M a point, 1M where Z is 1 already.
std::vector<AffineCached> affine_cached_all_vartime(std::span<const Extended* const> points);

// A key a point for tables of known elements: 64 bits of (2d·x·y)², which P and −P and all members
// of an element's class share. Equal keys are a hint, to be confirmed by ==.
std::vector<std::uint64_t> keys_up_to_sign_vartime(std::span<const Point> points);

}  // namespace undersigned::group
