// The contract for group operations with secret scalars. Natively libsodium fulfils it
// (app/sodium), in the browser the core's own arithmetic (constant_time_group.h);
// undersigned-verify, which has no secrets, uses neither.
#pragma once

#include <span>

#include "core/group/point.h"
#include "core/group/scalar.h"

namespace undersigned::group {

// All operations run in time that does not depend on the scalars. Results may be the identity.
class SecretGroup {
 public:
  virtual ~SecretGroup() = default;
  // s·B
  virtual Point multiply_base(const Scalar& secret) const = 0;
  // s·P
  virtual Point multiply(const Scalar& secret, const Point& point) const = 0;
  // Σ s_i·P_i, lengths equal.
  virtual Point sum(std::span<const Scalar> secrets, std::span<const Point> points) const;
};

}  // namespace undersigned::group
