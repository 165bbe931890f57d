// The twisted Edwards curve −x² + y² = 1 + d·x²·y² under ristretto255, and under Ed25519: complete
// formulas (no exceptional cases, since −1 is a square and d is not), each with its cost in field
// multiplications M and squarings S. Formulas: Hisil, Wong, Carter, Dawson, 2008.
// Points here are points of the curve; that of ristretto are classes of them (point.h).
#pragma once

#include "core/group/field.h"
#include "core/group/inline.h"

namespace undersigned::group {

// (X : Y : Z : T), x = X/Z, y = Y/Z, X·Y = Z·T.
struct Extended {
  FieldElement x, y = kFieldOne, z = kFieldOne, t;
};

// (X : Y : Z), enough to double.
struct Projective {
  FieldElement x, y = kFieldOne, z = kFieldOne;
};

// A summand made ready: (Y+X, Y−X, 2Z, 2d·T).
struct Cached {
  FieldDifference y_plus_x = kFieldOne, y_minus_x = kFieldOne;
  FieldSum z2 = kFieldOne + kFieldOne;
  FieldElement t2d;
};

// The same with Z = 1: (y+x, y−x, 2d·x·y).
struct AffineCached {
  FieldDifference y_plus_x = kFieldOne, y_minus_x = kFieldOne;
  FieldElement t2d;
};

// What every formula ends in: X = E·F, Y = G·H, Z = F·G, T = E·H.
template <class E, class F, class G, class H>
struct Completed {
  E e;
  F f;
  G g;
  H h;

  // Into place, which may be where the operands came from. 4M
  UNDERSIGNED_INLINE void store(Extended& out) const {
    out.x = e * f;
    out.y = g * h;
    out.z = f * g;
    out.t = e * h;
  }
  UNDERSIGNED_INLINE Extended extended() const { return {e * f, g * h, f * g, e * h}; }  // 4M
  UNDERSIGNED_INLINE Projective projective() const { return {e * f, g * h, f * g}; }     // 3M
};
template <class E, class F, class G, class H>
Completed(E, F, G, H) -> Completed<E, F, G, H>;

UNDERSIGNED_INLINE Cached cached(const Extended& p) {  // 1M
  return {p.y + p.x, p.y - p.x, p.z + p.z, p.t * kEdwards2D};
}

UNDERSIGNED_INLINE Cached negate(const Cached& p) {
  return {p.y_minus_x, p.y_plus_x, p.z2, negate(p.t2d)};
}

// 4S, and 3M or 4M to complete.
UNDERSIGNED_INLINE auto twice(const Projective& p) {
  const FieldElement xx = square(p.x);
  const FieldElement yy = square(p.y);
  const FieldElement zz = square(p.z);
  const FieldElement xy2 = square(p.x + p.y);
  const auto h = yy + xx;
  const auto g = yy - xx;
  return Completed{xy2 - h, (zz + zz) - g, g, h};
}

UNDERSIGNED_INLINE Projective projective(const Extended& p) { return {p.x, p.y, p.z}; }

// 4M, and 4M to complete.
UNDERSIGNED_INLINE auto add(const Extended& p, const Cached& q) {
  const FieldElement a = (p.y - p.x) * q.y_minus_x;
  const FieldElement b = (p.y + p.x) * q.y_plus_x;
  const FieldElement c = p.t * q.t2d;
  const FieldElement d = p.z * q.z2;
  return Completed{b - a, d - c, FieldDifference(d + c), b + a};
}

UNDERSIGNED_INLINE auto subtract(const Extended& p, const Cached& q) {
  const FieldElement a = (p.y - p.x) * q.y_plus_x;
  const FieldElement b = (p.y + p.x) * q.y_minus_x;
  const FieldElement c = p.t * q.t2d;
  const FieldElement d = p.z * q.z2;
  return Completed{b - a, FieldDifference(d + c), d - c, b + a};
}

// 3M, and 4M to complete.
UNDERSIGNED_INLINE auto add(const Extended& p, const AffineCached& q) {
  const FieldElement a = (p.y - p.x) * q.y_minus_x;
  const FieldElement b = (p.y + p.x) * q.y_plus_x;
  const FieldElement c = p.t * q.t2d;
  const auto d = p.z + p.z;
  return Completed{b - a, d - c, d + c, b + a};
}

UNDERSIGNED_INLINE auto subtract(const Extended& p, const AffineCached& q) {
  const FieldElement a = (p.y - p.x) * q.y_plus_x;
  const FieldElement b = (p.y + p.x) * q.y_minus_x;
  const FieldElement c = p.t * q.t2d;
  const auto d = p.z + p.z;
  return Completed{b - a, d + c, d - c, b + a};
}

}  // namespace undersigned::group
