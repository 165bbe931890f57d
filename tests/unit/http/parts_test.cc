// Rates, bodies, files: the parts of the server that need no socket.
#include <gtest/gtest.h>

#include <fstream>

#include "app/http/answer.h"
#include "app/http/bodies.h"
#include "app/http/client.h"
#include "app/http/metrics.h"
#include "app/http/rates.h"
#include "app/http/web_files.h"
#include "core/base/encoding.h"
#include "tests/support/temporary_folder.h"

namespace undersigned::http {
namespace {

using std::chrono::seconds;

TEST(Rates, GivesABurstThenARate) {
  Rates rates(2, 3, 10);
  const auto start = Rates::Clock::now();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(rates.take("a", start));
  EXPECT_FALSE(rates.take("a", start));
  EXPECT_TRUE(rates.take("b", start));
  EXPECT_TRUE(rates.take("a", start + seconds(1)));
  EXPECT_TRUE(rates.take("a", start + seconds(1)));
  EXPECT_FALSE(rates.take("a", start + seconds(1)));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(rates.take("a", start + seconds(100)));
  EXPECT_FALSE(rates.take("a", start + seconds(100)));
}

TEST(Rates, LooksWithoutTaking) {
  Rates rates(0, 1, 10);
  const auto now = Rates::Clock::now();
  EXPECT_TRUE(rates.has("a", now));
  EXPECT_TRUE(rates.has("a", now));
  EXPECT_TRUE(rates.take("a", now));
  EXPECT_FALSE(rates.has("a", now));
}

TEST(Rates, RemembersSoManyAndNoMore) {
  Rates rates(0, 1, 3);
  const auto now = Rates::Clock::now();
  for (const char* key : {"a", "b", "c", "a", "d"}) rates.take(key, now);
  EXPECT_EQ(rates.size(), 3u);
  EXPECT_FALSE(rates.take("a", now));  // asked for more recently than b, which was forgotten
  EXPECT_TRUE(rates.take("b", now));
}

TEST(Rates, CountsAHouseholdAsOne) {
  EXPECT_EQ(address_key("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_key("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_key("2001:db8:1:2::1"), address_key("2001:db8:1:2:ffff::9"));
  EXPECT_NE(address_key("2001:db8:1:2::1"), address_key("2001:db8:1:3::1"));
  EXPECT_EQ(address_key("somebody"), "");
}

std::string check_of(const std::string& body) {
  const auto read = read_submission_body(body);
  return read ? "" : read.error().check;
}

TEST(Bodies, TakeASubmissionInItsOneForm) {
  const auto read = read_submission_body(R"({"index": 7, "entry": "AAEC"})").value();
  EXPECT_EQ(read.index, 7u);
  EXPECT_EQ(read.entry, (base::Bytes{0, 1, 2}));
  EXPECT_EQ(check_of(""), "json.syntax");
  EXPECT_EQ(check_of("[]"), "json.type");
  EXPECT_EQ(check_of(R"({"index": 7})"), "json.missing");
  EXPECT_EQ(check_of(R"({"index": 7, "entry": "AAEC", "name": "x"})"), "json.unknown");
  EXPECT_EQ(check_of(R"({"index": 7, "index": 7, "entry": "AAEC"})"), "json.duplicate");
  EXPECT_EQ(check_of(R"({"index": -1, "entry": "AAEC"})"), "json.type");
  EXPECT_EQ(check_of(R"({"index": 1000000, "entry": "AAEC"})"), "json.range");
  EXPECT_EQ(check_of(R"({"index": "7", "entry": "AAEC"})"), "json.type");
  EXPECT_EQ(check_of(R"({"index": 7, "entry": "AAE"})"), "base64.form");
  EXPECT_EQ(check_of(R"({"index": 7, "entry": [[[]]]})"), "json.depth");
}

TEST(Bodies, BoundAMessageBeforeItIsDecoded) {
  const std::string start = R"({"topic": "open", "trustee": 1, "signature": ")" +
                            base::to_base64(base::Bytes(64)) + R"(", "message": ")";
  EXPECT_TRUE(read_board_post(start + base::to_base64(base::Bytes(300)) + "\"}", 300));
  EXPECT_FALSE(read_board_post(start + base::to_base64(base::Bytes(303)) + "\"}", 300));
}

TEST(Answers, HideWhatFailedInside) {
  const Answer inside = answer_error({"store.failed", "", "/secret/path is damaged"});
  EXPECT_EQ(inside.status, 500u);
  EXPECT_EQ(inside.body->find("secret"), std::string::npos);
  EXPECT_EQ(answer_error({"entry.proof", "6", "false"}).status, 422u);
  EXPECT_EQ(answer_error({"epoch.closed", "7", "late"}).status, 409u);
}

TEST(WebFiles, AreFoundByTheirExactPath) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "assets");
  std::ofstream(folder / "index.html") << "the page";
  std::ofstream(folder / "assets" / "a-1.js") << "script";
  std::ofstream(folder / "core.wasm") << "wasm";
  std::filesystem::create_symlink("/etc/passwd", folder / "link.txt");
  const WebFiles web = WebFiles::read(folder.path(), 1'000).value();
  EXPECT_EQ(*web.find("/")->body, "the page");
  EXPECT_EQ(*web.find("/letters/night/sign")->body, "the page");
  const Answer script = web.find("/assets/a-1.js").value();
  EXPECT_EQ(*script.body, "script");
  EXPECT_EQ(script.keep, Keep::kForEver);
  EXPECT_EQ(web.find("/core.wasm")->type, "application/wasm");
  EXPECT_EQ(web.find("/core.wasm")->keep, Keep::kAsk);
  EXPECT_EQ(web.find("/assets/other.js").error().check, "http.unknown");
  EXPECT_EQ(web.find("/link.txt").error().check, "http.unknown");
}

// A compressed form is no file of its own, and one beside nothing is nothing.
TEST(WebFiles, HaveACompressedFormWhereOneLiesBeside) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "index.html") << "the page";
  std::ofstream(folder / "core.wasm") << "wasm";
  std::ofstream(folder / "core.wasm.br") << "short";
  std::ofstream(folder / "other.js.br") << "alone";
  const WebFiles web = WebFiles::read(folder.path(), 1'000).value();
  EXPECT_EQ(*web.find("/core.wasm")->body, "wasm");
  EXPECT_EQ(*web.find("/core.wasm")->brotli, "short");
  EXPECT_EQ(web.find("/")->brotli, nullptr);
  EXPECT_EQ(web.find("/core.wasm.br").error().check, "http.unknown");
  EXPECT_EQ(web.find("/other.js").error().check, "http.unknown");
}

