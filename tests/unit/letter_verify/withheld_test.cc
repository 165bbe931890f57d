// Entries withheld after failure (docs/protocol.md 16): when that may be, what the verifier still
// checks of such a record, and that it is never valid.
#include <gtest/gtest.h>

#include "core/letter/erasure.h"
#include "tests/unit/letter_verify/altered.h"

namespace undersigned::test {
namespace {

// Six people's letter that failed: two of three trustees, an hour for objections.
const TinyLetter& failed_letter() {
  static const TinyLetter letter = two_epochs(kNamesOpen, kTooFew).count();
  return letter;
}

std::uint64_t objections_end() {
  const letter::Manifest& manifest = six_people()->manifest;
  return static_cast<std::uint64_t>(manifest.epoch_end(2)) + manifest.objection_seconds;
}

base::Bytes erasure(std::uint8_t trustee, std::uint64_t date = objections_end(),
                    std::uint8_t signer = 0) {
  letter::ErasureStatement statement{trustee, date, {}};
  statement.sign(six_people()->fingerprint,
                 six_people()->trustees->signers[(signer == 0 ? trustee : signer) - 1u]);
  return letter::encode_leaf(LeafKind::kStatement, statement.encode());
}

Leaves with_erasures(const TinyLetter& letter, const std::vector<base::Bytes>& statements) {
  Leaves leaves = letter.leaves();
  leaves.insert(leaves.end(), statements.begin(), statements.end());
  return leaves;
}

Leaves erased_letter() { return with_erasures(failed_letter(), {erasure(3), erasure(1)}); }

Files withheld(const Leaves& leaves, const Withhold& withhold = withhold_entries) {
  return folder_of(leaves, six_people()->log_key(), withhold);
}

const letter::CheckLine& line_of(const letter::VerifyReport& report, const char* name) {
  const auto line = std::ranges::find(report.lines, name, &letter::CheckLine::name);
  UNDERSIGNED_CHECK(line != report.lines.end());
  return *line;
}

// --- statements of erasure ---

TEST(Erasures, StandBesideALetterThatFailed) {
  const Verified verified = verify_leaves(erased_letter());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  EXPECT_EQ(verified.outcome->state, letter::LetterState::kFailed);
  const auto& erasures = verified.outcome->beside.erasures;
  ASSERT_EQ(erasures.size(), 2u);
  EXPECT_EQ(erasures[0].trustee, 3u);
  EXPECT_EQ(erasures[1].date, objections_end());
}

struct ErasureCase {
  const char* name;
  std::function<Leaves()> make;
  const char* check;
};
void PrintTo(const ErasureCase& one, std::ostream* out) { *out << one.name; }
class FalseErasure : public testing::TestWithParam<ErasureCase> {};

TEST_P(FalseErasure, IsRefused) {
  const Leaves leaves = GetParam().make();
  const Verified verified = verify_leaves(leaves);
  ASSERT_TRUE(verified.failure);
  EXPECT_EQ(verified.failure->line, "beside");
  EXPECT_EQ(verified.failure->check, GetParam().check) << show(verified.failure);
  EXPECT_EQ(verified.failure->leaf, leaves.size() - 1);
}

base::Bytes changed_erasure(std::size_t size, std::size_t at) {
  base::Bytes leaf = erasure(1);
  leaf.resize(size);
  leaf[at] ^= 1;
  return leaf;
}

const std::vector<ErasureCase> kErasures = {
    {"before_the_count",
     [] { return with_erasures(two_epochs(kNamesOpen, kTooFew), {erasure(1)}); }, "erasure.early"},
    {"of_an_opened_letter", [] { return with_erasures(opened_letter(), {erasure(1)}); },
     "erasure.early"},
    {"within_the_objection_time",
     [] { return with_erasures(failed_letter(), {erasure(1, objections_end() - 1)}); },
     "erasure.early"},
    {"before_the_close", [] { return with_erasures(failed_letter(), {erasure(1, 5)}); },
     "erasure.early"},
    {"twice",
     [] { return with_erasures(failed_letter(), {erasure(1), erasure(1, objections_end() + 9)}); },
     "erasure.twice"},
    {"by_trustee_0",
     [] { return with_erasures(failed_letter(), {erasure(0, objections_end(), 1)}); },
     "erasure.trustee"},
    {"by_trustee_4",
     [] { return with_erasures(failed_letter(), {erasure(4, objections_end(), 1)}); },
     "erasure.trustee"},
    {"by_another_trustee",
     [] { return with_erasures(failed_letter(), {erasure(1, objections_end(), 2)}); },
     "erasure.signature"},
    {"with_another_moment", [] { return with_erasures(failed_letter(), {changed_erasure(79, 7)}); },
     "erasure.signature"},
    {"cut_short", [] { return with_erasures(failed_letter(), {changed_erasure(78, 70)}); },
     "erasure.encoding"},
    {"with_more_at_its_end",
     [] { return with_erasures(failed_letter(), {changed_erasure(80, 79)}); }, "erasure.encoding"},
};
std::string name_of(const testing::TestParamInfo<ErasureCase>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Beside, FalseErasure, testing::ValuesIn(kErasures), name_of);

// --- withheld entries ---

TEST(WithheldEntries, AreSaidAndNeverValid) {
  const auto report = verify_files(withheld(erased_letter()), six_people()->fingerprint);
  EXPECT_FALSE(report.outcome);
  ASSERT_TRUE(report.withheld) << show(report.failure);
  ASSERT_TRUE(report.failure);
  EXPECT_EQ(report.failure->check, "entries.withheld");
  EXPECT_EQ(report.withheld->state, letter::LetterState::kFailed);
  EXPECT_EQ(report.withheld->fingerprint, six_people()->fingerprint);
  for (const char* name : {"files", "checkpoint", "manifest", "keys", "roster", "holding",
                           "fingerprint", "epochs", "names", "tallies", "beside"}) {
    EXPECT_TRUE(line_of(report, name).ok) << name;
  }
  for (const char* name : {"entries", "count", "settlement", "state"}) {
    EXPECT_FALSE(line_of(report, name).ok) << name;
    EXPECT_TRUE(line_of(report, name).withheld) << name;
  }
  EXPECT_EQ(report.lines.back().detail, "entries withheld after failure");
}

TEST(WithheldEntries, TheRecordBeforeIsTheSameTree) {
  const auto before = verify_files(withheld(erased_letter(), {}));
  ASSERT_FALSE(before.failure) << show(before.failure);
  const auto after = verify_files(withheld(erased_letter()));
  ASSERT_TRUE(after.withheld);
  EXPECT_EQ(before.outcome->root, after.withheld->root);
  EXPECT_EQ(before.outcome->settlement->signatures, 0u);
}

struct WithheldCase {
  const char* name;
  std::function<Files()> make;
  const char* check;
};
void PrintTo(const WithheldCase& one, std::ostream* out) { *out << one.name; }
class FalselyWithheld : public testing::TestWithParam<WithheldCase> {};

TEST_P(FalselyWithheld, IsRefused) {
  const auto report = verify_files(GetParam().make());
  ASSERT_TRUE(report.failure);
  EXPECT_FALSE(report.outcome);
  EXPECT_FALSE(report.withheld);
  EXPECT_EQ(report.failure->check, GetParam().check) << show(report.failure);
  EXPECT_FALSE(report.lines.back().ok);
  EXPECT_FALSE(report.lines.back().withheld);
}

Withhold all_entries_but(std::size_t leaf) {
  return
      [=](std::size_t index, LeafKind kind) { return kind == LeafKind::kEntry && index != leaf; };
}
Withhold entries_and(std::size_t leaf) {
  return
      [=](std::size_t index, LeafKind kind) { return kind == LeafKind::kEntry || index == leaf; };
}
Withhold only(std::size_t leaf) {
  return [=](std::size_t index, LeafKind) { return index == leaf; };
}

// The failed letter with a tally whose numbers are `change`d.
Leaves stating(const std::function<void(letter::Tally&)>& change) {
  const TinyLetter letter = two_epochs(kNamesOpen, kTooFew);
  letter::Tally tally = letter.tally(1, letter::kAllCells);
  change(tally);
  TinyLetter counted(letter);
  counted.append(LeafKind::kTally, tally.encode());
  return with_erasures(counted, {erasure(1), erasure(2)});
}

constexpr const char* kKept = "tile/kept/000.p/29";
constexpr const char* kWhole = "tile/entries/000.p/29";
constexpr const char* kHashes = "tile/0/000.p/29";

const std::vector<WithheldCase> kWithheld = {
    {"of_a_letter_that_opened", [] { return withheld(with_erasures(opened_letter(), {})); },
     "withheld.opened"},
    {"of_one_that_opened_counted_only",
     [] { return withheld(two_epochs(kAllCover, kCountedOnly).finish().leaves()); },
     "withheld.opened"},
    {"of_one_that_is_not_counted",
     [] { return withheld(two_epochs(kNamesOpen, kTooFew).leaves()); }, "withheld.state"},
    {"of_one_that_is_open",
     [] { return withheld(TinyLetter(six_people()).holding().epoch(kTooFew).leaves()); },
     "withheld.state"},
    {"without_statements_of_erasure", [] { return withheld(failed_letter().leaves()); },
     "withheld.erasures"},
    {"with_too_few_of_them", [] { return withheld(with_erasures(failed_letter(), {erasure(2)})); },
     "withheld.erasures"},
    {"with_one_of_them_withheld",
     [] { return withheld(erased_letter(), entries_and(kCountLeaf + 2)); }, "record.unopened"},
    {"with_the_count_withheld", [] { return withheld(erased_letter(), entries_and(kCountLeaf)); },
     "leaf.order"},
    {"with_an_epochs_end_withheld",
     [] { return withheld(erased_letter(), entries_and(kFirstEpochLeaf)); }, "leaf.order"},
    {"with_a_roster_leaf_withheld",
     [] { return withheld(erased_letter(), entries_and(kRosterLeaf + 1)); }, "leaf.order"},
    {"with_the_manifest_withheld",
     [] { return withheld(erased_letter(), entries_and(kManifestLeaf)); }, "leaf.order"},
    {"all_but_the_first", [] { return withheld(erased_letter(), all_entries_but(kFirstEntry)); },
     "withheld.partly"},
    {"all_but_the_last",
     [] { return withheld(erased_letter(), all_entries_but(kSecondEpochLeaf - 1)); },
     "withheld.partly"},
    {"one_alone", [] { return withheld(erased_letter(), only(kFirstEntry + 3)); },
     "withheld.partly"},
    {"more_people_stated_than_there_are",
     [] { return withheld(stating([](letter::Tally& tally) { tally.numbers[5] = 6; })); },
     "tally.number"},
    {"a_number_stated_that_opens_it",
     [] { return withheld(stating([](letter::Tally& tally) { tally.numbers[0] = 2; })); },
     "withheld.opened"},
    {"a_bundle_that_withholds_nothing",
     [] {
       Files files = withheld(erased_letter(), {});
       files[kKept] = files[kWhole];
       files.erase(kWhole);
       return files;
     },
     "files.bundle"},
    {"both_files_of_a_bundle",
     [] {
       Files files = withheld(erased_letter());
       files[kWhole] = withheld(erased_letter(), {})[kWhole];
       return files;
     },
     "files.both"},
    {"no_file_of_a_bundle",
     [] {
       Files files = withheld(erased_letter());
       files.erase(kKept);
       return files;
     },
     "files.missing"},
    {"another_hash_of_an_entry",
     [] {
       Files files = withheld(erased_letter());
       files[kHashes][32 * kFirstEntry] ^= 1;
       return files;
     },
     "tree.root"},
    {"an_unknown_file_under_kept",
     [] {
       Files files = withheld(erased_letter());
       files["tile/kept/001.p/1"] = {0, 0};
       return files;
     },
     "files.unknown"},
};
std::string name_of_withheld(const testing::TestParamInfo<WithheldCase>& info) {
  return info.param.name;
}
INSTANTIATE_TEST_SUITE_P(Records, FalselyWithheld, testing::ValuesIn(kWithheld), name_of_withheld);

TEST(WithheldEntries, NoByteOfTheFolderCanBeAnother) {
  const Files files = withheld(erased_letter());
  for (const auto& [path, bytes] : files) {
    for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 150) {
      Files altered = files;
      altered[path][at] ^= 1;
      const auto report = verify_files(altered);
      ASSERT_TRUE(report.failure) << path << " " << at;
      ASSERT_FALSE(report.withheld || report.outcome) << path << " " << at;
    }
  }
}

// A trustee or a page reads leaf by leaf, and may come back when there is more.
TEST(WithheldEntries, ARecordMayGoOnAfterItWasFinished) {
  sodium::SeededRandomness randomness({9});
  base::SerialExecutor executor;
  letter::RecordVerifier verifier(executor, randomness);
  for (const base::Bytes& leaf : failed_letter().leaves()) ASSERT_TRUE(verifier.add_leaf(leaf));
  ASSERT_TRUE(verifier.finish());
  ASSERT_TRUE(verifier.add_leaf(erasure(2)));
  const auto outcome = verifier.finish();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->beside.erasures.size(), 1u);
}

}  // namespace
}  // namespace undersigned::test
