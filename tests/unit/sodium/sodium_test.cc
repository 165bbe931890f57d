#include "app/sodium/sodium.h"

#include <gtest/gtest.h>

#include "core/group/multiscalar.h"

namespace undersigned::sodium {
namespace {

using group::Point;
using group::Scalar;

TEST(SodiumGroup, AgreesWithCoreAndYieldsTheIdentity) {
  initialise();
  SystemRandomness randomness;
  const SodiumGroup ops;
  const Scalar minus_one = -Scalar::one();
  for (const Scalar& s : {Scalar(), Scalar::one(), minus_one, Scalar::random(randomness)}) {
    EXPECT_TRUE(ops.multiply_base(s) == group::multiply_base_vartime(s));
    for (const Point& p : {Point(), Point::base(), -Point::base(),
                           group::multiply_base_vartime(Scalar::random(randomness))}) {
      EXPECT_TRUE(ops.multiply(s, p) == group::multiply_vartime(s, p));
    }
  }
}

}  // namespace
}  // namespace undersigned::sodium
