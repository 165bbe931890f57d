#include "core/base/code.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/declassify.h"

namespace undersigned::base {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kSymbols = kCodeSymbols + 2;
constexpr std::size_t kGroup = 5;

// The values 0…31 of the symbols of a code.
using Symbols = Secret<ByteArray<kSymbols>>;

// 0xff if a = b, else 0, without a branch.
std::uint8_t equal_mask(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint8_t>(((a ^ b) - 1u) >> 24);
}

// α·a
std::uint8_t times_alpha(std::uint8_t a) {
  const auto doubled = static_cast<std::uint32_t>(a) << 1;
  return static_cast<std::uint8_t>((doubled ^ (0x25u & (0u - (doubled >> 5)))) & 31u);
}

// a/(α + 1) = (α⁴ + α³ + α²)·a, since (α + 1)(α⁴ + α³ + α²) = α⁵ + α² = 1.
std::uint8_t over_alpha_plus_one(std::uint8_t a) {
  const std::uint8_t second = times_alpha(times_alpha(a));
  const std::uint8_t third = times_alpha(second);
  return static_cast<std::uint8_t>(second ^ third ^ times_alpha(third));
}

// Σ s_i and Σ s_i·α^(n−1−i) over n symbols.
struct Sums {
  std::uint8_t plain = 0;
  std::uint8_t weighted = 0;
};
Sums sums_of(ByteView symbols) {
  Sums sums;
  for (const std::uint8_t symbol : symbols) {
    sums.plain = static_cast<std::uint8_t>(sums.plain ^ symbol);
    sums.weighted = static_cast<std::uint8_t>(times_alpha(sums.weighted) ^ symbol);
  }
  return sums;
}

// With c the check symbols: c_0 + c_1 = Σ s_i and α·c_0 + c_1 = Σ s_i·α^(21−i) over the data
// symbols.
void append_check(ByteArray<kSymbols>& symbols) {
  const Sums sums = sums_of(ByteView(symbols).first(kCodeSymbols));
  const std::uint8_t weighted = times_alpha(times_alpha(sums.weighted));
  symbols[kCodeSymbols] = over_alpha_plus_one(static_cast<std::uint8_t>(sums.plain ^ weighted));
  symbols[kCodeSymbols + 1] = static_cast<std::uint8_t>(sums.plain ^ symbols[kCodeSymbols]);
}

std::uint8_t character_of(std::uint8_t symbol) {
  std::uint8_t character = 0;
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    const auto mask = equal_mask(symbol, static_cast<std::uint32_t>(i));
    character =
        static_cast<std::uint8_t>(character | (static_cast<std::uint8_t>(kAlphabet[i]) & mask));
  }
  return character;
}

// The symbol of one character; `known` is 0xff if it has one.
struct Read {
  std::uint8_t symbol = 0;
  std::uint8_t known = 0;
};
Read symbol_of(std::uint8_t character) {
  // Letters to upper case: bit 5 is dropped where bit 6 is set.
  const auto upper = static_cast<std::uint8_t>(character & ~((character & 0x40u) >> 1));
  Read read;
  const auto take = [&](char candidate, std::size_t value) {
    const std::uint8_t mask = equal_mask(upper, static_cast<std::uint8_t>(candidate));
    read.symbol = static_cast<std::uint8_t>(read.symbol | (value & mask));
    read.known = static_cast<std::uint8_t>(read.known | mask);
  };
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) take(kAlphabet[i], i);
  take('I', 1);
  take('L', 1);
  take('O', 0);
  return read;
}

Result<void> wrong_length(std::size_t symbols) {
  return fail("code.length", "5",
              "A code has " + std::to_string(kSymbols) + " letters and digits, not " +
                  (symbols > kSymbols ? "more" : std::to_string(symbols)) + ".");
}

Result<Symbols> read_symbols(std::string_view typed) {
  Symbols symbols;
  std::size_t count = 0;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto character = static_cast<std::uint8_t>(typed[i]);
    if (declassify((equal_mask(character, ' ') | equal_mask(character, '-')) != 0)) continue;
    const Read read = symbol_of(character);
    if (!declassify(read.known != 0)) {
      return fail("code.character", "5",
                  "Character " + std::to_string(i + 1) +
                      " of the code is none that a code has: digits, and letters but U.");
    }
    if (count < kSymbols) symbols.reveal()[count] = read.symbol;
    if (++count > kSymbols) break;
  }
  if (count != kSymbols) UNDERSIGNED_TRY_VOID(wrong_length(count));
  return symbols;
}

}  // namespace

CanonicalCode random_code(Randomness& randomness) {
  CanonicalCode code;
  randomness.fill(code.reveal());
  for (std::uint8_t& byte : code.reveal()) byte = character_of(byte & 31u);
  return code;
}

CodeText format_code(const CanonicalCode& code) {
  Symbols symbols;
  for (std::size_t i = 0; i < kCodeSymbols; ++i) {
    symbols.reveal()[i] = symbol_of(code.reveal()[i]).symbol;
  }
  append_check(symbols.reveal());
  CodeText text;
  std::size_t place = 0;
  for (std::size_t i = 0; i < kSymbols; ++i) {
    if (i > 0 && i % kGroup == 0) text.reveal()[place++] = '-';
    text.reveal()[place++] = static_cast<char>(character_of(symbols.reveal()[i]));
  }
  return text;
}

Result<CanonicalCode> parse_code(std::string_view typed) {
  UNDERSIGNED_TRY(const Symbols symbols, read_symbols(typed));
  const Sums sums = sums_of(symbols.reveal());
  if (!declassify((sums.plain | sums.weighted) == 0)) {
    return fail("code.check", "5", "The code was mistyped: compare it with what was sent.");
  }
  CanonicalCode code;
  for (std::size_t i = 0; i < kCodeSymbols; ++i) {
    code.reveal()[i] = character_of(symbols.reveal()[i]);
  }
  return code;
}

}  // namespace undersigned::base
