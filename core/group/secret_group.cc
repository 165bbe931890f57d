#include "core/group/secret_group.h"

#include "core/base/check.h"

namespace undersigned::group {

Point SecretGroup::sum(std::span<const Scalar> secrets, std::span<const Point> points) const {
  UNDERSIGNED_CHECK(secrets.size() == points.size());
  Point total;
  for (std::size_t i = 0; i < points.size(); ++i) total += multiply(secrets[i], points[i]);
  return total;
}

}  // namespace undersigned::group
