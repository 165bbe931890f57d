#include "app/http/target.h"

#include <gtest/gtest.h>

namespace undersigned::http {
namespace {

constexpr std::size_t kMost = 1'024;

Route route(std::string_view target) { return Target::parse(target, kMost).value().route; }

TEST(Target, NamesTheRoute) {
  EXPECT_EQ(route("/healthz"), Route::kHealth);
  EXPECT_EQ(route("/readyz?verbose=1"), Route::kReady);
  EXPECT_EQ(route("/api/letters"), Route::kLetters);
  EXPECT_EQ(route("/api/letters/night-1"), Route::kLetter);
  EXPECT_EQ(route("/api/letters/night/entries"), Route::kEntries);
  EXPECT_EQ(route("/api/letters/night/nothing"), Route::kUnknown);
  EXPECT_EQ(route("/api"), Route::kUnknown);
  EXPECT_EQ(route("/"), Route::kPage);
  EXPECT_EQ(route("/letters/night/sign"), Route::kPage);
  EXPECT_EQ(route("/assets/index-4f.js"), Route::kPage);
  EXPECT_EQ(route("/letters/night/record/checkpoint"), Route::kCheckpoint);
  EXPECT_EQ(route("/letters/night/record/other"), Route::kUnknown);
}

TEST(Target, TakesTheTileWhole) {
  const auto target =
      Target::parse("/letters/night/record/tile/entries/x001/002.p/17", kMost).value();
  EXPECT_EQ(target.route, Route::kTile);
  EXPECT_EQ(target.letter, "night");
  EXPECT_EQ(target.tile, "tile/entries/x001/002.p/17");
}

TEST(Target, ReadsTheBoardsTopicAndAuthor) {
  const auto target = Target::parse("/api/letters/a/board/sum.2.0.65535/3", kMost).value();
  EXPECT_EQ(target.route, Route::kBoardMessage);
  EXPECT_EQ(target.topic.stored(), "sum/2/0/65535");
  EXPECT_EQ(target.author, 3u);
  for (const char* bad : {"/api/letters/a/board/sum.2.0.65536/3",
                          "/api/letters/a/board/sum.02.0.1/3", "/api/letters/a/board/open/17",
                          "/api/letters/a/board/open/01", "/api/letters/a/board/open/",
                          "/api/letters/a/board/manifest/0", "/api/letters/a/board/raise.0/0",
                          "/api/letters/a/board/raise.13/0", "/api/letters/a/board/raise.1x/0"}) {
    EXPECT_FALSE(Target::parse(bad, kMost)) << bad;
  }
}

TEST(Target, RefusesWhatIsNotPlain) {
  for (const char* bad : {"",
                          "x",
                          "http://other/",
                          "//",
                          "/a//b",
                          "/..",
                          "/a/../b",
                          "/a/.",
                          "/.../x",
                          "/a/..b",
                          "/.hidden",
                          "/%2e%2e/x",
                          "/a%00",
                          "/a\\b",
                          "/letters/Night/record/checkpoint",
                          "/api/letters//board",
                          "/api/letters/-x",
                          "/api/letters/a_b",
                          "/\xc3\xa9",
                          "/a b",
                          "/a#b",
                          "/a;b",
                          "/api/letters/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    const auto target = Target::parse(bad, kMost);
    EXPECT_FALSE(target) << bad;
    if (target) continue;
    EXPECT_EQ(target.error().check, "http.target") << bad;
  }
  EXPECT_FALSE(Target::parse("/" + std::string(kMost, 'a'), kMost));
}

}  // namespace
}  // namespace undersigned::http
