#include "core/group/multiscalar.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/group/batch.h"
#include "core/group/curve_sum.h"

namespace undersigned::group {
namespace {

// Below this many points Straus is faster (tests/bench).
constexpr std::size_t kCrossover = 112;

// s, or s − ℓ if that is nearer to zero: the same multiple of an element of order ℓ, by fewer bits.
CurveTerm term_of(const Scalar& scalar, const Point& point) {
  const Scalar negated = -scalar;
  const bool negative = bit_length(negated.limbs()) < bit_length(scalar.limbs());
  return {negative ? negated.limbs() : scalar.limbs(), negative, &point.coordinates()};
}

Extended sum_terms(std::span<const CurveTerm> terms) {
  return terms.size() < kCrossover ? straus_vartime(terms) : pippenger_vartime(terms);
}

// Multiples of B for digits in radix 16: (k + 1)·16^i·B at [8·i + k], i < 64, k < 8.
std::vector<AffineCached> make_base_table() {
  std::vector<Extended> multiples;
  multiples.reserve(512);
  Extended power = Point::base().coordinates();
  for (int i = 0; i < 64; ++i) {
    const Cached step = cached(power);
    Extended multiple = power;
    for (int k = 0; k < 8; ++k) {
      multiples.push_back(multiple);
      if (k < 7) multiple = add(multiple, step).extended();
    }
    power = twice(projective(multiple)).extended();  // 2·8·16^i·B
  }
  std::vector<const Extended*> pointers;
  pointers.reserve(multiples.size());
  for (const Extended& multiple : multiples) pointers.push_back(&multiple);
  return affine_cached_all_vartime(pointers);
}

}  // namespace

Point sum_vartime(std::span<const Scalar> scalars, std::span<const Point> points) {
  UNDERSIGNED_CHECK(scalars.size() == points.size());
  Point total;
  std::vector<CurveTerm> terms;
  terms.reserve(std::min(points.size(), kMaxBucketTerms));
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!scalars[i].is_zero()) terms.push_back(term_of(scalars[i], points[i]));
    if (terms.size() == kMaxBucketTerms) {
      total += Point::from_coordinates(sum_terms(terms));
      terms.clear();
    }
  }
  return total + Point::from_coordinates(sum_terms(terms));
}

Point multiply_vartime(const Scalar& scalar, const Point& point) {
  const CurveTerm term = term_of(scalar, point);
  return Point::from_coordinates(straus_vartime({&term, 1}));
}

Point multiply_base_vartime(const Scalar& scalar) {
  static const std::vector<AffineCached> table = make_base_table();
  Extended sum;
  int carry = 0;
  for (std::size_t i = 0; i < 64; ++i) {
    int digit = static_cast<int>(scalar.limbs()[i / 16] >> (4 * (i % 16)) & 15) + carry;
    carry = digit > 8 ? 1 : 0;
    digit -= 16 * carry;
    if (digit > 0) add(sum, table[8 * i + static_cast<std::size_t>(digit - 1)]).store(sum);
    if (digit < 0) subtract(sum, table[8 * i + static_cast<std::size_t>(-digit - 1)]).store(sum);
  }
  return Point::from_coordinates(sum);
}

}  // namespace undersigned::group
