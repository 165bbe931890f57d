// The field against bitwise integers, with limbs as large as their magnitudes allow.
#include "core/group/field.h"

#include <gtest/gtest.h>

#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

using Number = SlowModulus::Number;

constexpr Number kP = {0xffffffffffffffedu, ~std::uint64_t{0}, ~std::uint64_t{0},
                       0x7fffffffffffffffu};
const SlowModulus kReference(kP);

base::ByteArray<32> bytes_of(const Number& n) {
  base::ByteArray<32> out;
  for (std::size_t i = 0; i < 32; ++i)
    out[i] = static_cast<std::uint8_t>(n[i / 8] >> (8 * (i % 8)));
  return out;
}

// p − 2 … 2^255 − 1, 0, 1, 2, 2^51 and its like, and random ones.
std::vector<base::ByteArray<32>> interesting(std::size_t random_ones) {
  auto randomness = seeded("field");
  std::vector<base::ByteArray<32>> out;
  for (std::uint64_t low = 0xeb; low <= 0xff; ++low) {
    Number n = kP;
    n[0] = 0xffffffffffffff00u | low;
    out.push_back(bytes_of(n));
  }
  for (const std::uint64_t low : {0u, 1u, 2u, 18u, 19u, 20u})
    out.push_back(bytes_of({low, 0, 0, 0}));
  for (std::size_t bit = 50; bit < 255; bit += 51) {
    for (const std::size_t b : {bit, bit + 1}) {
      Number n{};
      if (b < 255) n[b / 64] = std::uint64_t{1} << (b % 64);
      out.push_back(bytes_of(n));
    }
  }
  for (std::size_t i = 0; i < random_ones; ++i) {
    out.push_back(random_bytes<32>(randomness));
    out.back()[31] &= 0x7f;
  }
  return out;
}

TEST(Field, AgreesWithIntegersModuloP) {
  const auto values = interesting(30);
  for (const auto& a_bytes : values) {
    const FieldElement a = field_from_bytes_mod_p(a_bytes);
    const Number x = kReference.reduce(a_bytes);
    EXPECT_EQ(field_to_words(a), x);
    EXPECT_EQ(encode_field(a), bytes_of(x));
    EXPECT_EQ(is_yes(is_canonical_field(a_bytes)), bytes_of(x) == a_bytes);
    EXPECT_EQ(is_yes(is_zero(a)), x == Number{});
    EXPECT_EQ(is_yes(is_negative(a)), x[0] % 2 == 1);
    EXPECT_EQ(field_to_words(square(a)), kReference.multiply(x, x));
    EXPECT_EQ(field_to_words(negate(a)), kReference.subtract({}, x));
    for (const auto& b_bytes : values) {
      const FieldElement b = field_from_bytes_mod_p(b_bytes);
      const Number y = kReference.reduce(b_bytes);
      ASSERT_EQ(field_to_words(a + b), kReference.add(x, y));
      ASSERT_EQ(field_to_words(a - b), kReference.subtract(x, y));
      ASSERT_EQ(field_to_words(a * b), kReference.multiply(x, y));
      ASSERT_EQ(is_yes(is_equal(a, b)), x == y);
    }
  }
}

TEST(Field, TheTopBitIsIgnoredButNotCanonical) {
  base::ByteArray<32> bytes{5};
  bytes[31] = 0x80;
  EXPECT_EQ(field_to_words(field_from_bytes_mod_p(bytes)), (Number{5, 0, 0, 0}));
  EXPECT_FALSE(is_yes(is_canonical_field(bytes)));
}

// A residue of magnitude M with every limb at its greatest, or all but one zero.
template <int M>
std::vector<Residue<M>> extremes() {
  std::vector<Residue<M>> out;
  for (std::size_t pattern = 0; pattern < 32; ++pattern) {
    field_5x51::Limbs limbs{};
    for (std::size_t i = 0; i < 5; ++i) {
      if ((pattern >> i & 1) != 0) limbs[i] = static_cast<std::uint64_t>(M) * field_5x51::kLimbUnit;
    }
    out.emplace_back(limbs);
  }
  return out;
}

// Σ l_i·2^(51·i) mod p, by integers.
template <int M>
Number value_of(const Residue<M>& a) {
  Number sum{};
  for (std::size_t i = 5; i-- > 0;) {
    for (int k = 0; k < 51; ++k) sum = kReference.add(sum, sum);
    sum = kReference.add(sum, {a.limbs()[i], 0, 0, 0});
  }
  return sum;
}

template <int M>
void expect_magnitude(const Residue<M>& a) {
  for (const std::uint64_t limb : a.limbs()) {
    ASSERT_LE(limb, static_cast<std::uint64_t>(M) * field_5x51::kLimbUnit);
  }
}

