#include "core/group/field.h"

namespace undersigned::group {
namespace {

using Words = std::array<std::uint64_t, 4>;

Words words_of(const base::ByteArray<32>& bytes) {
  Words w{};
  for (std::size_t i = 0; i < 32; ++i) w[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  return w;
}

// All ones exactly if w is zero: the sign bit of w | −w tells.
Choice choice_if_zero(std::uint64_t w) { return opaque(((w | (0 - w)) >> 63) - 1); }

// a^(2^250 − 1) and a^11, the common part of both exponentiations.
struct Powers {
  FieldElement p250;
  FieldElement p11;
};
Powers common_powers(const FieldElement& a) {
  const FieldElement p2 = square(a);
  const FieldElement p9 = square_n(p2, 2) * a;
  const FieldElement p11 = p9 * p2;
  const FieldElement e5 = square(p11) * p9;  // 2^5 − 1
  const FieldElement e10 = square_n(e5, 5) * e5;
  const FieldElement e20 = square_n(e10, 10) * e10;
  const FieldElement e40 = square_n(e20, 20) * e20;
  const FieldElement e50 = square_n(e40, 10) * e10;
  const FieldElement e100 = square_n(e50, 50) * e50;
  const FieldElement e200 = square_n(e100, 100) * e100;
  return {square_n(e200, 50) * e50, p11};
}

// a^((p−5)/8), (p − 5)/8 = 2^252 − 3.
FieldElement power_p58(const FieldElement& a) { return square_n(common_powers(a).p250, 2) * a; }

// With r = u·v³·(u·v⁷)^((p−5)/8) and check = v·r², a fourth root of unity times u tells which case
// it is: check ∈ {u, −u} are squares, {−i·u, i·u} are not.
SquareRoot settle_root(const FieldElement& u, const FieldElement& v, const FieldElement& r) {
  const FieldElement check = v * square(r);
  const FieldElement minus_u = negate(u);
  const Choice correct = is_equal(check, u);
  const Choice flipped = is_equal(check, minus_u);
  const Choice flipped_i = is_equal(check, minus_u * kSqrtM1);
  const FieldElement root = select(r, r * kSqrtM1, flipped | flipped_i);
  return {correct | flipped, absolute(root)};
}

}  // namespace

base::ByteArray<32> encode_field(const FieldElement& a) {
  const Words w = field_to_words(a);
  base::ByteArray<32> out;
  for (std::size_t i = 0; i < 32; ++i) {
    out[i] = static_cast<std::uint8_t>(w[i / 8] >> (8 * (i % 8)));
  }
  return out;
}

FieldElement field_from_bytes_mod_p(const base::ByteArray<32>& bytes) {
  Words w = words_of(bytes);
  w[3] &= ~(std::uint64_t{1} << 63);
  return field_from_words(w);
}

Choice is_canonical_field(const base::ByteArray<32>& bytes) {
  const Words given = words_of(bytes);
  const Words canonical = field_to_words(field_from_bytes_mod_p(bytes));
  std::uint64_t difference = 0;
  for (std::size_t i = 0; i < 4; ++i) difference |= given[i] ^ canonical[i];
  return choice_if_zero(difference);
}

Choice is_zero(const FieldElement& a) {
  const Words w = field_to_words(a);
  return choice_if_zero(w[0] | w[1] | w[2] | w[3]);
}

Choice is_equal(const FieldElement& a, const FieldElement& b) { return is_zero((a - b).reduce()); }

Choice is_negative(const FieldElement& a) { return opaque(0 - (field_to_words(a)[0] & 1)); }

FieldElement absolute(const FieldElement& a) { return negate_if(a, is_negative(a)); }

FieldElement square_n(FieldElement a, int n) {
  for (int i = 0; i < n; ++i) a = square(a);
  return a;
}

FieldElement invert(const FieldElement& a) {
  const Powers powers = common_powers(a);
  return square_n(powers.p250, 5) * powers.p11;  // 2^255 − 32 + 11 = p − 2
}

SquareRoot sqrt_ratio_m1(const FieldElement& u, const FieldElement& v) {
  const FieldElement v3 = square(v) * v;
  const FieldElement v7 = square(v3) * v;
  return settle_root(u, v, u * v3 * power_p58(u * v7));
}

SquareRoot inverse_sqrt(const FieldElement& v) {
  const FieldElement v3 = square(v) * v;
  const FieldElement v7 = square(v3) * v;
  return settle_root(kFieldOne, v, v3 * power_p58(v7));
}

}  // namespace undersigned::group
