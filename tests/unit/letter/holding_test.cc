#include "core/letter/holding.h"

#include <gtest/gtest.h>

#include "app/sodium/sodium.h"
#include "core/letter/fingerprint.h"
#include "tests/support/sample_manifest.h"

namespace undersigned::letter {
namespace {

class Holding : public testing::Test {
 protected:
  Holding() : fingerprint_(test::sample_key("fingerprint")) {
    sodium::initialise();
    sodium::SeededRandomness randomness({1});
    ManifestFields fields = test::sample_fields();
    for (Trustee& trustee : fields.trustees) {
      keys_.push_back(sodium::SigningKey::generate(randomness));
      trustee.signing_key = keys_.back().public_key();
    }
    manifest_ = test::manifest_of(fields);
  }

  HoldingStatement statement(std::uint8_t trustee) const {
    return {trustee, keys_[trustee - 1].sign(holding_message(fingerprint_, trustee))};
  }
  std::string check(const HoldingStatement& statement, std::size_t expected) const {
    const auto verified = statement.verify(manifest_, fingerprint_, expected);
    return verified ? "accepted" : verified.error().check;
  }

  hash::Digest256 fingerprint_;
  std::vector<sodium::SigningKey> keys_;
  Manifest manifest_;
};

TEST_F(Holding, IsSignedByEachInTurn) {
  for (std::uint8_t trustee = 1; trustee <= 3; ++trustee) {
    const base::Bytes payload = statement(trustee).encode();
    EXPECT_EQ(payload.size(), 66u);
    EXPECT_EQ(payload[0], 1);
    const auto read = HoldingStatement::parse(payload);
    ASSERT_TRUE(read);
    EXPECT_EQ(check(*read, trustee), "accepted");
  }
}

TEST_F(Holding, RefusesOthers) {
  EXPECT_EQ(check(statement(2), 1), "holding.order");
  HoldingStatement wrong = statement(1);
  wrong.signature[10] ^= 1;
  EXPECT_EQ(check(wrong, 1), "holding.signature");
  wrong = statement(1);
  wrong.trustee = 2;
  EXPECT_EQ(check(wrong, 2), "holding.signature");
  wrong = {1, keys_[0].sign(holding_message(test::sample_key("another"), 1))};
  EXPECT_EQ(check(wrong, 1), "holding.signature");
}

TEST_F(Holding, RefusesOtherBytes) {
  base::Bytes payload = statement(1).encode();
  for (std::size_t size = 0; size < payload.size(); ++size) {
    EXPECT_EQ(HoldingStatement::parse(base::ByteView(payload).first(size)).error().check,
              "holding.encoding");
  }
  payload[0] = 2;
  EXPECT_EQ(HoldingStatement::parse(payload).error().check, "holding.encoding");
  payload[0] = 1;
  payload.push_back(0);
  EXPECT_EQ(HoldingStatement::parse(payload).error().check, "holding.encoding");
}

// RFC 6962: a leaf is hashed behind 0, two nodes behind 1.
TEST(Fingerprint, IsTheRoot) {
  const base::Bytes a = {1, 2}, b = {3}, c = {};
  const auto leaf = [](base::Bytes bytes) {
    bytes.insert(bytes.begin(), 0);
    return hash::sha256(bytes);
  };
  const auto node = [](const hash::Digest256& left, const hash::Digest256& right) {
    base::Bytes bytes = {1};
    bytes.insert(bytes.end(), left.begin(), left.end());
    bytes.insert(bytes.end(), right.begin(), right.end());
    return hash::sha256(bytes);
  };
  EXPECT_EQ(fingerprint_of(std::vector<base::Bytes>{a}), leaf(a));
  EXPECT_EQ(fingerprint_of(std::vector<base::Bytes>{a, b, c}),
            node(node(leaf(a), leaf(b)), leaf(c)));
}

}  // namespace
}  // namespace undersigned::letter
