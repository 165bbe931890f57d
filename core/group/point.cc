#include "core/group/point.h"

#include "core/base/check.h"
#include "core/base/declassify.h"
#include "core/hash/sha2.h"

namespace undersigned::group {
namespace {

// 1 − d²
constexpr FieldElement kOneMinusDSquared = field_from_words(
    {0xe27c09c1945fc176u, 0x2c81a138cd5e350fu, 0x9994abddbe70dfe4u, 0x029072a8b2b3e0d7u});
// (d − 1)²
constexpr FieldElement kDMinusOneSquared = field_from_words(
    {0x31ad5aaa44ed4d20u, 0xd29e4a2cb01e1999u, 0x4cdcd32f529b4eebu, 0x5968b37af66c2241u});
// √(a·d − 1) with a = −1
constexpr FieldElement kSqrtADMinusOne = field_from_words(
    {0x7e97f6a0497b2e1bu, 0xaf9d8e0c1b7854bdu, 0x0f3cfcc931f5d1fdu, 0x376931bf2b8348acu});
// 1/√(a − d)
constexpr FieldElement kInverseSqrtAMinusD = field_from_words(
    {0x99c8fdaa805d40eau, 0x9d2f16175a4172beu, 0x16c27b91fe01d840u, 0x786c8905cfaffca2u});
// The base point of Ed25519 and of ristretto255: y = 4/5, x even.
constexpr Extended kBase = {field_from_words({0xc9562d608f25d51au, 0x692cc7609525a7b2u,
                                              0xc0a4e231fdd6dc5cu, 0x216936d3cd6e53feu}),
                            field_from_words({0x6666666666666658u, 0x6666666666666666u,
                                              0x6666666666666666u, 0x6666666666666666u}),
                            kFieldOne,
                            field_from_words({0x6dde8ab3a5b7dda3u, 0x20f09f80775152f5u,
                                              0x66ea4e8e64abe37du, 0x67875f0fd78b7665u})};

// What decoding finds; every check is made, whatever the others say.
struct Decoded {
  Extended point;
  Choice canonical, even, square, t_even, y_nonzero;

