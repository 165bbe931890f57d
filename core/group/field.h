// GF(p), p = 2^255 − 19: the contract that every backend fulfils, and what follows from it.
//
// A residue is held in limbs that may overlap a little; its magnitude M says how far they may have
// grown, and is part of its type: Residue<M>. FieldElement is Residue<1>. Sums and differences only
// add limbs and so grow the magnitude; products bring it back to 1. An expression whose magnitudes
// are too large for a backend does not compile there; reduce() is the remedy. All of this costs
// nothing at run time.
//
// The backend (backend.h) defines, all in constant time:
//   Residue<M>            1 ≤ M ≤ Residue<M>::kMaxMagnitude; converts implicitly to greater M;
//                         default is 0; .reduce() gives magnitude 1 (not yet canonical)
//   a + b, a − b          magnitude of the result: see the backend; for a − b at least A + B
//   a · b, square(a)      FieldElement; factors of magnitude up to 3 at least are accepted
//   select(a, b, yes)     yes ? b : a, for a Choice of all ones or zero
//   field_from_words(w)   from four 64-bit words, little-endian, the value below 2^255
//   field_to_words(a)     the representative below p
#pragma once

#include <array>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/group/backend.h"

namespace undersigned::group {

using FieldSum = decltype(FieldElement() + FieldElement());
using FieldDifference = decltype(FieldElement() - FieldElement());

inline constexpr FieldElement kFieldZero{};
inline constexpr FieldElement kFieldOne = field_from_words({1, 0, 0, 0});
// d = −121665/121666, of −x² + y² = 1 + d·x²·y².
inline constexpr FieldElement kEdwardsD = field_from_words(
    {0x75eb4dca135978a3u, 0x00700a4d4141d8abu, 0x8cc740797779e898u, 0x52036cee2b6ffe73u});
inline constexpr FieldElement kEdwards2D = field_from_words(
    {0xebd69b9426b2f159u, 0x00e0149a8283b156u, 0x198e80f2eef3d130u, 0x2406d9dc56dffce7u});
// The even square root of −1.
inline constexpr FieldElement kSqrtM1 = field_from_words(
    {0xc4ee1b274a0ea0b0u, 0x2f431806ad2fe478u, 0x2b4d00993dfbd7a7u, 0x2b8324804fc1df0bu});

// Keeps the optimiser from seeing that a choice has only two values and making a branch of it.
inline Choice opaque(Choice choice) {
  __asm__("" : "+r"(choice));
  return choice;
}
inline Choice choice_of(bool yes) { return opaque(~(Choice{yes} - 1)); }
// The caller may branch on it: the choice is public.
inline bool is_yes(Choice choice) { return choice != 0; }

// The canonical encoding, 32 bytes little-endian.
base::ByteArray<32> encode_field(const FieldElement& a);
// Little-endian, the 256th bit ignored, reduced modulo p.
FieldElement field_from_bytes_mod_p(const base::ByteArray<32>& bytes);
// Yes if the bytes are the encoding of an integer below p.
Choice is_canonical_field(const base::ByteArray<32>& bytes);

Choice is_zero(const FieldElement& a);
Choice is_equal(const FieldElement& a, const FieldElement& b);
// Odd, as an integer below p: the sign of RFC 9496, 2 and RFC 8032.
Choice is_negative(const FieldElement& a);
// −a, of magnitude 1.
inline FieldElement negate(const FieldElement& a) { return (kFieldZero - a).reduce(); }
inline FieldElement negate_if(const FieldElement& a, Choice yes) {
  return select(a, negate(a), yes);
}
// The one of a and −a that is not negative.
FieldElement absolute(const FieldElement& a);

// a^(2^n), n ≥ 1.
FieldElement square_n(FieldElement a, int n);
// 1/a = a^(p−2); zero for zero.
FieldElement invert(const FieldElement& a);

// RFC 9496, 4.2: with i = kSqrtM1,
//   (yes, √(u/v)) if u/v is a square, (no, √(i·u/v)) if not; (yes, 0) if u = 0; (no, 0) if only v =
//   0.
// The root is never negative.
struct SquareRoot {
  Choice was_square;
  FieldElement root;
};
SquareRoot sqrt_ratio_m1(const FieldElement& u, const FieldElement& v);
// sqrt_ratio_m1(1, v).
SquareRoot inverse_sqrt(const FieldElement& v);

}  // namespace undersigned::group
