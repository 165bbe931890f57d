#include "core/group/ed25519.h"

#include "core/group/curve_sum.h"
#include "core/group/multiscalar.h"
#include "core/hash/sha2.h"

namespace undersigned::group {
namespace {

// RFC 8032, 5.1.3: x = √((y² − 1)/(d·y² + 1)) with the sign given. Refuses y ≥ p, y without x, and
// x = 0 with a sign.
base::Result<Extended> decompress(const base::ByteArray<32>& bytes) {
  base::ByteArray<32> y_bytes = bytes;
  y_bytes[31] &= 0x7f;
  const Choice sign = choice_of((bytes[31] & 0x80) != 0);
  const FieldElement y = field_from_bytes_mod_p(y_bytes);
  const FieldElement yy = square(y);
  const FieldElement u = (yy - kFieldOne).reduce();
  const FieldElement v = (yy * kEdwardsD + kFieldOne).reduce();
  const SquareRoot x = sqrt_ratio_m1(u, v);
  if (!is_yes(is_canonical_field(y_bytes)) || !is_yes(x.was_square) ||
      (is_yes(is_zero(x.root)) && is_yes(sign))) {
    return base::fail("ed25519.key", "2", "The key is not the canonical encoding of a point.");
  }
  const FieldElement signed_x = negate_if(x.root, sign);
  return Extended{signed_x, y, kFieldOne, signed_x * y};
}

// The points of order 1, 2, 4 and 8 are those that three doublings take to (0 : Z : Z).
bool has_small_order(const Extended& p) {
  Projective eightfold = projective(p);
  for (int i = 0; i < 3; ++i) eightfold = twice(eightfold).projective();
  return is_yes(is_zero(eightfold.x));
}

}  // namespace

base::ByteArray<32> encode_ed25519(const Extended& p) {
  const FieldElement z_inverse = invert(p.z);
  base::ByteArray<32> out = encode_field(p.y * z_inverse);
  out[31] |= static_cast<std::uint8_t>(is_negative(p.x * z_inverse) & 0x80);
  return out;
}

bool verify_ed25519(const SigningPublicKey& key, base::ByteView message,
                    const Signature& signature) {
  const base::ByteView bytes(signature);
  const auto s = Scalar::parse(bytes.subspan(32));
  const auto a = decompress(key);
  if (!s || !a || has_small_order(*a)) return false;
  const hash::Digest512 digest =
      hash::Sha512().update(bytes.first(32)).update(key).update(message).finish();
  const Scalar h = Scalar::reduce(digest);
  // R = s·B − h·A, h as an integer below ℓ: A may have a component of small order.
  const CurveTerm term{h.limbs(), true, &*a};
  const Extended r =
      add(multiply_base_vartime(*s).coordinates(), cached(straus_vartime({&term, 1}))).extended();
  return !has_small_order(r) && base::equal_constant_time(encode_ed25519(r), bytes.first(32));
}

}  // namespace undersigned::group
