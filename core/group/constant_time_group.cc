#include "core/group/constant_time_group.h"

#include <array>
#include <vector>

#include "core/base/check.h"
#include "core/base/secret.h"
#include "core/group/batch.h"

namespace undersigned::group {
namespace {

constexpr std::size_t kDigits = 64;
constexpr std::size_t kMultiples = 8;
using Digits = std::array<std::int8_t, kDigits>;

// s = Σ digits[i]·16^i; each digit −8…7, the last 0…2 since s < ℓ < 2^253.
void recode(const Scalar& scalar, Digits& digits) {
  std::uint32_t carry = 0;
  for (std::size_t i = 0; i < kDigits; ++i) {
    const auto nibble = static_cast<std::uint32_t>(scalar.limbs()[i / 16] >> (4 * (i % 16))) & 15;
    const std::uint32_t digit = nibble + carry;
    carry = (digit + 8) >> 4;
    digits[i] = static_cast<std::int8_t>(static_cast<std::int32_t>(digit) -
                                         static_cast<std::int32_t>(carry << 4));
  }
}

// Yes exactly if a = b, both below 2^31.
Choice choice_if_equal(std::uint32_t a, std::uint32_t b) {
  return opaque(0 - ((std::uint64_t{a ^ b} - 1) >> 63));
}

Cached select(const Cached& a, const Cached& b, Choice yes) {
  return {select(a.y_plus_x, b.y_plus_x, yes), select(a.y_minus_x, b.y_minus_x, yes),
          select(a.z2, b.z2, yes), select(a.t2d, b.t2d, yes)};
}
AffineCached select(const AffineCached& a, const AffineCached& b, Choice yes) {
  return {select(a.y_plus_x, b.y_plus_x, yes), select(a.y_minus_x, b.y_minus_x, yes),
          select(a.t2d, b.t2d, yes)};
}
AffineCached negate(const AffineCached& p) {
  return {p.y_minus_x, p.y_plus_x, group::negate(p.t2d)};
}

// digit·P from P, 2P … 8P; Summand() is the identity.
template <class Summand>
Summand look_up(std::span<const Summand, kMultiples> multiples, std::int8_t digit) {
  const auto sign = static_cast<std::uint32_t>(std::int32_t{digit} >> 31);  // all ones or zero
  const std::uint32_t size = (static_cast<std::uint32_t>(std::int32_t{digit}) ^ sign) - sign;
  Summand out;
  for (std::uint32_t j = 0; j < kMultiples; ++j) {
    out = select(out, multiples[j], choice_if_equal(size, j + 1));
  }
  return select(out, negate(out), opaque(0 - std::uint64_t{sign & 1}));
}

using Table = std::array<Cached, kMultiples>;
Table make_table(const Extended& p) {
  Table table;
  Extended multiple = p;
  table[0] = cached(p);
  for (std::size_t j = 1; j < kMultiples; ++j) {
    multiple = add(multiple, table[0]).extended();
    table[j] = cached(multiple);
  }
  return table;
}

Extended times16(const Extended& p) {
  Projective doubled = projective(p);
  for (int i = 0; i < 3; ++i) doubled = twice(doubled).projective();
  return twice(doubled).extended();
}

// j·256^i·B for j = 1…8 at [8·i + j − 1], i = 0…31. Everything here is public.
std::vector<AffineCached> make_base_table() {
  std::vector<Extended> points;
  points.reserve(kDigits / 2 * kMultiples);
  Extended row = Point::base().coordinates();
  for (std::size_t i = 0; i < kDigits / 2; ++i) {
    const Cached step = cached(row);
    points.push_back(row);
    for (std::size_t j = 1; j < kMultiples; ++j) {
      points.push_back(add(points.back(), step).extended());
    }
    row = times16(times16(row));
  }
  std::vector<const Extended*> pointers;
  for (const Extended& point : points) pointers.push_back(&point);
  return affine_cached_all_vartime(pointers);
}

}  // namespace

Point ConstantTimeGroup::multiply_base(const Scalar& secret) const {
  static const std::vector<AffineCached> table = make_base_table();
  base::Secret<Digits> digits;
  recode(secret, digits.reveal());
  Extended sum;
  for (const std::size_t parity : {1u, 0u}) {
    for (std::size_t i = 0; i < kDigits / 2; ++i) {
      const std::span<const AffineCached, kMultiples> row(table.data() + i * kMultiples,
                                                          kMultiples);
      add(sum, look_up(row, digits.reveal()[2 * i + parity])).store(sum);
    }
    if (parity == 1) sum = times16(sum);
  }
  return Point::from_coordinates(sum);
}

Point ConstantTimeGroup::multiply(const Scalar& secret, const Point& point) const {
  return sum({&secret, 1}, {&point, 1});
}

Point ConstantTimeGroup::sum(std::span<const Scalar> secrets, std::span<const Point> points) const {
  UNDERSIGNED_CHECK(secrets.size() == points.size());
  std::vector<Table> tables;
  tables.reserve(points.size());
  for (const Point& point : points) tables.push_back(make_table(point.coordinates()));
  base::SecretVector<Digits> digits(secrets.size());
  for (std::size_t i = 0; i < secrets.size(); ++i) recode(secrets[i], digits[i]);
  Extended total;
  for (std::size_t place = kDigits; place-- > 0;) {
    total = times16(total);
    for (std::size_t i = 0; i < tables.size(); ++i) {
      add(total, look_up(std::span<const Cached, kMultiples>(tables[i]), digits[i][place]))
          .store(total);
    }
  }
  return Point::from_coordinates(total);
}

}  // namespace undersigned::group
