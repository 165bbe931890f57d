#include "app/sodium/sodium.h"
#include "core/group/point.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

using group::Point;
using group::Scalar;

Scalar secret_scalar(std::uint8_t seed) { return secret(Scalar::reduce(base::Bytes(64, seed))); }

// What comes out is published: R, C, a share's point.
void multiply_base() {
  const sodium::SodiumGroup ops;
  publish(ops.multiply_base(secret_scalar(5)));
}

void multiply() {
  const sodium::SodiumGroup ops;
  publish(ops.multiply(secret_scalar(6), Point::base().twice()));
}

// Neither a zero secret nor a public identity is told by the time.
void multiply_to_the_identity() {
  const sodium::SodiumGroup ops;
  publish(ops.multiply_base(secret(Scalar())));
  publish(ops.multiply(secret(Scalar()), Point::base()));
  publish(ops.multiply(secret_scalar(6), Point()));
}

void sum() {
  const sodium::SodiumGroup ops;
  const std::vector<Scalar> scalars = {secret_scalar(1), secret(Scalar::from_u64(1)),
                                       secret_scalar(9)};
  const std::vector<Point> points = {Point::base(), Point::base().twice(),
                                     Point::base().twice().twice()};
  publish(ops.sum(scalars, points));
}

void sign() {
  const sodium::SigningKey key{base::Secret(secret(base::ByteArray<32>{4}))};
  publish(key.sign(base::as_bytes("message")));
}

}  // namespace

std::vector<Subject> subjects() {
  sodium::initialise();
  return {{"sodium.multiply_base", multiply_base},
          {"sodium.multiply", multiply},
          {"sodium.identity", multiply_to_the_identity},
          {"sodium.sum", sum},
          {"sodium.sign", sign}};
}

}  // namespace undersigned::timing
