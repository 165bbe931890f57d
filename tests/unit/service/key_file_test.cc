#include "app/service/key_file.h"

#include <gtest/gtest.h>

#include "app/service/files.h"
#include "tests/support/temporary_folder.h"

namespace undersigned::service {
namespace {

class KeyFileTest : public testing::Test {
 protected:
  void SetUp() override { sodium::initialise(); }
  KeyFile make(std::string_view extra) {
    KeyFile key = KeyFile::generate(KeyKind::kTrustee, "Trustee One", randomness_);
    const base::ByteView bytes = base::as_bytes(extra);
    key.set_extra(base::SecretBytes(base::Bytes(bytes.begin(), bytes.end())));
    return key;
  }
  std::string text() {
    return std::string(base::as_text(read_file(folder_ / "k", 1 << 20).value()));
  }
  void rewrite(std::string_view from, std::string_view to) {
    std::string changed = text();
    const auto place = changed.find(from);
    ASSERT_NE(place, std::string::npos);
    changed.replace(place, from.size(), to);
    ASSERT_TRUE(write_file(folder_ / "k", base::as_bytes(changed), Privacy::kPrivate));
  }
  test::TemporaryFolder folder_;
  sodium::SystemRandomness randomness_;
};

TEST_F(KeyFileTest, KeepsNameKeyAndSecret) {
  const KeyFile key = make("more");
  for (const Passphrase& passphrase : {Passphrase(), Passphrase("correct horse")}) {
    ASSERT_TRUE(key.save(folder_ / "k", passphrase, randomness_));
    const auto loaded = KeyFile::load(folder_ / "k", KeyKind::kTrustee, passphrase);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->name(), "Trustee One");
    EXPECT_EQ(loaded->signing().public_key(), key.signing().public_key());
    EXPECT_EQ(base::as_text(loaded->extra()), "more");
  }
}

TEST_F(KeyFileTest, AProtectedFileNeedsItsPassphraseAndShowsNoSecret) {
  ASSERT_TRUE(make("tell-nobody").save(folder_ / "k", Passphrase("correct horse"), randomness_));
  EXPECT_EQ(KeyFile::load(folder_ / "k", KeyKind::kTrustee, std::nullopt).error().check,
            "key.passphrase");
  EXPECT_EQ(
      KeyFile::load(folder_ / "k", KeyKind::kTrustee, Passphrase("wrong horse")).error().check,
      "key.passphrase");
  EXPECT_EQ(text().find("74656c6c2d6e6f626f6479"), std::string::npos);
}

TEST_F(KeyFileTest, RefusesOtherKindsAndSwappedParts) {
  ASSERT_TRUE(make("").save(folder_ / "k", std::nullopt, randomness_));
  EXPECT_EQ(KeyFile::load(folder_ / "k", KeyKind::kLog, std::nullopt).error().check, "key.kind");
  rewrite("\"undersigned-key\": 1", "\"undersigned-key\": 2");
  EXPECT_EQ(KeyFile::load(folder_ / "k", KeyKind::kTrustee, std::nullopt).error().check,
            "key.format");
}

TEST_F(KeyFileTest, ThePublicPartIsBoundToTheSecret) {
  ASSERT_TRUE(make("").save(folder_ / "k", Passphrase("correct horse"), randomness_));
  rewrite("Trustee One", "Trustee Two");
  EXPECT_EQ(
      KeyFile::load(folder_ / "k", KeyKind::kTrustee, Passphrase("correct horse")).error().check,
      "key.passphrase");
}

TEST_F(KeyFileTest, RefusesUnboundedCosts) {
  ASSERT_TRUE(make("").save(folder_ / "k", Passphrase("correct horse"), randomness_));
  rewrite("\"memory_bytes\": 67108864", "\"memory_bytes\": 99999999999");
  EXPECT_FALSE(KeyFile::load(folder_ / "k", KeyKind::kTrustee, Passphrase("correct horse")));
}

}  // namespace
}  // namespace undersigned::service
