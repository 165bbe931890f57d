// Codes that people type (docs/protocol.md 5): 100 uniform bits as 20 symbols of Crockford's base
// 32, and two check symbols.
//
// Symbols stand for 0…31 in the order of the alphabet 0123456789ABCDEFGHJKMNPQRSTVWXYZ. With
// GF(32) = F_2[α]/(α⁵ + α² + 1), a symbol being the polynomial whose bits it has, the 22 symbols
// s_0…s_21 fulfil Σ s_i = 0 and Σ s_i·α^(21−i) = 0: a Reed–Solomon code of distance 3. Any one or
// two wrong symbols, and any two that changed places, are noticed; other mistakes pass with 1 in
// 1,024.
//
// A code is secret: its symbols are never an index or a branch here. That a typed text is or is not
// a code, and which character could not belong to one, is told.
#pragma once

#include <array>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/base/secret.h"

namespace undersigned::base {

inline constexpr std::size_t kCodeSymbols = 20;
inline constexpr std::size_t kCodeTextSize = 26;

// The canonical form: the data symbols, upper case, ASCII.
using CanonicalCode = Secret<ByteArray<kCodeSymbols>>;
// As it is written for people: 7Q4WM-0D2KX-… in four groups of five, then the check symbols.
using CodeText = Secret<std::array<char, kCodeTextSize>>;

CanonicalCode random_code(Randomness& randomness);
CodeText format_code(const CanonicalCode& code);
// What a person typed: either case, I and L for 1, O for 0, spaces and hyphens anywhere. Refuses
// "code.character", "code.length" (too few or too many symbols) and "code.check" (mistyped).
Result<CanonicalCode> parse_code(std::string_view typed);

}  // namespace undersigned::base
