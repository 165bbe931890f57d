#include "core/base/code.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

namespace undersigned::base {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// 0, 1, 2, …: each test sees all bytes.
class CountingRandomness final : public Randomness {
 public:
  explicit CountingRandomness(std::uint8_t first) : next_(first) {}
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_;
};

std::string text_of(const CanonicalCode& code) {
  const CodeText text = format_code(code);
  return {text.reveal().begin(), text.reveal().end()};
}

std::string canonical_of(const CanonicalCode& code) {
  return {code.reveal().begin(), code.reveal().end()};
}

CanonicalCode code_of(std::string_view data) {
  CanonicalCode code;
  std::copy(data.begin(), data.end(), code.reveal().begin());
  return code;
}

std::string without_hyphens(std::string text) {
  std::erase(text, '-');
  return text;
}

// GF(32) by the definition: products of polynomials, reduced by α⁵ = α² + 1.
unsigned times(unsigned a, unsigned b) {
  unsigned product = 0;
  for (unsigned i = 0; i < 5; ++i) {
    if (b >> i & 1) product ^= a << i;
  }
  for (unsigned i = 9; i >= 5; --i) {
    if (product >> i & 1) product ^= 0b100101u << (i - 5);
  }
  return product;
}

bool is_codeword(std::string_view symbols) {
  unsigned plain = 0, weighted = 0, power = 1;
  for (std::size_t i = symbols.size(); i-- > 0; power = times(power, 2)) {
    const auto value = static_cast<unsigned>(kAlphabet.find(symbols[i]));
    plain ^= value;
    weighted ^= times(value, power);
  }
  return symbols.size() == 22 && plain == 0 && weighted == 0;
}

TEST(Code, KnownCodes) {
  EXPECT_EQ(text_of(code_of("00000000000000000000")), "00000-00000-00000-00000-00");
  // By hand: c_0 + c_1 = 1 and α·c_0 + c_1 = α², so c_0 = 3 and c_1 = 2.
  EXPECT_EQ(text_of(code_of("00000000000000000001")), "00000-00000-00000-00001-32");
}

TEST(Code, CheckSymbolsFulfilTheirEquations) {
  EXPECT_TRUE(rc::check([](std::uint8_t first) {
    CountingRandomness randomness(first);
    const std::string text = text_of(random_code(randomness));
    RC_ASSERT(is_codeword(without_hyphens(text)));
    RC_ASSERT(canonical_of(*parse_code(text)) == without_hyphens(text).substr(0, kCodeSymbols));
  }));
}

TEST(Code, EverySymbolComesFromRandomness) {
  CountingRandomness randomness(0);
  std::string two = canonical_of(random_code(randomness));
  two += canonical_of(random_code(randomness));
  EXPECT_EQ(two, std::string(kAlphabet) + "01234567");
}

TEST(Code, ForgivesHowPeopleType) {
  const std::string canonical = "1010ABCDEFGHJKMNPQRS";
  std::string text = text_of(code_of(canonical));
  EXPECT_EQ(canonical_of(*parse_code(text)), canonical);
  EXPECT_EQ(canonical_of(*parse_code(without_hyphens(text))), canonical);
  EXPECT_EQ(canonical_of(*parse_code("  " + text + " -")), canonical);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  EXPECT_EQ(canonical_of(*parse_code(text)), canonical);
  for (const char* typed : {"IOLO", "ioio", "lolo"}) {
    EXPECT_EQ(canonical_of(*parse_code(typed + text.substr(4))), canonical) << typed;
  }
}

TEST(Code, NoticesEveryOneOrTwoWrongSymbols) {
  CountingRandomness randomness(77);
  const std::string right = without_hyphens(text_of(random_code(randomness)));
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (std::size_t j = i; j < right.size(); ++j) {
      for (const char a : kAlphabet) {
        std::string wrong = right;
        wrong[i] = a;
        wrong[j] = kAlphabet[(kAlphabet.find(wrong[j]) + 11) % 32];
        if (wrong == right) continue;
        const auto read = parse_code(wrong);
        ASSERT_FALSE(read) << wrong;
        EXPECT_EQ(read.error().check, "code.check");
      }
      std::string swapped = right;
      std::swap(swapped[i], swapped[j]);
      EXPECT_EQ(parse_code(swapped).has_value(), right[i] == right[j]);
    }
  }
}

TEST(Code, RefusesOtherLengthsAndCharacters) {
  const std::string text = text_of(code_of("00000000000000000001"));
  for (const std::string& wrong : {std::string(), text.substr(1), text + "0", text + text}) {
    EXPECT_EQ(parse_code(wrong).error().check, "code.length") << wrong;
  }
  for (int c = 0; c < 256; ++c) {
    std::string wrong = text;
    wrong[0] = static_cast<char>(c);
    const bool zero = c == '0' || c == 'o' || c == 'O';
    EXPECT_EQ(parse_code(wrong).has_value(), zero) << c;
    const bool symbol = kAlphabet.find(static_cast<char>(std::toupper(c))) != kAlphabet.npos ||
                        std::string_view("ilIL").find(static_cast<char>(c)) != kAlphabet.npos;
    if (!zero && !symbol && c != ' ' && c != '-') {
      EXPECT_EQ(parse_code(wrong).error().check, "code.character") << c;
    }
  }
}

}  // namespace
}  // namespace undersigned::base
