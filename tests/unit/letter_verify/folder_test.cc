// Record folders: only the files that the checkpoint demands, each as the leaves make it; and no
// byte anywhere that could be another.
#include <gtest/gtest.h>

#include <set>

#include "core/letter/leaf.h"
#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

const TinyLetter& opened_letter() {
  static const TinyLetter letter = two_epochs(kTooFew, kNamesOpen).finish();
  return letter;
}

struct FolderCase {
  const char* name;
  std::function<void(Files&)> alter;
  const char* line;
  const char* check;
  const char* place;  // the file
};

void PrintTo(const FolderCase& folder_case, std::ostream* out) { *out << folder_case.name; }

class AlteredFolder : public testing::TestWithParam<FolderCase> {};

TEST_P(AlteredFolder, IsRefused) {
  Files files = opened_letter().files();
  GetParam().alter(files);
  const auto report = verify_files(files);
  ASSERT_TRUE(report.failure);
  EXPECT_FALSE(report.outcome);
  EXPECT_EQ(report.failure->line, GetParam().line) << show(report.failure);
  EXPECT_EQ(report.failure->check, GetParam().check) << show(report.failure);
  EXPECT_EQ(report.failure->kind, GetParam().place) << show(report.failure);
  EXPECT_FALSE(report.lines.back().ok);
}

constexpr const char* kBundle = "tile/entries/000.p/40";
constexpr const char* kTile = "tile/0/000.p/40";

base::Bytes note_by(const sodium::SigningKey& key, const std::string& origin) {
  return LogKey{origin, key}.sign(tree_of(opened_letter().leaves()));
}

