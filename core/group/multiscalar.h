// Sums Σ s_i·P_i of public values, in variable time: Straus below a crossover, Pippenger above.
// Nothing secret may enter here.
#pragma once

#include <span>

#include "core/group/point.h"
#include "core/group/scalar.h"

namespace undersigned::group {

// Σ scalars[i]·points[i]; lengths equal. Scalars below 2^128 cost half.
Point sum_vartime(std::span<const Scalar> scalars, std::span<const Point> points);
// s·P and s·B.
Point multiply_vartime(const Scalar& scalar, const Point& point);
Point multiply_base_vartime(const Scalar& scalar);

}  // namespace undersigned::group
