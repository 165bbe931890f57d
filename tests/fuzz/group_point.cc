// Point::parse against libsodium: the same 32 bytes are accepted, and an accepted point encodes to
// the bytes it came from. Two points in one input: their sum against libsodium's.
#include <sodium.h>

#include <algorithm>

#include "app/sodium/sodium.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

bool is_zero(base::ByteView bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

base::Result<group::Point> parse_like_sodium(base::ByteView bytes) {
  auto point = group::Point::parse(bytes);
  const auto lenient = group::Point::parse_or_identity(bytes);
  // libsodium 1.0.18 overlooks the highest bit, which no canonical encoding has (RFC 9496, 4.3.1).
  const bool valid = crypto_core_ristretto255_is_valid_point(bytes.data()) == 1 && bytes[31] < 0x80;
  UNDERSIGNED_CHECK(lenient.has_value() == valid);
  UNDERSIGNED_CHECK(point.has_value() == (valid && !is_zero(bytes)));
  if (point) UNDERSIGNED_CHECK(std::ranges::equal(point->encode(), bytes));
  return point;
}

}  // namespace

void fuzz(base::ByteView input) {
  if (input.size() < 32) {
    UNDERSIGNED_CHECK(!group::Point::parse(input));
    return;
  }
  const auto a = parse_like_sodium(input.first(32));
  if (!a || input.size() < 64) return;
  const auto b = parse_like_sodium(input.subspan(32, 32));
  if (!b) return;
  group::EncodedPoint expected;
  UNDERSIGNED_CHECK(
      crypto_core_ristretto255_add(expected.data(), input.data(), input.data() + 32) == 0);
  UNDERSIGNED_CHECK((*a + *b).encode() == expected);
  UNDERSIGNED_CHECK(*a + *b - *b == *a && a->twice() == *a + *a);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
