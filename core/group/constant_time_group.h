// Multiplication by secret scalars with the core's own arithmetic: what the browser uses, where
// there is no libsodium. Fixed windows of four bits: s = Σ d_i·16^i, −8 ≤ d_i < 8, 64 digits; every
// digit reads the whole of its table of 1…8 multiples and keeps one by masks. Complete formulas, no
// branch and no index that depends on a scalar.
#pragma once

#include <span>

#include "core/group/secret_group.h"

namespace undersigned::group {

class ConstantTimeGroup final : public SecretGroup {
 public:
  // 64 additions from a table that is made once: Σ d_2i·256^i·B + 16·Σ d_(2i+1)·256^i·B.
  Point multiply_base(const Scalar& secret) const override;
  // 252 doublings and 64 additions.
  Point multiply(const Scalar& secret, const Point& point) const override;
  // One run of doublings for all.
  Point sum(std::span<const Scalar> secrets, std::span<const Point> points) const override;
};

}  // namespace undersigned::group
