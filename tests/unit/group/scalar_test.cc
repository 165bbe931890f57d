// Scalars against bitwise integers modulo ℓ, and their one door.
#include "core/group/scalar.h"

#include <gtest/gtest.h>

#include "core/hash/transcript.h"
#include "tests/support/vectors.h"
#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

using Number = SlowModulus::Number;

constexpr Number kOrder = {0x5812631a5cf5d3edu, 0x14def9dea2f79cd6u, 0, 0x1000000000000000u};
const SlowModulus kReference(kOrder);

base::Bytes bytes_of(const Number& n) {
  base::Bytes out(32);
  for (std::size_t i = 0; i < 32; ++i)
    out[i] = static_cast<std::uint8_t>(n[i / 8] >> (8 * (i % 8)));
  return out;
}

Number order_plus(std::int64_t offset) {
  Number n = kOrder;
  n[0] += static_cast<std::uint64_t>(offset);
  return n;
}

// Around 0, ℓ, 2^252, 2^253, powers of 2^64, 2^256 − 1, and random ones; not reduced.
std::vector<Number> interesting() {
  constexpr std::uint64_t kOnes = ~std::uint64_t{0};
  std::vector<Number> out = {{},
                             {1, 0, 0, 0},
                             {2, 0, 0, 0},
                             {kOnes, 0, 0, 0},
                             {0, 1, 0, 0},
                             {kOnes, kOnes, 0, 0},
                             {0, 0, 1, 0},
                             {kOnes, kOnes, kOnes, 0},
                             {0, 0, 0, 1},
                             {kOnes, kOnes, kOnes, 0x0fffffffffffffffu},
                             {0, 0, 0, 0x1000000000000000u},
                             {0, 0, 0, 0x2000000000000000u},
                             {kOnes, kOnes, kOnes, kOnes},
                             {0xb024c634b9eba7dau, 0x29bdf3bd45ef39acu, 0, 0x2000000000000000u}};
  for (const std::int64_t offset : {-2, -1, 0, 1, 2}) out.push_back(order_plus(offset));
  auto randomness = seeded("scalars");
  for (int i = 0; i < 40; ++i) {
    Number n{};
    for (auto& word : n) {
      for (const std::uint8_t byte : random_bytes<8>(randomness)) word = word << 8 | byte;
    }
    out.push_back(n);
  }
  return out;
}

TEST(Scalar, ParsesExactlyTheIntegersBelowTheOrder) {
  for (const Number& n : interesting()) {
    const bool below = kReference.reduce(bytes_of(n)) == n;
    const auto scalar = Scalar::parse(bytes_of(n));
    ASSERT_EQ(scalar.has_value(), below) << hex(bytes_of(n));
    if (below) {
      EXPECT_EQ(scalar->limbs(), n);
      EXPECT_EQ(hex(scalar->encode()), hex(bytes_of(n)));
    } else {
      EXPECT_EQ(scalar.error().check, "scalar.canonical");
    }
  }
  EXPECT_TRUE(Scalar::parse(bytes_of(order_plus(-1))).has_value());
  EXPECT_FALSE(Scalar::parse(bytes_of(order_plus(0))).has_value());
}

TEST(Scalar, RefusesOtherLengths) {
  for (const std::size_t length : {0u, 1u, 31u, 33u, 64u}) {
    const auto scalar = Scalar::parse(base::Bytes(length, 0));
    ASSERT_FALSE(scalar.has_value());
    EXPECT_EQ(scalar.error().check, "scalar.length");
  }
}

TEST(Scalar, AgreesWithIntegersModuloTheOrder) {
  const auto values = interesting();
  for (const Number& n : values) {
    const Scalar a = Scalar::reduce(bytes_of(n));
    const Number x = kReference.reduce(bytes_of(n));
    ASSERT_EQ(a.limbs(), x);
    EXPECT_EQ((-a).limbs(), kReference.subtract({}, x));
    EXPECT_EQ(a.is_zero(), x == Number{});
    EXPECT_EQ((a * a.invert()).limbs(), (x == Number{} ? Number{} : Number{1, 0, 0, 0}));
    for (const Number& m : values) {
      const Scalar b = Scalar::reduce(bytes_of(m));
      const Number y = kReference.reduce(bytes_of(m));
      ASSERT_EQ((a + b).limbs(), kReference.add(x, y));
      ASSERT_EQ((a - b).limbs(), kReference.subtract(x, y));
      ASSERT_EQ((a * b).limbs(), kReference.multiply(x, y));
      ASSERT_EQ(a == b, x == y);
    }
  }
}