  Choice valid() const { return canonical & even & square & t_even & y_nonzero; }
  const char* reason() const {
    if (!is_yes(canonical)) return "The point's encoding is not an integer below 2^255 - 19.";
    if (!is_yes(even)) return "The point's encoding is a negative field element.";
    if (!is_yes(square)) return "The bytes are not the encoding of a point.";
    if (!is_yes(t_even)) return "The bytes encode no point: the product x*y is negative.";
    return "The bytes encode no point: y is zero.";
  }
};

// RFC 9496, 4.3.1. With (s, −s) the x-coordinates on the Jacobi quartic:
//   u1 = 1 − s², u2 = 1 + s², v = −d·u1² − u2², I = 1/√(v·u2²)
//   x = |2s·I·u2|, y = u1·I²·u2·v, t = x·y
Decoded decode(const EncodedPoint& bytes) {
  Decoded out;
  const FieldElement s = field_from_bytes_mod_p(bytes);
  out.canonical = is_canonical_field(bytes);
  out.even = ~is_negative(s);
  const FieldElement ss = square(s);
  const auto u1 = kFieldOne - ss;
  const auto u2 = kFieldOne + ss;
  const FieldElement u2_squared = square(u2);
  const FieldElement v = (kFieldZero - (kEdwardsD * square(u1) + u2_squared)).reduce();
  const SquareRoot inverse = inverse_sqrt(v * u2_squared);
  const FieldElement denominator_x = inverse.root * u2;
  const FieldElement denominator_y = inverse.root * denominator_x * v;
  out.point.x = absolute((s + s) * denominator_x);
  out.point.y = u1 * denominator_y;
  out.point.t = out.point.x * out.point.y;
  out.square = inverse.was_square;
  out.t_even = ~is_negative(out.point.t);
  out.y_nonzero = ~is_zero(out.point.y);
  return out;
}

// RFC 9496, 4.3.4: Elligator 2 to the Jacobi quartic, then the isogeny.
Extended map_to_curve(const FieldElement& t) {
  const FieldElement r = kSqrtM1 * square(t);
  const FieldElement u = (r + kFieldOne) * kOneMinusDSquared;
  const FieldElement v = (kFieldZero - (kFieldOne + r * kEdwardsD)).reduce() * (r + kEdwardsD);
  const SquareRoot ratio = sqrt_ratio_m1(u, v);
  const FieldElement s_prime = negate(absolute(ratio.root * t));
  const FieldElement s = select(s_prime, ratio.root, ratio.was_square);
  const FieldElement c = select(r, negate(kFieldOne), ratio.was_square);
  const FieldElement n = (c * (r - kFieldOne) * kDMinusOneSquared - v).reduce();
  const FieldElement ss = square(s);
  const FieldElement w0 = (s + s) * v;
  const FieldElement w1 = n * kSqrtADMinusOne;
  const auto w2 = kFieldOne - ss;
  const auto w3 = kFieldOne + ss;
  return {w0 * w3, w2 * w1, w1 * w3, w0 * w2};
}

// RFC 9496, 4.3.2, with one inverse square root I = 1/√(u1·u2²) for division and root alike.
EncodedPoint encode_point(const Extended& p) {
  const FieldElement u1 = (p.z + p.y) * (p.z - p.y);
  const FieldElement u2 = p.x * p.y;
  const FieldElement inverse = inverse_sqrt(u1 * square(u2)).root;
  const FieldElement denominator1 = inverse * u1;
  const FieldElement denominator2 = inverse * u2;
  const FieldElement z_inverse = denominator1 * denominator2 * p.t;
  const Choice rotate = is_negative(p.t * z_inverse);
  const FieldElement x = select(p.x, p.y * kSqrtM1, rotate);
  const FieldElement y = select(p.y, p.x * kSqrtM1, rotate);
  const FieldElement inverse_denominator =
      select(denominator2, denominator1 * kInverseSqrtAMinusD, rotate);
  const FieldElement y_signed = negate_if(y, is_negative(x * z_inverse));
  return encode_field(absolute(inverse_denominator * (p.z - y_signed)));
}

}  // namespace

const Point& Point::base() {
  static const Point point = from_coordinates(kBase);
  return point;
}

Point Point::from_coordinates(const Extended& coordinates) {
  Point out;
  out.coordinates_ = coordinates;
  return out;
}

base::Result<Point> Point::parse_or_identity(base::ByteView bytes) {
  if (bytes.size() != kSize) {
    return base::fail("point.length", "2", "A point has exactly 32 bytes.");
  }
  EncodedPoint encoded;
  for (std::size_t i = 0; i < kSize; ++i) encoded[i] = bytes[i];
  const Decoded decoded = decode(encoded);
  // The result of a multiplication by a secret comes through here, always valid.
  if (!base::declassify(is_yes(decoded.valid()))) {
    return base::fail("point.canonical", "2", decoded.reason());
  }
  return from_coordinates(decoded.point);
}

base::Result<Point> Point::parse(base::ByteView bytes) {
  auto point = parse_or_identity(bytes);
  if (point && point->is_identity()) {
    return base::fail("point.identity", "2",
                      "The point is the identity, which is not allowed here.");
  }
  return point;
}

Point Point::from_uniform(base::ByteView bytes64) {
  UNDERSIGNED_CHECK(bytes64.size() == 64);
  base::ByteArray<32> halves[2];
  for (std::size_t i = 0; i < 64; ++i) halves[i / 32][i % 32] = bytes64[i];
  return from_coordinates(map_to_curve(field_from_bytes_mod_p(halves[0]))) +
         from_coordinates(map_to_curve(field_from_bytes_mod_p(halves[1])));
}

EncodedPoint Point::encode() const { return encode_point(coordinates_); }

std::vector<EncodedPoint> Point::encode_all(std::span<const Point> points) {
  std::vector<EncodedPoint> out;
  out.reserve(points.size());
  for (const Point& point : points) out.push_back(point.encode());
  return out;
}

Point operator+(const Point& a, const Point& b) {
  return Point::from_coordinates(add(a.coordinates_, cached(b.coordinates_)).extended());
}

Point operator-(const Point& a, const Point& b) {
  return Point::from_coordinates(subtract(a.coordinates_, cached(b.coordinates_)).extended());
}

Point Point::operator-() const { return from_coordinates({negate(x()), y(), z(), negate(t())}); }

Point Point::twice() const {
  return from_coordinates(group::twice(projective(coordinates_)).extended());
}

// (0 : Y : Z : 0) and (X : 0 : Z : 0) are the class of the identity.
bool Point::is_identity() const {
  return is_yes(is_zero(coordinates_.x) | is_zero(coordinates_.y));
}

// RFC 9496, 4.3.3: x1·y2 = y1·x2 or y1·y2 = x1·x2.
bool operator==(const Point& a, const Point& b) {
  return is_yes(is_equal(a.x() * b.y(), a.y() * b.x()) | is_equal(a.y() * b.y(), a.x() * b.x()));
}

Point hash_to_group(base::ByteView message, base::ByteView domain) {
  base::ByteArray<64> uniform;
  hash::expand_message_xmd(message, domain, uniform);
  return Point::from_uniform(uniform);
}

}  // namespace undersigned::group
