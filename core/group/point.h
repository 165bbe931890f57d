// ristretto255 (RFC 9496): a group of prime order ℓ with canonical 32-byte encodings. An existing
// Point is a valid element. The field arithmetic underneath is chosen by backend.h.
// Operations are constant time unless their name ends in _vartime.
#pragma once

#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/edwards.h"
#include "core/group/field.h"
#include "core/group/scalar.h"

namespace undersigned::group {

using EncodedPoint = base::ByteArray<32>;

class Point {
 public:
  static constexpr std::size_t kSize = 32;

  Point() = default;           // the identity
  static const Point& base();  // B
  // Canonical encodings of elements other than the identity; refuses "point.canonical",
  // "point.identity", wrong lengths. The door for every point of the record (docs/protocol.md 2).
  static base::Result<Point> parse(base::ByteView bytes);
  // The same, but the identity passes; only where the protocol says so.
  static base::Result<Point> parse_or_identity(base::ByteView bytes);
  // The map of RFC 9496 4.3.4 from 64 uniform bytes.
  static Point from_uniform(base::ByteView bytes64);

  EncodedPoint encode() const;
  // Encodings of many, sharing work where the mathematics lets it.
  static std::vector<EncodedPoint> encode_all(std::span<const Point> points);

  friend Point operator+(const Point& a, const Point& b);
  friend Point operator-(const Point& a, const Point& b);
  Point operator-() const;
  Point& operator+=(const Point& b) { return *this = *this + b; }
  Point& operator-=(const Point& b) { return *this = *this - b; }
  Point twice() const;
  bool is_identity() const;
  friend bool operator==(const Point& a, const Point& b);  // as ristretto elements

  // Extended coordinates (X : Y : Z : T), X·Y = Z·T, on −x² + y² = 1 + d·x²·y²: those of one member
  // of the class of curve points that the element is.
  const FieldElement& x() const { return coordinates_.x; }
  const FieldElement& y() const { return coordinates_.y; }
  const FieldElement& z() const { return coordinates_.z; }
  const FieldElement& t() const { return coordinates_.t; }
  const Extended& coordinates() const { return coordinates_; }
  // The caller has computed them by the group's formulas from those of Points.
  static Point from_coordinates(const FieldElement& x, const FieldElement& y, const FieldElement& z,
                                const FieldElement& t) {
    return from_coordinates({x, y, z, t});
  }
  static Point from_coordinates(const Extended& coordinates);

 private:
  Extended coordinates_;
};

// hash_to_group of RFC 9497 for ristretto255-SHA512: expand_message_xmd to 64 bytes, then the map.
Point hash_to_group(base::ByteView message, base::ByteView domain);

}  // namespace undersigned::group
