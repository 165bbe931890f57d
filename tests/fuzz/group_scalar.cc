// Scalar::parse and reduce against libsodium; an accepted scalar encodes to the bytes it came from,
// and sums and products agree.
#include <sodium.h>

#include <algorithm>

#include "app/sodium/sodium.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

group::Scalar reduce_like_sodium(base::ByteView bytes64) {
  base::ByteArray<32> expected;
  crypto_core_ristretto255_scalar_reduce(expected.data(), bytes64.data());
  const group::Scalar scalar = group::Scalar::reduce(bytes64);
  UNDERSIGNED_CHECK(scalar.encode() == expected);
  const auto again = group::Scalar::parse(expected);
  UNDERSIGNED_CHECK(again && *again == scalar);
  return scalar;
}

void compute_like_sodium(const group::Scalar& a, const group::Scalar& b) {
  const auto x = a.encode();
  const auto y = b.encode();
  base::ByteArray<32> expected;
  crypto_core_ristretto255_scalar_add(expected.data(), x.data(), y.data());
  UNDERSIGNED_CHECK((a + b).encode() == expected);
  crypto_core_ristretto255_scalar_sub(expected.data(), x.data(), y.data());
  UNDERSIGNED_CHECK((a - b).encode() == expected);
  crypto_core_ristretto255_scalar_mul(expected.data(), x.data(), y.data());
  UNDERSIGNED_CHECK((a * b).encode() == expected);
  UNDERSIGNED_CHECK(a.is_zero() || a * a.invert() == group::Scalar::one());
}

}  // namespace

void fuzz(base::ByteView input) {
  const auto parsed = group::Scalar::parse(input);
  if (parsed) UNDERSIGNED_CHECK(std::ranges::equal(parsed->encode(), input));
  if (input.size() == 32) {
    // Canonical exactly if reducing changes nothing.
    base::ByteArray<64> wide{};
    std::ranges::copy(input, wide.begin());
    base::ByteArray<32> reduced;
    crypto_core_ristretto255_scalar_reduce(reduced.data(), wide.data());
    UNDERSIGNED_CHECK(parsed.has_value() == std::ranges::equal(reduced, input));
  }
  if (input.size() < 128) return;
  compute_like_sodium(reduce_like_sodium(input.first(64)),
                      reduce_like_sodium(input.subspan(64, 64)));
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
