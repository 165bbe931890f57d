#include "core/group/batch.h"

namespace undersigned::group {

std::vector<AffineCached> affine_cached_all_vartime(std::span<const Extended* const> points) {
  constexpr std::array<std::uint64_t, 4> kOneWords = {1, 0, 0, 0};
  // products[i]: of the Z before i that are not 1.
  std::vector<FieldElement> products(points.size());
  std::vector<std::uint8_t> is_affine(points.size());
  FieldElement product = kFieldOne;
  bool all_affine = true;
  for (std::size_t i = 0; i < points.size(); ++i) {
    products[i] = product;
    is_affine[i] = field_to_words(points[i]->z) == kOneWords ? 1 : 0;
    if (is_affine[i] == 0) {
      product = product * points[i]->z;
      all_affine = false;
    }
  }
  FieldElement inverse = all_affine ? kFieldOne : invert(product);
  std::vector<AffineCached> out(points.size());
  for (std::size_t i = points.size(); i-- > 0;) {
    FieldElement x = points[i]->x, y = points[i]->y, t = points[i]->t;
    if (is_affine[i] == 0) {
      const FieldElement z_inverse = inverse * products[i];
      inverse = inverse * points[i]->z;
      x = x * z_inverse;
      y = y * z_inverse;
      t = x * y;
    }
    out[i] = {y + x, y - x, t * kEdwards2D};
  }
  return out;
}

std::vector<std::uint64_t> keys_up_to_sign_vartime(std::span<const Point> points) {
  std::vector<const Extended*> coordinates(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) coordinates[i] = &points[i].coordinates();
  std::vector<std::uint64_t> out;
  out.reserve(points.size());
  for (const AffineCached& p : affine_cached_all_vartime(coordinates)) {
    out.push_back(field_to_words(square(p.t2d))[0]);
  }
  return out;
}

}  // namespace undersigned::group
