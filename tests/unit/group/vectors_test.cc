// Published vectors of ristretto255 (RFC 9496, appendix A) and of hashing to it (RFC 9497, A.1).
#include <gtest/gtest.h>

#include <string>

#include "core/group/multiscalar.h"
#include "tests/support/vectors.h"
#include "tests/unit/group/support.h"

namespace undersigned::group {
namespace {

using test::field;
using test::load_vectors;
using test::unhex;
using test::unhex_array;

TEST(Vectors, MultiplesOfTheGenerator) {
  const base::Json vectors = load_vectors("ristretto255.json");
  Point sum;
  std::uint64_t k = 0;
  for (const auto& expected : vectors.at("generator_multiples")) {
    const auto text = expected.get<std::string>();
    EXPECT_EQ(hex(sum.encode()), text);
    EXPECT_EQ(hex(multiply_base_vartime(Scalar::from_u64(k)).encode()), text);
    EXPECT_EQ(hex(multiply_vartime(Scalar::from_u64(k), Point::base()).encode()), text);
    const auto parsed = Point::parse_or_identity(unhex_array<32>(text));
    ASSERT_TRUE(parsed.has_value());
    EXPECT_TRUE(*parsed == sum);
    sum += Point::base();
    ++k;
  }
  EXPECT_EQ(k, 16u);
}

TEST(Vectors, BadEncodingsAreRefusedForTheirReason) {
  const std::pair<std::string, std::string> reasons[] = {
      {"Non-canonical field encodings", "not an integer below"},
      {"Negative field elements", "negative field element"},
      {"Non-square x^2", "not the encoding of a point"},
      {"Negative xy value", "x*y is negative"},
      {"s = -1, which causes y = 0", "y is zero"}};
  std::size_t refused = 0;
  const base::Json vectors = load_vectors("ristretto255.json");
  for (const auto& vector : vectors.at("bad_encodings")) {
    const auto point = Point::parse(unhex_array<32>(field(vector, "hex")));
    ASSERT_FALSE(point.has_value()) << field(vector, "hex");
    EXPECT_EQ(point.error().check, "point.canonical");
    EXPECT_EQ(point.error().section, "2");
    for (const auto& [why, message] : reasons) {
      if (why != field(vector, "why")) continue;
      EXPECT_NE(point.error().message.find(message), std::string::npos)
          << field(vector, "hex") << " " << point.error().message;
      ++refused;
    }
  }
  EXPECT_EQ(refused, 30u);
}

TEST(Vectors, MapFromUniformBytes) {
  const base::Json vectors = load_vectors("ristretto255.json");
  EXPECT_EQ(vectors.at("map_from_uniform_bytes").size(), 7u);
  for (const auto& vector : vectors.at("map_from_uniform_bytes")) {
    EXPECT_EQ(hex(Point::from_uniform(unhex(field(vector, "sha512"))).encode()),
              field(vector, "point"));
  }
}

// The lists of a batch, "a,b", one hexadecimal value each.
std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out(1);
  for (const char c : list) {
    if (c == ',') {
      out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  return out;
}

// DST = prefix ‖ context string, and the context string is the suite's groupDST without its prefix.
std::string domain(const base::Json& suite, const std::string& prefix) {
  const base::Bytes group_domain = unhex(field(suite, "groupDST"));
  const std::string full(base::as_text(group_domain));
  return prefix + full.substr(std::string("HashToGroup-").size());
}

TEST(Vectors, HashToGroupInUse) {
  int checked = 0;
  for (const auto& suite : load_vectors("rfc9497_ristretto255.json")) {
    const std::string group_domain = domain(suite, "HashToGroup-");
    for (const auto& vector : suite.at("vectors")) {
      const auto inputs = split(field(vector, "Input"));
      const auto blinds = split(field(vector, "Blind"));
      const auto blinded = split(field(vector, "BlindedElement"));
      ASSERT_EQ(inputs.size(), blinded.size());
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Point element = hash_to_group(unhex(inputs[i]), base::as_bytes(group_domain));
        const Scalar blind = *Scalar::parse(unhex_array<32>(blinds[i]));
        EXPECT_EQ(hex(multiply_vartime(blind, element).encode()), blinded[i]);
        ++checked;
      }
    }
  }
  EXPECT_GE(checked, 8);
}

// DeriveKeyPair: sk = HashToScalar(seed ‖ len(info) ‖ info ‖ counter).
TEST(Vectors, HashToScalarInUse) {
  for (const auto& suite : load_vectors("rfc9497_ristretto255.json")) {
    base::Bytes input = unhex(field(suite, "seed"));
    const base::Bytes info = unhex(field(suite, "keyInfo"));
    input.push_back(0);
    input.push_back(static_cast<std::uint8_t>(info.size()));
    input.insert(input.end(), info.begin(), info.end());
    input.push_back(0);
    const std::string key_domain = domain(suite, "DeriveKeyPair");
    const Scalar key = hash_to_scalar(input, base::as_bytes(key_domain));
    EXPECT_EQ(hex(key.encode()), field(suite, "skSm"));
    if (suite.contains("pkSm")) {
      EXPECT_EQ(hex(multiply_base_vartime(key).encode()), field(suite, "pkSm"));
    }
  }
}

}  // namespace
}  // namespace undersigned::group
