#include "core/letter/leaf.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/base/encoding.h"
#include "core/letter/epoch_leaf.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {
namespace {

using base::Bytes;

TEST(Leaf, IsHeaderThenPayload) {
  EXPECT_EQ(base::to_hex(encode_leaf(LeafKind::kRoster, 2, 0x103, Bytes{7, 8})), "03020003010708");
  EXPECT_EQ(base::to_hex(encode_leaf(LeafKind::kEpoch, Bytes{})), "0600000100");
  const Bytes bytes = encode_leaf(LeafKind::kTally, 3, 5, Bytes{1, 2, 3});
  const auto leaf = Leaf::parse(bytes);
  ASSERT_TRUE(leaf);
  EXPECT_EQ(leaf->kind, LeafKind::kTally);
  EXPECT_EQ(leaf->part, 3);
  EXPECT_EQ(leaf->parts, 5);
  EXPECT_EQ(base::to_hex(leaf->payload), "010203");
}

TEST(Leaf, RoundTrip) {
  EXPECT_TRUE(
      rc::check([](std::uint8_t kind, std::uint16_t a, std::uint16_t b, const Bytes& payload) {
        RC_PRE(a != b);
        const auto wanted = static_cast<LeafKind>(kind % 14 + 1);
        const Bytes bytes = encode_leaf(wanted, std::min(a, b), std::max(a, b), payload);
        const auto leaf = Leaf::parse(bytes);
        RC_ASSERT(leaf.has_value());
        RC_ASSERT(leaf->kind == wanted && leaf->part == std::min(a, b) &&
                  leaf->parts == std::max(a, b));
        RC_ASSERT(
            std::equal(payload.begin(), payload.end(), leaf->payload.begin(), leaf->payload.end()));
      }));
}

TEST(Leaf, RefusesOtherBytes) {
  const auto check = [](const Bytes& bytes) {
    const auto leaf = Leaf::parse(bytes);
    return leaf ? "accepted" : leaf.error().check;
  };
  EXPECT_EQ(check({}), "leaf.header");
  EXPECT_EQ(check({5, 0, 0, 1}), "leaf.header");
  EXPECT_EQ(check({5, 0, 0, 1, 0}), "accepted");
  EXPECT_EQ(check({0, 0, 0, 1, 0}), "leaf.kind");
  EXPECT_EQ(check({15, 0, 0, 1, 0}), "leaf.kind");
  EXPECT_EQ(check({255, 0, 0, 1, 0}), "leaf.kind");
  EXPECT_EQ(check({5, 0, 0, 0, 0}), "leaf.part");
  EXPECT_EQ(check({5, 1, 0, 1, 0}), "leaf.part");
  Bytes longest(kMaxLeafBytes);
  longest[0] = 1;
  longest[3] = 1;
  EXPECT_EQ(check(longest), "accepted");
  longest.push_back(0);
  EXPECT_EQ(check(longest), "leaf.size");
}

TEST(Leaf, KindsHaveTheNamesOfTheTable) {
  EXPECT_EQ(name_of(LeafKind::kManifest), "manifest");
  EXPECT_EQ(name_of(LeafKind::kEntry), "entry");
  EXPECT_EQ(name_of(LeafKind::kOpening), "opening");
  EXPECT_EQ(name_of(LeafKind::kStatement), "statement");
  EXPECT_EQ(name_of(LeafKind::kOutcome), "outcome");
}

// The manifest's leaves joined again; the refusal's check, or "accepted".
std::string rejoined(const std::vector<Bytes>& payloads, Bytes& out) {
  ManifestReader reader;
  const auto leaves = encode_sequence(LeafKind::kManifest, payloads);
  for (const Bytes& bytes : leaves) {
    const auto added = reader.add(*Leaf::parse(bytes));
    if (!added) return added.error().check;
  }
  out = reader.bytes();
  return "accepted";
}

TEST(ManifestPayloads, AreCutAt65000) {
  for (const std::size_t size : {1u, 64'999u, 65'000u, 65'001u, 130'000u, 262'144u}) {
    Bytes manifest(size);
    for (std::size_t i = 0; i < size; ++i) manifest[i] = static_cast<std::uint8_t>(i * i >> 7);
    const auto payloads = manifest_payloads(manifest);
    EXPECT_EQ(payloads.size(), (size + 64'999) / 65'000);
    Bytes again;
    EXPECT_EQ(rejoined(payloads, again), "accepted");
    EXPECT_EQ(again, manifest);
  }
}

TEST(ManifestPayloads, RefuseOtherCuts) {
  Bytes out;
  const Bytes full(65'000), over(65'001), one(1);
  EXPECT_EQ(rejoined({one, full}, out), "leaf.manifest");
  EXPECT_EQ(rejoined({full, Bytes{}}, out), "leaf.manifest");
  EXPECT_EQ(rejoined({over}, out), "leaf.manifest");
  EXPECT_EQ(rejoined({full, full, full, full, full}, out), "leaf.manifest");
  EXPECT_EQ(rejoined({full, full, full, full, one}, out), "accepted");
}

TEST(EpochLeaf, HasOneForm) {
  const EpochLeaf leaf{3, 1'772'355'600, "note\n"};
  EXPECT_EQ(base::to_hex(leaf.encode()), "030000001000a4690000000005006e6f74650a");
  const auto again = EpochLeaf::parse(leaf.encode());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->epoch, leaf.epoch);
  EXPECT_EQ(again->end, leaf.end);
  EXPECT_EQ(again->note, leaf.note);
}

TEST(EpochLeaf, RefusesOtherBytes) {
  Bytes bytes = EpochLeaf{1, 2, "note"}.encode();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(EpochLeaf::parse(base::ByteView(bytes).first(size)).error().check, "epoch.encoding");
  }
  bytes.push_back(0);
  EXPECT_EQ(EpochLeaf::parse(bytes).error().check, "epoch.encoding");
  EXPECT_TRUE(EpochLeaf::parse(EpochLeaf{1, 2, std::string(kMaxNoteBytes, 'x')}.encode()));
  EXPECT_FALSE(EpochLeaf::parse(EpochLeaf{1, 2, std::string(kMaxNoteBytes + 1, 'x')}.encode()));
}

}  // namespace
}  // namespace undersigned::letter