TEST(Scalar, ReducesIntegersOfEveryLength) {
  auto randomness = seeded("wide");
  for (std::size_t length = 0; length <= 64; ++length) {
    base::Bytes bytes(length, 0xff);
    EXPECT_EQ(Scalar::reduce(bytes).limbs(), kReference.reduce(bytes)) << length;
    for (int i = 0; i < 20; ++i) {
      randomness.fill(bytes);
      ASSERT_EQ(Scalar::reduce(bytes).limbs(), kReference.reduce(bytes));
    }
  }
}

// k·ℓ and its neighbours for quotients of every size, where a wrong final subtraction would show.
TEST(Scalar, ReducesAroundMultiplesOfTheOrder) {
  auto randomness = seeded("multiples");
  for (int i = 0; i < 300; ++i) {
    std::array<std::uint64_t, 8> product{};
    for (std::size_t word = 0; word < 4; ++word) {
      std::uint64_t k = 0;
      for (const std::uint8_t byte : random_bytes<8>(randomness)) k = k << 8 | byte;
      if (i % 5 > static_cast<int>(word)) k = 0;
      std::uint64_t carry = 0;
      for (std::size_t j = 0; j + word < 8; ++j) {
        __extension__ using Wide = unsigned __int128;
        const Wide t = static_cast<Wide>(k) * (j < 4 ? kOrder[j] : 0) + product[j + word] + carry;
        product[j + word] = static_cast<std::uint64_t>(t);
        carry = static_cast<std::uint64_t>(t >> 64);
      }
    }
    base::Bytes bytes(64);
    for (std::size_t b = 0; b < 64; ++b) {
      bytes[b] = static_cast<std::uint8_t>(product[b / 8] >> (8 * (b % 8)));
    }
    ASSERT_TRUE(Scalar::reduce(bytes).is_zero());
    for (std::size_t b = 0; b < 64 && ++bytes[b] == 0; ++b) {
    }
    ASSERT_TRUE(Scalar::reduce(bytes) == Scalar::one());
  }
}

TEST(Scalar, OperandsMayBeTheResult) {
  auto randomness = seeded("aliases");
  for (int i = 0; i < 100; ++i) {
    const Scalar a = Scalar::random(randomness);
    Scalar sum = a, product = a, difference = a;
    sum += sum;
    product *= product;
    difference -= difference;
    EXPECT_TRUE(sum == a * Scalar::from_u64(2));
    EXPECT_EQ(product.limbs(), kReference.multiply(a.limbs(), a.limbs()));
    EXPECT_TRUE(difference.is_zero());
  }
}

TEST(Scalar, WeightsHave128Bits) {
  auto randomness = seeded("weights");
  std::uint64_t seen[2] = {0, 0};
  for (int i = 0; i < 100; ++i) {
    const Scalar weight = Scalar::random_weight(randomness);
    EXPECT_EQ(weight.limbs()[2] | weight.limbs()[3], 0u);
    seen[0] |= weight.limbs()[0];
    seen[1] |= weight.limbs()[1];
  }
  EXPECT_EQ(seen[0] & seen[1], ~std::uint64_t{0});
}

// A source that gives zeros first: the first draw is zero, and refused.
class ZeroThenOne final : public base::Randomness {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = calls_ == 0 ? 0 : 1;
    ++calls_;
  }
  int calls() const { return calls_; }

 private:
  int calls_ = 0;
};

TEST(Scalar, NonzeroDrawsAgain) {
  ZeroThenOne randomness;
  EXPECT_FALSE(Scalar::random_nonzero(randomness).is_zero());
  EXPECT_EQ(randomness.calls(), 2);
}

TEST(Scalar, ChallengesAre48SqueezedBytes) {
  hash::Transcript one(hash::SessionTag("test").id());
  hash::Transcript two(hash::SessionTag("test").id());
  one.absorb(base::as_bytes("statement"));
  two.absorb(base::as_bytes("statement"));
  base::ByteArray<48> bytes;
  two.squeeze(bytes);
  EXPECT_EQ(challenge_scalar(one).limbs(), kReference.reduce(bytes));
}

}  // namespace
}  // namespace undersigned::group
