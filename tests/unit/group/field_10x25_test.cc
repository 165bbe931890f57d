// The backend of ten limbs against that of five, which field_test.cc compares with integers: a
// million random operations, and every edge of limbs and of residues.
#include "core/group/field_10x25.h"

#include <gtest/gtest.h>

#include "core/group/field_5x51.h"
#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

using Words = std::array<std::uint64_t, 4>;

// One value held by both backends.
template <int M>
struct Both {
  field_5x51::Residue<M> five;
  field_10x25::Residue<M> ten;
};

Both<1> both(const Words& words) {
  return {field_5x51::field_from_words(words), field_10x25::field_from_words(words)};
}

Words random_words(base::Randomness& randomness) {
  const auto bytes = random_bytes<32>(randomness);
  Words w{};
  for (std::size_t i = 0; i < 32; ++i) w[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  w[3] &= ~std::uint64_t{0} >> 1;
  return w;
}

template <int M>
void expect_same(const Both<M>& a) {
  ASSERT_EQ(field_10x25::field_to_words(a.ten), field_5x51::field_to_words(a.five));
}

template <int M>
void expect_magnitude(const field_10x25::Residue<M>& a) {
  for (std::size_t i = 0; i < 10; ++i) {
    const std::uint64_t unit = field_10x25::kLimbUnit / (i % 2 == 0 ? 1 : 2);
    ASSERT_LE(a.limbs()[i], M * unit) << "limb " << i;
  }
}

// 1,200,000 operations, each on results of those before.
TEST(Field10x25, AgreesWithFiveLimbsOnRandomOperations) {
  auto randomness = seeded("ten limbs");
  Both<1> a = both(random_words(randomness));
  for (int i = 0; i < 200'000; ++i) {
    const Both<1> b = both(random_words(randomness));
    const Both<1> product{a.five * b.five, a.ten * b.ten};
    const Both<2> sum{a.five + product.five, a.ten + product.ten};
    const Both<4> difference{sum.five - b.five, sum.ten - b.ten};
    const Both<1> squared{square(sum.five), square(sum.ten)};
    const Both<1> next{difference.five * sum.five, difference.ten * sum.ten};
    const Choice yes = i % 3 == 0 ? ~Choice{0} : 0;
    a = {select(next.five, squared.five, yes), select(next.ten, squared.ten, yes)};
    expect_same(product);
    expect_same(difference);
    expect_same(squared);
    expect_same(next);
    expect_same(a);
    expect_magnitude(product.ten);
    expect_magnitude(squared.ten);
    if (HasFatalFailure()) return;
  }
}

// Around 0 and p, and one bit at every place.
std::vector<Words> edges() {
  std::vector<Words> out;
  for (std::uint64_t low = 0; low <= 40; ++low) {
    out.push_back({low, 0, 0, 0});
    out.push_back(
        {~std::uint64_t{0} - low, ~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0} >> 1});
  }
  for (std::size_t bit = 0; bit < 255; ++bit) {
    Words one{};
    one[bit / 64] = std::uint64_t{1} << (bit % 64);
    out.push_back(one);
  }
  return out;
}

TEST(Field10x25, AgreesWithFiveLimbsAtTheEdges) {
  const std::vector<Words> words = edges();
  for (const Words& x : words) {
    const Both<1> a = both(x);
    expect_same(a);
    expect_same(Both<1>{square(a.five), square(a.ten)});
    for (const Words& y : words) {
      const Both<1> b = both(y);
      expect_same(Both<2>{a.five + b.five, a.ten + b.ten});
      expect_same(Both<3>{a.five - b.five, a.ten - b.ten});
      expect_same(Both<1>{a.five * b.five, a.ten * b.ten});
    }
    if (HasFatalFailure()) return;
  }
}

// A residue of magnitude M, each limb at its greatest or zero.
template <int M>
field_10x25::Residue<M> extreme(unsigned pattern) {
  field_10x25::Limbs limbs{};
  for (std::size_t i = 0; i < 10; ++i) {
    const std::uint32_t unit = field_10x25::kLimbUnit / (i % 2 == 0 ? 1 : 2);
    if ((pattern >> i & 1) != 0) limbs[i] = M * unit;
  }
  return field_10x25::Residue<M>(limbs);
}

// The same value in five limbs: Σ l_i·2^w_i by doubling.
template <int M>
field_5x51::FieldElement five_of(const field_10x25::Residue<M>& a) {
  field_5x51::FieldElement sum;
  for (std::size_t i = 10; i-- > 0;) {
    for (unsigned k = 0; k < field_10x25::bits_of(i); ++k) sum = (sum + sum).reduce();
    sum = (sum + field_5x51::field_from_words({a.limbs()[i], 0, 0, 0})).reduce();
  }
  return sum;
}

template <int A, int B>
void check_products() {
  std::vector<unsigned> patterns = {0x3ff, 0x155, 0x2aa, 0x001, 0x200, 0x0ff, 0x3fc, 0x18f};
  for (unsigned i = 0; i < 10; ++i) patterns.push_back(0x3ffu ^ (1u << i));
  for (const unsigned x : patterns) {
    const auto a = extreme<A>(x);
    const auto a5 = five_of(a);
    expect_same(Both<A>{a5, a});
    expect_same(Both<1>{a5, a.reduce()});
    expect_magnitude(a.reduce());
    if constexpr (A * A <= 32) {
      expect_same(Both<1>{square(a5), square(a)});
      expect_magnitude(square(a));
    }
    for (const unsigned y : patterns) {
      const auto b = extreme<B>(y);
      const auto b5 = five_of(b);
      expect_same(Both<1>{a5 * b5, a * b});
      expect_magnitude(a * b);
      if constexpr (A + B + 1 <= 8) {
        expect_same(Both<A + B>{a5 + b5, a + b});
        expect_same(Both<A + B + 1>{(a5 - b5).reduce(), a - b});
        expect_magnitude(a - b);
      }
    }
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(Field10x25, LimbsAtTheLimitsOfTheirMagnitude) {
  check_products<1, 1>();
  check_products<2, 3>();
  check_products<3, 3>();
  check_products<5, 2>();
  check_products<6, 4>();
  check_products<4, 8>();
  check_products<8, 4>();
}

}  // namespace
}  // namespace undersigned::group
