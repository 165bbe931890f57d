#include "core/base/declassify.h"
#include "core/group/constant_time_group.h"
#include "core/group/constant_time_signer.h"
#include "core/group/field_10x25.h"
#include "core/group/point.h"
#include "core/group/scalar.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

using group::Point;
using group::Scalar;

Scalar secret_scalar(unsigned seed) {
  return secret(Scalar::reduce(base::Bytes(64, static_cast<std::uint8_t>(seed))));
}

void arithmetic() {
  const Scalar a = secret_scalar(1);
  const Scalar b = secret_scalar(255);
  const Scalar c = a * b + a - b;
  base::declassify((-c).is_zero());
  base::declassify(a == b);
}

void zero_and_one() {
  for (const std::uint64_t value : {0u, 1u}) {
    const Scalar a = secret(Scalar::from_u64(value));
    const Scalar c = -a * (Scalar::one() - a);
    base::declassify(c.is_zero());
  }
}

void inversion() {
  for (const unsigned seed : {0u, 3u}) base::declassify(secret_scalar(seed).invert().is_zero());
}

void reduction() {
  for (const std::size_t size : {32u, 48u, 64u}) {
    base::Bytes bytes(size, 0xff);
    mark_secret(bytes.data(), bytes.size());
    base::declassify(Scalar::reduce(bytes).is_zero());
  }
}

// Whether a stored scalar is canonical becomes public; the scalar does not.
void parse_and_encode() {
  for (const unsigned top : {0x0fu, 0x1fu, 0xffu}) {
    base::ByteArray<32> bytes{1};
    bytes[31] = static_cast<std::uint8_t>(top);
    const auto scalar = Scalar::parse(secret(bytes));
    if (scalar) base::declassify(scalar->encode()[0] == 0);
  }
}

// Points made with secrets are encoded; sums with them are constant time too.
void points() {
  const Point a = secret(Point::base());
  const Point b = secret(Point::base().twice());
  (a + b - a.twice()).encode();
  base::declassify((-a).is_identity());
  base::declassify(a == b);
}

// A code becomes a scalar and, for test values, a point; encodings of secret results are decoded.
void hashing() {
  const auto code = secret(base::ByteArray<20>{7});
  base::declassify(group::hash_to_scalar(code, base::as_bytes("domain")).is_zero());
  base::declassify(group::hash_to_group(code, base::as_bytes("domain")).is_identity());
}

void decoding() {
  for (const Point& point : {Point(), Point::base()}) {
    const auto decoded = Point::parse_or_identity(secret(point.encode()));
    base::declassify(decoded->is_identity());
  }
}

void own_multiplication() {
  const group::ConstantTimeGroup ops;
  for (const unsigned seed : {0u, 7u}) {
    const Scalar scalars[] = {secret_scalar(seed), secret_scalar(seed + 1)};
    const Point points[] = {Point::base(), Point::base().twice()};
    ops.multiply_base(scalars[0]).encode();
    ops.multiply(scalars[0], points[1]).encode();
    ops.sum(scalars, points).encode();
  }
}

// The browser's field, natively.
void ten_limbs() {
  namespace ten = group::field_10x25;
  const auto a = secret(ten::field_from_words({1, 2, 3, 4}));
  const auto b = secret(ten::field_from_words({~std::uint64_t{0}, 0, 7, 9}));
  const auto c = square((a - b) * (a + b));
  base::declassify(ten::field_to_words(select(a, c, secret(group::Choice{0})))[0] == 0);
}

void own_signature() {
  const group::ConstantTimeSigner signer{base::Secret(secret(base::ByteArray<32>{4}))};
  signer.sign(base::as_bytes("message"));
}

}  // namespace

std::vector<Subject> subjects() {
  return {{"scalar.arithmetic", arithmetic},
          {"scalar.zero_and_one", zero_and_one},
          {"scalar.invert", inversion},
          {"scalar.reduce", reduction},
          {"scalar.parse", parse_and_encode},
          {"point.arithmetic", points},
          {"point.hash", hashing},
          {"point.decode", decoding},
          {"group.own_multiplication", own_multiplication},
          {"group.own_signature", own_signature},
          {"field.ten_limbs", ten_limbs}};
}

}  // namespace undersigned::timing