const std::vector<FolderCase> kFolders = {
    {"empty", [](Files& f) { f.clear(); }, "checkpoint", "files.missing", "checkpoint"},
    {"no_checkpoint", [](Files& f) { f.erase("checkpoint"); }, "checkpoint", "files.missing",
     "checkpoint"},
    {"checkpoint_too_long", [](Files& f) { f["checkpoint"].resize(100'000, 'x'); }, "checkpoint",
     "files.read", "checkpoint"},
    {"checkpoint_by_another_key",
     [](Files& f) {
       f["checkpoint"] = note_by(*six_people()->issuer, six_people()->manifest.log_origin);
     },
     "checkpoint", "note.unknown", "checkpoint"},
    {"checkpoint_of_another_origin",
     [](Files& f) { f["checkpoint"] = note_by(*six_people()->log, "letters.example/other"); },
     "checkpoint", "note.unknown", "checkpoint"},
    {"checkpoint_of_another_root",
     [](Files& f) {
       auto leaves = opened_letter().leaves();
       leaves.back().back() ^= 1;
       f["checkpoint"] = six_people()->log_key().sign(tree_of(leaves));
     },
     "checkpoint", "tree.root", "checkpoint"},
    {"older_checkpoint",
     [](Files& f) {
       const auto leaves = std::span(opened_letter().leaves()).first(39);
       f["checkpoint"] = six_people()->log_key().sign(tree_of(leaves));
     },
     "files", "files.unknown", kTile},
    {"file_of_another_name", [](Files& f) { f["tile/notes.txt"] = {}; }, "files", "files.unknown",
     "tile/notes.txt"},
    {"file_beside_the_tiles", [](Files& f) { f["README"] = {}; }, "files", "files.unknown",
     "README"},
    {"tile_of_another_width", [](Files& f) { f["tile/0/000.p/39"] = f[kTile]; }, "files",
     "files.unknown", "tile/0/000.p/39"},
    {"tile_beyond_the_size", [](Files& f) { f["tile/1/000.p/1"] = base::Bytes(32); }, "files",
     "files.unknown", "tile/1/000.p/1"},
    {"tile_missing", [](Files& f) { f.erase(kTile); }, "files", "files.missing", kTile},
    {"tile_changed", [](Files& f) { f[kTile][700] ^= 1; }, "files", "files.tile", kTile},
    {"tile_too_short", [](Files& f) { f[kTile].pop_back(); }, "files", "files.tile", kTile},
    {"tile_too_long", [](Files& f) { f[kTile].push_back(0); }, "files", "files.read", kTile},
    {"bundle_missing", [](Files& f) { f.erase(kBundle); }, "files", "files.missing", kBundle},
    {"bundle_changed", [](Files& f) { f[kBundle][5'000] ^= 1; }, "files", "files.tile", kTile},
    {"bundle_truncated", [](Files& f) { f[kBundle].resize(9'000); }, "files", "files.bundle",
     kBundle},
    {"bundle_with_more_at_its_end", [](Files& f) { f[kBundle].push_back(0); }, "files",
     "files.bundle", kBundle},
};
std::string name_of(const testing::TestParamInfo<FolderCase>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Folders, AlteredFolder, testing::ValuesIn(kFolders), name_of);

// A log that never was: size 0 is a record of nothing.
TEST(EmptyFolder, IsRefused) {
  Files files;
  files["checkpoint"] = six_people()->log_key().sign(log::Frontier());
  const auto report = verify_files(files);
  ASSERT_TRUE(report.failure);
  EXPECT_EQ(report.failure->check, "record.end");
}

// A size that no folder has: the first missing file ends it.
TEST(HugeFolder, IsRefusedAtOnce) {
  Files files = opened_letter().files();
  const log::Checkpoint checkpoint{six_people()->manifest.log_origin, log::kMaxTreeSize, {}};
  const auto key = log::VerifierKey::of(checkpoint.origin, six_people()->log->public_key());
  files["checkpoint"] = log::format_signed(
      checkpoint, *key, six_people()->log->sign(base::as_bytes(checkpoint.text())));
  const auto report = verify_files(files);
  ASSERT_TRUE(report.failure);
  EXPECT_EQ(report.failure->line, "files");
}

// Whoever keeps the folder changes one byte of it.
TEST(AnyByteOfTheFolder, IsNotToBeChanged) {
  const Files files = opened_letter().files();
  for (const auto& [path, bytes] : files) {
    const std::size_t step = std::max<std::size_t>(1, bytes.size() / 400);
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      Files altered = files;
      altered[path][at] ^= 1;
      const auto report = verify_files(altered);
      ASSERT_TRUE(report.failure) << path << " " << at;
      ASSERT_FALSE(report.outcome);
      EXPECT_FALSE(report.failure->kind.empty() && !report.failure->leaf) << show(report.failure);
    }
  }
}

// Whoever keeps the log changes one byte of a leaf and signs all epochs and the checkpoint anew.
// What depends on a byte comes after it, so nothing before the leaf is blamed.
TEST(AnyByteOfALeaf, IsNotToBeChanged) {
  std::set<LeafKind> kinds;
  for (std::size_t leaf = 0; leaf < opened_letter().leaves().size(); ++leaf) {
    const base::Bytes& bytes = opened_letter().leaves()[leaf];
    const LeafKind kind = letter::Leaf::parse(bytes)->kind;
    kinds.insert(kind);
    // An epoch's end is the server's clock and its note the log's signature: the log may sign
    // others. All else that it holds is its header and its number.
    const std::size_t end = kind == LeafKind::kEpoch ? 9 : bytes.size();
    const std::size_t step = end < 40 ? 1 : 1 + end / 9;
    for (std::size_t at = leaf % step; at < end; at += step) {
      auto leaves = opened_letter().leaves();
      leaves[leaf][at] ^= 0x10;
      sign_epochs_again(leaves, six_people()->log_key());
      const auto report = verify_files(folder_of(leaves, six_people()->log_key()));
      ASSERT_TRUE(report.failure) << "leaf " << leaf << " byte " << at;
      ASSERT_TRUE(report.failure->leaf) << show(report.failure);
      EXPECT_GE(*report.failure->leaf, leaf) << show(report.failure);
      if (kind == LeafKind::kEntry || kind == LeafKind::kStatement || kind == LeafKind::kTally) {
        EXPECT_EQ(*report.failure->leaf, leaf) << show(report.failure);
      }
    }
  }
  EXPECT_EQ(kinds.size(), 8u);
}

// Bytes that nobody made: refused, without harm, wherever they stand.
TEST(RandomBytes, AreRefused) {
  sodium::SeededRandomness randomness({5});
  for (std::size_t round = 0; round < 300; ++round) {
    auto leaves = opened_letter().leaves();
    const std::size_t at = round % leaves.size();
    base::ByteArray<2> size;
    randomness.fill(size);
    base::Bytes noise(5 + (size[0] + 256u * size[1]) % 3'000);
    randomness.fill(noise);
    // The header stays: what follows it is read further.
    std::copy_n(leaves[at].begin(), round % 2 == 0 ? 5 : 0, noise.begin());
    leaves[at] = noise;
    const Verified verified = verify_leaves(leaves);
    ASSERT_TRUE(verified.failure);
    EXPECT_TRUE(verified.failure->leaf) << show(verified.failure);
  }
}

}  // namespace
}  // namespace undersigned::test
