// After a failure (docs/protocol.md 16): trustees erase their shares, once and for good; then the
// entries are left out of what is published.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/service/drill.h"
#include "app/service/files.h"
#include "app/service/record_office.h"
#include "app/service/trustee_desk.h"
#include "app/service/trustee_key.h"
#include "app/service/withholding.h"
#include "app/sodium/sodium.h"
#include "core/base/encoding.h"
#include "core/base/executor.h"
#include "core/trustee/trustee_office.h"
#include "tests/support/temporary_folder.h"

namespace undersigned::service {
namespace {

class ErasureTest : public testing::Test {
 protected:
  ErasureTest() { sodium::initialise(); }

  void make(std::size_t trustees, std::size_t threshold, bool fails = true) {
    plan_ = {folder_ / "drill", {}, threshold, fails};
    for (std::size_t i = 1; i <= trustees; ++i)
      plan_.names.push_back("Trustee " + std::to_string(i));
    auto made = make_drill(plan_, runtime_);
    ASSERT_TRUE(made) << made.error().message;
    drill_ = *std::move(made);
  }
  void play() {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < plan_.names.size(); ++i) all.push_back(i);
    ASSERT_TRUE(play_drill(plan_, drill_, all, runtime_));
  }

  using Act = base::Result<trustee::TrusteeReport> (*)(trustee::TrusteeDesk&, trustee::Key&,
                                                       const Runtime&);
  base::Result<trustee::TrusteeReport> act(std::size_t number,
                                           Act action = trustee::trustee_erase) {
    auto folder = LetterFolder::open(plan_.out);
    auto key = TrusteeKey::load(drill_.keys[number - 1], std::nullopt);
    EXPECT_TRUE(folder && key);
    LocalDesk desk(*folder);
    return action(desk, *key, runtime_);
  }
  std::string refusal(std::size_t number, Act action = trustee::trustee_erase) {
    const auto done = act(number, action);
    return done ? "done" : done.error().check;
  }
  base::Result<WithholdReport> withhold() {
    auto folder = LetterFolder::open(plan_.out);
    EXPECT_TRUE(folder);
    return withhold_entries(*folder, runtime_);
  }
  std::string key_text(std::size_t number) {
    const base::Bytes bytes = read_file(drill_.keys[number - 1], 1u << 20).value();
    return std::string(base::as_text(bytes));
  }
  std::vector<std::string> published() {
    std::vector<std::string> files;
    const auto record = plan_.out / "record";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(record)) {
      if (entry.is_regular_file())
        files.push_back(entry.path().lexically_relative(record).string());
    }
    std::ranges::sort(files);
    return files;
  }

  test::TemporaryFolder folder_;
  sodium::SodiumGroup group_;
  sodium::SeededRandomness randomness_{{6}};
  base::SerialExecutor executor_;
  std::int64_t now_ = 1'900'009'000;
  Runtime runtime_{group_, randomness_, executor_, [this] { return now_; }};
  DrillPlan plan_;
  Drill drill_;
};

TEST_F(ErasureTest, ComesAfterTheCountOfAFailureOnly) {
  make(3, 2);
  EXPECT_EQ(refusal(1), "erase.state");
  play();
  now_ = 1'700'000'900;  // within the only epoch, by this trustee's clock
  EXPECT_EQ(refusal(1), "erase.early");
  EXPECT_EQ(withhold().error().check, "withhold.erasures");
}

TEST_F(ErasureTest, NeverComesAfterAnOpening) {
  make(3, 2, false);
  play();
  EXPECT_EQ(refusal(1), "erase.state");
  EXPECT_EQ(withhold().error().check, "withhold.state");
}

TEST_F(ErasureTest, LeavesNoSecretOfTheLettersKeys) {
  make(3, 2);
  play();
  std::string shares, decryption;
  {
    const auto key = TrusteeKey::load(drill_.keys[0], std::nullopt);
    ASSERT_TRUE(key);
    constexpr std::size_t kHead = 35;  // manifest hash, τ, how many: nothing secret
    shares = base::to_hex(key->vault().shares.reveal().subspan(kHead));
    decryption = base::to_hex(key->vault().decryption.reveal().encode());
  }
  ASSERT_NE(key_text(1).find(shares), std::string::npos);
  ASSERT_TRUE(act(1));
  for (std::size_t at = 0; at + 64 <= shares.size(); at += 64)
    EXPECT_EQ(key_text(1).find(shares.substr(at, 64)), std::string::npos);
  EXPECT_EQ(key_text(1).find(decryption), std::string::npos);
  EXPECT_EQ(refusal(1, trustee::trustee_step), "trustee.erased");
  const auto open = [](trustee::TrusteeDesk& desk, trustee::Key& key, const Runtime& runtime) {
    return trustee::trustee_open(desk, key, runtime);
  };
  EXPECT_EQ(refusal(1, open), "trustee.erased");
}

TEST_F(ErasureTest, IsGoneOnWithWhereItStopped) {
  make(3, 2);
  play();
  {
    // Stopped after the shares were gone, before anybody was told.
    auto key = TrusteeKey::load(drill_.keys[1], std::nullopt);
    ASSERT_TRUE(key);
    key->vault().erase(drill_.fingerprint);
    ASSERT_TRUE(key->save(runtime_));
  }
  const auto done = act(2);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->done, std::vector<std::string>{"stated that its shares are erased"});
  const auto again = act(2);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->done.empty());
  auto folder = LetterFolder::open(plan_.out);
  ASSERT_TRUE(folder);
  const auto view = RecordView::read(folder->store(), runtime_);
  ASSERT_TRUE(view);
  ASSERT_EQ(view->verified().beside().erasures.size(), 1u);
  EXPECT_EQ(view->verified().beside().erasures[0].trustee, 2u);
}

TEST_F(ErasureTest, AKeyFromACopyIsErasedAgain) {
  make(3, 2);
  play();
  const base::Bytes copy = read_file(drill_.keys[0], 1u << 20).value();
  ASSERT_TRUE(act(1));
  ASSERT_TRUE(write_file(drill_.keys[0], copy, Privacy::kPrivate));
  const auto again = act(1);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->done, std::vector<std::string>{"erased its shares from the key file"});
  EXPECT_TRUE(TrusteeKey::load(drill_.keys[0], std::nullopt)->vault().shares.reveal().empty());
}

TEST_F(ErasureTest, ThenNoPublishedFileHasAnEntry) {
  make(3, 2);
  play();
  ASSERT_TRUE(act(3));
  const auto early = withhold();
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().check, "withhold.erasures");
  EXPECT_NE(early.error().message.find("1 more of these trustees"), std::string::npos)
      << early.error().message;
  ASSERT_TRUE(act(1));
  const auto before = published();
  const auto report = withhold();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->entries, 12u);
  EXPECT_EQ(report->not_erased, std::vector<std::string>{"Trustee 2"});
  for (const std::string& file : published())
    EXPECT_FALSE(file.starts_with("tile/entries")) << file;
  EXPECT_EQ(published().size(), before.size());
  // What comes afterwards leaves it so.
  ASSERT_TRUE(act(2));
  ASSERT_TRUE(withhold());
  for (const std::string& file : published())
    EXPECT_FALSE(file.starts_with("tile/entries")) << file;
  EXPECT_EQ(published().size(), before.size());
}

}  // namespace
}  // namespace undersigned::service
