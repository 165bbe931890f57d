#include <algorithm>
#include <bit>

#include "core/base/check.h"
#include "core/group/curve_sum.h"

namespace undersigned::group {
namespace {

constexpr int kWidth = 5;        // digits are odd, between −15 and 15
constexpr int kPositions = 256;  // of a non-adjacent form; magnitudes below 2^253 need 254

using OddMultiples = std::array<Cached, 8>;  // P, 3P, …, 15P

OddMultiples odd_multiples(const Extended& point) {
  OddMultiples out;
  out[0] = cached(point);
  const Extended doubled = twice(projective(point)).extended();
  for (std::size_t k = 1; k < out.size(); ++k) {
    out[k] = cached(add(doubled, out[k - 1]).extended());
  }
  return out;
}

// Five bits of the magnitude from `position` up.
int bits_at(const std::array<std::uint64_t, 4>& magnitude, int position) {
  const auto word = static_cast<std::size_t>(position / 64);
  const int shift = position % 64;
  std::uint64_t bits = magnitude[word] >> shift;
  if (shift > 64 - kWidth && word < 3) bits |= magnitude[word + 1] << (64 - shift);
  return static_cast<int>(bits & ((1u << kWidth) - 1));
}

// The width-5 non-adjacent form: Σ digits[i·stride]·2^i = magnitude, each digit zero or odd.
void recode(const std::array<std::uint64_t, 4>& magnitude, std::int8_t* digits,
            std::size_t stride) {
  int carry = 0;
  for (int position = 0; position < kPositions;) {
    const int window = bits_at(magnitude, position) + carry;
    if (window % 2 == 0) {
      ++position;
      continue;
    }
    carry = window >= 1 << (kWidth - 1) ? 1 : 0;
    digits[static_cast<std::size_t>(position) * stride] =
        static_cast<std::int8_t>(window - (carry << kWidth));
    position += kWidth;
  }
}

void add_digit(Extended& sum, const OddMultiples& table, int digit) {
  const auto index = static_cast<std::size_t>((digit < 0 ? -digit : digit) / 2);
  if (digit > 0) {
    add(sum, table[index]).store(sum);
  } else {
    subtract(sum, table[index]).store(sum);
  }
}

}  // namespace

int bit_length(const std::array<std::uint64_t, 4>& magnitude) {
  for (std::size_t i = 4; i-- > 0;) {
    if (magnitude[i] != 0)
      return static_cast<int>(64 * i + static_cast<std::size_t>(std::bit_width(magnitude[i])));
  }
  return 0;
}

Extended straus_vartime(std::span<const CurveTerm> terms) {
  const std::size_t n = terms.size();
  std::vector<OddMultiples> tables;
  tables.reserve(n);
  std::vector<std::int8_t> digits(n * kPositions, 0);
  int bits = 0;
  for (std::size_t i = 0; i < n; ++i) {
    tables.push_back(odd_multiples(*terms[i].point));
    recode(terms[i].magnitude, digits.data() + i, n);
    bits = std::max(bits, bit_length(terms[i].magnitude));
  }
  UNDERSIGNED_CHECK(bits <= 253);
  Projective doubling;
  Extended sum;
  for (int position = bits; position >= 0; --position) {
    const std::int8_t* row = digits.data() + static_cast<std::size_t>(position) * n;
    const auto doubled = twice(doubling);
    if (position > 0 && std::all_of(row, row + n, [](std::int8_t d) { return d == 0; })) {
      doubling = doubled.projective();
      continue;
    }
    doubled.store(sum);
    for (std::size_t i = 0; i < n; ++i) {
      if (row[i] != 0) add_digit(sum, tables[i], terms[i].negative ? -row[i] : row[i]);
    }
    doubling = projective(sum);
  }
  return sum;
}

}  // namespace undersigned::group
