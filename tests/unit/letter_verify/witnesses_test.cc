// Witnesses' cosignatures (docs/protocol.md 8): the record's checkpoint has as many as the manifest
// requires, each true, each of another witness.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "core/letter/manifest_writer.h"
#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

constexpr std::uint64_t kTime = 1'772'400'000;

const sodium::SigningKey& key_of(std::size_t witness) {
  static const auto keys = [] {
    sodium::initialise();
    sodium::SeededRandomness randomness({44});
    std::vector<sodium::SigningKey> made;
    for (int i = 0; i < 3; ++i) made.push_back(sodium::SigningKey::generate(randomness));
    return made;
  }();
  return keys[witness - 1];
}

// Two of three witnesses must cosign.
const TinyLetter& witnessed_letter() {
  static const TinyLetter letter = [] {
    TinyPlan plan;
    for (std::size_t i = 1; i <= 3; ++i) {
      plan.witnesses.push_back(*log::VerifierKey::of("witness.example/w" + std::to_string(i),
                                                     key_of(i).public_key(),
                                                     log::KeyType::kCosignature));
    }
    plan.witnesses_required = 2;
    TinyLetter made(std::make_shared<const TinyFoundation>(plan));
    made.holding().epoch(kTooFew).epoch(kNamesOpen).finish();
    return made;
  }();
  return letter;
}

log::NoteSignature cosignature(std::size_t number, std::span<const base::Bytes> leaves) {
  const TinyFoundation& foundation = witnessed_letter().foundation();
  const log::VerifierKey& key = foundation.manifest.witnesses[number - 1];
  const log::Frontier tree = tree_of(leaves);
  const log::Checkpoint checkpoint{foundation.manifest.log_origin, tree.size(), tree.root()};
  const std::string text = log::cosigned_text(checkpoint.text(), kTime);
  return {key.name(), key.id(), key_of(number).sign(base::as_bytes(text)), kTime};
}

letter::VerifyReport verify_with(const std::vector<log::NoteSignature>& lines) {
  Files files = witnessed_letter().files();
  base::Bytes& note = files["checkpoint"];
  for (const log::NoteSignature& line : lines) {
    const std::string text = line.format();
    note.insert(note.end(), text.begin(), text.end());
  }
  return verify_files(std::move(files));
}

std::string refusal(const std::vector<log::NoteSignature>& lines) {
  const auto report = verify_with(lines);
  if (!report.failure) return "valid";
  EXPECT_EQ(report.failure->line, "checkpoint");
  EXPECT_FALSE(report.outcome);
  return report.failure->check;
}

log::NoteSignature of_this(std::size_t number) {
  return cosignature(number, witnessed_letter().leaves());
}

TEST(Witnesses, AsManyAsTheManifestRequires) {
  EXPECT_EQ(refusal({}), "checkpoint.witnesses");
  EXPECT_EQ(refusal({of_this(1)}), "checkpoint.witnesses");
  EXPECT_EQ(refusal({of_this(3), of_this(1)}), "valid");
  EXPECT_EQ(refusal({of_this(1), of_this(2), of_this(3)}), "valid");
  const auto report = verify_with({of_this(1), of_this(2)});
  const auto line = std::ranges::find(report.lines, "checkpoint", &letter::CheckLine::name);
  ASSERT_NE(line, report.lines.end());
  EXPECT_NE(line->detail.find("at least 2 of 3 witnesses"), std::string::npos) << line->detail;
}

TEST(Witnesses, NoneCountsTwice) { EXPECT_EQ(refusal({of_this(1), of_this(1)}), "note.duplicate"); }

TEST(Witnesses, OfAnotherTreeIsFalse) {
  const std::span<const base::Bytes> leaves = witnessed_letter().leaves();
  EXPECT_EQ(refusal({of_this(1), cosignature(2, leaves.first(leaves.size() - 1))}), "note.verify");
  EXPECT_EQ(refusal({of_this(1), of_this(2), cosignature(3, leaves.first(20))}), "note.verify");
}

TEST(Witnesses, AStrangersIsRefused) {
  auto line = of_this(1);
  line.name = "witness.example/w9";
  EXPECT_EQ(refusal({of_this(2), of_this(3), line}), "note.unknown");
}

TEST(Witnesses, ALetterWithoutThemTakesNoCosignature) {
  Files files = two_epochs(kTooFew, kNamesOpen).finish().files();
  const std::string text = of_this(1).format();
  files["checkpoint"].insert(files["checkpoint"].end(), text.begin(), text.end());
  const auto report = verify_files(files);
  ASSERT_TRUE(report.failure);
  EXPECT_EQ(report.failure->check, "note.unknown");
}

// --- the manifest ---

std::string manifest_refusal(const std::function<void(letter::ManifestFields&)>& change) {
  letter::ManifestFields fields = witnessed_letter().manifest();
  change(fields);
  const auto bytes = letter::write_manifest(fields);
  return bytes ? "accepted" : bytes.error().check;
}

TEST(Witnesses, TheManifestNamesEachOnceAndNeverTheLog) {
  EXPECT_EQ(manifest_refusal([](letter::ManifestFields&) {}), "accepted");
  EXPECT_EQ(manifest_refusal([](letter::ManifestFields& f) { f.witnesses_required = 4; }),
            "manifest.range");
  EXPECT_EQ(manifest_refusal([](letter::ManifestFields& f) { f.witnesses_required = 0; }),
            "manifest.range");
  EXPECT_EQ(manifest_refusal([](letter::ManifestFields& f) { f.witnesses[2] = f.witnesses[0]; }),
            "manifest.duplicate");
  EXPECT_EQ(manifest_refusal([](letter::ManifestFields& f) {
              f.witnesses[1] = *log::VerifierKey::of("witness.example/other", f.witnesses[0].key(),
                                                     log::KeyType::kCosignature);
            }),
            "manifest.duplicate");
  EXPECT_EQ(manifest_refusal([](letter::ManifestFields& f) {
              f.witnesses[1] = *log::VerifierKey::of("witness.example/other", f.log_key,
                                                     log::KeyType::kCosignature);
            }),
            "manifest.duplicate");
  EXPECT_EQ(manifest_refusal([](letter::ManifestFields& f) {
              f.witnesses[1] = *log::VerifierKey::of("witness.example/other", f.issuers[0].key);
            }),
            "manifest.witness");
}

}  // namespace
}  // namespace undersigned::test