TEST(Answers, GoInBrotliToThoseWhoTakeIt) {
  for (const char* takes : {"br", "gzip, deflate, br", "gzip;q=0.8 , br;q=0.5", "br; q=1.0", "br,"})
    EXPECT_TRUE(accepts_brotli(takes)) << takes;
  for (const char* takes : {"", "gzip", "*", "brotli", "br;q=0", "br ; q=0.000", "x-br", ",;"})
    EXPECT_FALSE(accepts_brotli(takes)) << takes;
}

TEST(WebFiles, AreBounded) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(WebFiles::read(folder.path(), 100).error().check, "web.folder");
  std::ofstream(folder / "index.html") << std::string(101, 'x');
  EXPECT_EQ(WebFiles::read(folder.path(), 100).error().check, "web.size");
}

TEST(LetterAddress, IsThatOfALettersPage) {
  const auto address = LetterAddress::parse("https://letters.example/letters/night#card=x").value();
  EXPECT_TRUE(address.tls);
  EXPECT_EQ(address.host, "letters.example");
  EXPECT_EQ(address.port, "443");
  EXPECT_EQ(address.letter, "night");
  EXPECT_EQ(LetterAddress::parse("http://[::1]:8080/letters/a/")->host, "::1");
  for (const char* bad : {"letters.example/letters/night", "https://letters.example/",
                          "https:///letters/night", "ftp://x/letters/a", "https://x/letters/A"}) {
    EXPECT_FALSE(LetterAddress::parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace undersigned::http
