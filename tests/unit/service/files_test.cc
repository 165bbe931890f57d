#include "app/service/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace undersigned::service {
namespace {

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status{};
  stat(path.c_str(), &status);
  return status.st_mode & 0777;
}

TEST(Files, WritesWholeFilesAndReadsThemBack) {
  const test::TemporaryFolder folder;
  const auto path = folder / "a" / "b.txt";
  ASSERT_TRUE(write_file(path, base::as_bytes("first"), Privacy::kPublic));
  ASSERT_TRUE(write_file(path, base::as_bytes("second"), Privacy::kPublic));
  EXPECT_EQ(base::as_text(read_file(path, 6).value()), "second");
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".new"));
}

TEST(Files, PrivateFilesAreTheOwnersAlone) {
  const test::TemporaryFolder folder;
  const auto path = folder / "keys" / "log.key";
  ASSERT_TRUE(write_file(path, base::as_bytes("secret"), Privacy::kPrivate));
  EXPECT_EQ(mode_of(path), 0600u);
  EXPECT_EQ(mode_of(path.parent_path()), 0700u);
}

TEST(Files, WhatReplacesAPrivateFileWipesIt) {
  const test::TemporaryFolder folder;
  const auto path = folder / "keys" / "t.key";
  for (const Privacy privacy : {Privacy::kPrivate, Privacy::kPublic}) {
    ASSERT_TRUE(write_file(path, base::as_bytes("secret"), privacy));
    std::ifstream before(path);  // holds what lay there, whatever takes its name
    ASSERT_TRUE(write_file(path, base::as_bytes("gone"), privacy));
    std::string found(6, '?');
    before.read(found.data(), 6);
    EXPECT_EQ(found, privacy == Privacy::kPrivate ? std::string(6, '\0') : "secret");
    EXPECT_EQ(base::as_text(read_file(path, 6).value()), "gone");
  }
}

TEST(Files, AnotherNameOfAPrivateFileKeepsIt) {
  const test::TemporaryFolder folder;
  const auto path = folder / "t.key";
  ASSERT_TRUE(write_file(path, base::as_bytes("secret"), Privacy::kPrivate));
  std::filesystem::create_hard_link(path, folder / "copy");
  ASSERT_TRUE(write_file(path, base::as_bytes("gone"), Privacy::kPrivate));
  EXPECT_EQ(base::as_text(read_file(folder / "copy", 6).value()), "secret");
}

TEST(Files, RefusesWhatIsTooLargeMissingOrNoFile) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "f", base::as_bytes("123456"), Privacy::kPublic));
  EXPECT_EQ(read_file(folder / "f", 5).error().check, "file.size");
  EXPECT_EQ(read_file(folder / "none", 5).error().check, "file.read");
  EXPECT_EQ(read_file(folder.path(), 5).error().check, "file.read");
  EXPECT_EQ(write_file(folder / "f" / "g", base::as_bytes("x"), Privacy::kPublic).error().check,
            "file.write");
}

}  // namespace
}  // namespace undersigned::service
