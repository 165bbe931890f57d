// A witness (docs/protocol.md 8): cosigns what continues what it has seen, and nothing else,
// however it was stopped.
#include "app/service/witness.h"

#include <gtest/gtest.h>

#include "app/sodium/sodium.h"
#include "core/base/executor.h"
#include "core/letter/record_checkpoint.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_letter.h"

namespace undersigned::service {
namespace {

using test::Files;
using test::TinyFoundation;
using test::TinyLetter;

class WitnessTest : public testing::Test {
 protected:
  WitnessTest() {
    sodium::initialise();
    const auto key =
        WitnessKey::create(folder_ / "w.key", "witness.example/w1", std::nullopt, runtime_);
    EXPECT_TRUE(key);
    plan_.witnesses = {key->verifier()};
    plan_.witnesses_required = 1;
    foundation_ = std::make_shared<const TinyFoundation>(plan_);
  }

  TinyLetter letter(std::uint8_t seed = 1) const {
    TinyLetter made(foundation_, seed);
    made.holding();
    return made;
  }
  static TinyLetter epoch(TinyLetter letter) {
    letter.epoch(std::vector<std::optional<test::Answers>>(6));
    return letter;
  }

  // The witness as a new process has it.
  base::Result<std::string> cosign(const Files& files) {
    auto key = WitnessKey::load(folder_ / "w.key", std::nullopt);
    if (!key) return std::unexpected(key.error());
    return key->cosign(
        [&](const std::string& path, std::size_t most) -> base::Result<base::Bytes> {
          const auto file = files.find(path);
          if (file == files.end() || file->second.size() > most)
            return base::fail("files.read", "8", path + " cannot be read.");
          return file->second;
        },
        [&](const std::string& path) { return files.contains(path); }, runtime_);
  }
  std::string refusal(const Files& files) {
    const auto line = cosign(files);
    return line ? "cosigned" : line.error().check;
  }

  test::TemporaryFolder folder_;
  sodium::SodiumGroup group_;
  sodium::SeededRandomness randomness_{{6}};
  base::SerialExecutor executor_;
  std::int64_t now_ = 1'800'000'000;
  Runtime runtime_{group_, randomness_, executor_, [this] { return now_; }};
  test::TinyPlan plan_;
  std::shared_ptr<const TinyFoundation> foundation_;
};

TEST_F(WitnessTest, CosignsARecordAsItGrows) {
  const TinyLetter first = epoch(letter());
  const TinyLetter second = epoch(first);
  for (const TinyLetter& grown : {letter(), first, first, second}) {
    Files files = grown.files();
    const auto line = cosign(files);
    ASSERT_TRUE(line) << line.error().message;
    files["checkpoint"].insert(files["checkpoint"].end(), line->begin(), line->end());
    const auto checkpoint = letter::open_checkpoint(foundation_->manifest, files["checkpoint"],
                                                    letter::Cosignatures::kRequired);
    ASSERT_TRUE(checkpoint) << checkpoint.error().message;
    EXPECT_EQ(checkpoint->size, grown.leaves().size());
    // What others have cosigned does not keep it from doing so again.
    EXPECT_EQ(refusal(files), "cosigned");
  }
  const auto key = WitnessKey::load(folder_ / "w.key", std::nullopt);
  ASSERT_EQ(key->seen().size(), 1u);
  EXPECT_EQ(key->seen().begin()->second.size, second.leaves().size());
}

// Two that had both read the file before either wrote it would cosign two histories.
TEST_F(WitnessTest, OneAtATimeWorksWithAKeyFile) {
  auto one = WitnessKey::load(folder_ / "w.key", std::nullopt);
  ASSERT_TRUE(one);
  EXPECT_EQ(refusal(letter().files()), "file.busy");
  WitnessKey moved = *std::move(one);
  EXPECT_EQ(refusal(letter().files()), "file.busy");
  {
    const WitnessKey gone = std::move(moved);
  }
  EXPECT_EQ(refusal(letter().files()), "cosigned");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "w.key.lock"));
}

TEST_F(WitnessTest, NeverCosignsASmallerTreeAgain) {
  const TinyLetter first = epoch(letter());
  ASSERT_TRUE(cosign(epoch(first).files()));
  EXPECT_EQ(refusal(first.files()), "witness.rollback");
}

TEST_F(WitnessTest, NeverCosignsASecondHistory) {
  const TinyLetter first = epoch(letter(1)), other = epoch(letter(2));
  ASSERT_TRUE(cosign(first.files()));
  EXPECT_EQ(refusal(other.files()), "witness.fork");
  EXPECT_EQ(refusal(epoch(other).files()), "witness.fork");
  EXPECT_EQ(refusal(epoch(first).files()), "cosigned");
}

TEST_F(WitnessTest, RefusesWhatTheLogDidNotSign) {
  Files files = epoch(letter()).files();
  files["checkpoint"][files["checkpoint"].size() - 20] ^= 1;
  EXPECT_NE(refusal(files), "cosigned");
  files = epoch(letter()).files();
  files["checkpoint"] = letter().files()["checkpoint"];
  EXPECT_NE(refusal(files), "cosigned");
  EXPECT_TRUE(WitnessKey::load(folder_ / "w.key", std::nullopt)->seen().empty());
}

TEST_F(WitnessTest, RefusesAManifestThatIsNotInTheTree) {
  Files files = letter().files();
  for (auto& [path, bytes] : files) {
    if (path.starts_with("tile/entries")) bytes[100] ^= 1;
  }
  EXPECT_EQ(refusal(files), "proof.inclusion");
}

TEST_F(WitnessTest, KnowsALogByOneKey) {
  ASSERT_TRUE(cosign(letter().files()));
  plan_.seed = 8;
  const auto other = std::make_shared<const TinyFoundation>(plan_);
  ASSERT_EQ(other->manifest.log_origin, foundation_->manifest.log_origin);
  TinyLetter second(other);
  second.holding();
  EXPECT_EQ(refusal(epoch(second).files()), "witness.log");
}

TEST_F(WitnessTest, CosignsOnlyLettersThatNameIt) {
  plan_.witnesses = {};
  plan_.witnesses_required = 0;
  TinyLetter stranger(std::make_shared<const TinyFoundation>(plan_));
  EXPECT_EQ(refusal(stranger.holding().files()), "witness.stranger");
}

// Nothing is cosigned that is not remembered: where the key file cannot be written there is no
// line.
TEST_F(WitnessTest, RemembersBeforeItSigns) {
  const Files files = letter().files();
  auto key = WitnessKey::load(folder_ / "w.key", std::nullopt);
  ASSERT_TRUE(key);
  std::filesystem::remove(folder_ / "w.key");
  std::filesystem::create_directory(folder_ / "w.key.new");  // where the new one would be written
  const auto line =
      key->cosign([&](const std::string& path,
                      std::size_t) -> base::Result<base::Bytes> { return files.at(path); },
                  [&](const std::string& path) { return files.contains(path); }, runtime_);
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().check, "file.write");
}

TEST_F(WitnessTest, ItsClockNeverGoesBack) {
  const auto first = log::NoteSignature::parse(cosign(letter().files()).value());
  now_ -= 1'000;
  const auto second = log::NoteSignature::parse(cosign(epoch(letter()).files()).value());
  EXPECT_EQ(first->time, 1'800'000'000u);
  EXPECT_EQ(second->time, first->time);
}

TEST_F(WitnessTest, ANameIsAKeysName) {
  const auto made = WitnessKey::create(folder_ / "x.key", "A witness", std::nullopt, runtime_);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().check, "note.name");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x.key"));
}

}  // namespace
}  // namespace undersigned::service