template <int A, int B>
void check_products() {
  for (const Residue<A>& a : extremes<A>()) {
    const Number x = value_of(a);
    ASSERT_EQ(field_to_words(a), x);
    ASSERT_EQ(value_of(a.reduce()), x);
    expect_magnitude(a.reduce());
    ASSERT_EQ(field_to_words(square(a)), kReference.multiply(x, x));
    expect_magnitude(square(a));
    for (const Residue<B>& b : extremes<B>()) {
      const Number y = value_of(b);
      ASSERT_EQ(field_to_words(a * b), kReference.multiply(x, y));
      expect_magnitude(a * b);
      if constexpr (A + B + 1 <= 8) {
        ASSERT_EQ(value_of(a + b), kReference.add(x, y));
        expect_magnitude(a + b);
        ASSERT_EQ(value_of(a - b), kReference.subtract(x, y));
        expect_magnitude(a - b);
      }
    }
  }
}

TEST(Field, LimbsAtTheLimitsOfTheirMagnitude) {
  check_products<1, 1>();
  check_products<2, 3>();
  check_products<3, 3>();
  check_products<6, 1>();
  check_products<1, 6>();
  check_products<8, 8>();
}

TEST(Field, InverseAndItsZero) {
  for (const auto& bytes : interesting(200)) {
    const FieldElement a = field_from_bytes_mod_p(bytes);
    const bool zero = is_yes(is_zero(a));
    EXPECT_TRUE(is_yes(is_equal(a * invert(a), zero ? kFieldZero : kFieldOne)));
  }
  EXPECT_TRUE(is_yes(is_zero(invert(kFieldZero))));
}

TEST(Field, SquareRootsOfRatios) {
  const auto values = interesting(60);
  int squares = 0, others = 0;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    const FieldElement u = field_from_bytes_mod_p(values[i]);
    const FieldElement v = field_from_bytes_mod_p(values[i + 1]);
    const SquareRoot root = sqrt_ratio_m1(u, v);
    EXPECT_FALSE(is_yes(is_negative(root.root)));
    const FieldElement back = square(root.root) * v;
    if (is_yes(is_zero(v)) && !is_yes(is_zero(u))) {
      EXPECT_FALSE(is_yes(root.was_square));
      EXPECT_TRUE(is_yes(is_zero(root.root)));
    } else {
      EXPECT_TRUE(is_yes(is_equal(back, is_yes(root.was_square) ? u : u * kSqrtM1)));
      ++(is_yes(root.was_square) ? squares : others);
    }
    const SquareRoot inverse = inverse_sqrt(v);
    const SquareRoot expected = sqrt_ratio_m1(kFieldOne, v);
    EXPECT_EQ(inverse.was_square, expected.was_square);
    EXPECT_TRUE(is_yes(is_equal(inverse.root, expected.root)));
  }
  EXPECT_GT(squares, 20);
  EXPECT_GT(others, 20);
  const SquareRoot zero = sqrt_ratio_m1(kFieldZero, kEdwardsD);
  EXPECT_TRUE(is_yes(zero.was_square) && is_yes(is_zero(zero.root)));
}

TEST(Field, SelectAndSigns) {
  const FieldElement a = kEdwardsD, b = kSqrtM1;
  EXPECT_TRUE(is_yes(is_equal(select(a, b, choice_of(false)), a)));
  EXPECT_TRUE(is_yes(is_equal(select(a, b, choice_of(true)), b)));
  for (const FieldElement& x : {a, b, kFieldOne, kFieldZero, negate(a)}) {
    EXPECT_FALSE(is_yes(is_negative(absolute(x))));
    EXPECT_TRUE(is_yes(is_equal(square(absolute(x)), square(x))));
    EXPECT_TRUE(is_yes(is_equal(negate_if(x, choice_of(true)), negate(x))));
    EXPECT_TRUE(is_yes(is_equal(negate_if(x, choice_of(false)), x)));
  }
}

TEST(Field, ConstantsSatisfyTheirEquations) {
  const FieldElement d = (kFieldZero - field_from_words({121665, 0, 0, 0})).reduce() *
                         invert(field_from_words({121666, 0, 0, 0}));
  EXPECT_TRUE(is_yes(is_equal(d, kEdwardsD)));
  EXPECT_TRUE(is_yes(is_equal((d + d).reduce(), kEdwards2D)));
  EXPECT_TRUE(is_yes(is_equal(square(kSqrtM1), negate(kFieldOne))));
  EXPECT_FALSE(is_yes(is_negative(kSqrtM1)));
}

}  // namespace
}  // namespace undersigned::group
