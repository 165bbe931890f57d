// Requests that mean no good: the server refuses them, and goes on.
#include <gtest/gtest.h>

#include "core/base/encoding.h"
#include "tests/support/open_api.h"
#include "tests/support/served_letter.h"

namespace undersigned {
namespace {

using test::HttpReply;
using test::OpenApi;
using test::ServedLetter;

class HostileTest : public testing::Test {
 protected:
  void refused(const std::string& bytes, const std::string& check) {
    const HttpReply reply = served_.raw(bytes);
    EXPECT_EQ(reply.check(), check) << bytes.substr(0, 100) << "\n" << reply.status << reply.body;
    EXPECT_EQ(contract_.complaint("get", "/", reply), "") << reply.body;
    EXPECT_EQ(served_.get("/healthz").status, 200u);
  }
  ServedLetter served_;
  OpenApi contract_;
};

TEST_F(HostileTest, RefusesWhatIsNotHttp) {
  refused("\r\n\r\n\r\nhello\r\n\r\n", "http.form");
  refused("GET /\r\n\r\n", "http.form");
  refused("GET / HTTP/1.1\r\nno colon\r\n\r\n", "http.form");
  refused("GET / HTTP/9.9\r\n\r\n", "http.version");
  refused("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "http.form");
  refused(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9) + "\r\n\r\n", "http.form");  // TLS
}

TEST_F(HostileTest, RefusesLongHeads) {
  refused("GET / HTTP/1.1\r\nX-Long: " + std::string(20'000, 'a') + "\r\n\r\n", "http.header");
  refused("GET /" + std::string(2'000, 'a') + " HTTP/1.1\r\n\r\n", "http.target");
}

TEST_F(HostileTest, RefusesPathsThatClimb) {
  for (const char* target :
       {"/../../etc/passwd", "/letters/night/record/../keys/log.key", "/%2e%2e/etc/passwd",
        "/letters/night/record/tile/../../keys/log.key", "//etc/passwd", "/assets/..%2f..%2fx"}) {
    refused("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n", "http.target");
  }
  for (const char* target : {"/letters/night/keys/log.key", "/letters/night/private/roster.json",
                             "/letters/night/letter.db"}) {
    refused("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n", "http.unknown");
  }
}

TEST_F(HostileTest, RefusesOtherMethodsAndBodiesOfReads) {
  const std::string night = "/api/letters/night";
  refused("DELETE " + night + " HTTP/1.1\r\nHost: x\r\n\r\n", "http.method");
  const auto allowed = [&](const std::string& request) {
    return served_.raw(request + " HTTP/1.1\r\nHost: x\r\n\r\n").headers.at("allow");
  };
  EXPECT_EQ(allowed("DELETE " + night), "GET, HEAD");
  EXPECT_EQ(allowed("GET " + night + "/amendments"), "POST");
  EXPECT_EQ(allowed("DELETE " + night + "/beside"), "GET, HEAD, POST");
  refused("PUT " + night + "/entries HTTP/1.1\r\nHost: x\r\n\r\n", "http.method");
  refused("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "http.target");
  refused("GET " + night + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "http.form");
}

// Two lengths, or a length and chunks: what a proxy and this server might read differently.
TEST_F(HostileTest, RefusesAmbiguousLengths) {
  const std::string head =
      "POST /api/letters/night/entries HTTP/1.1\r\nHost: x\r\nContent-Type: "
      "application/json\r\n";
  refused(head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "http.form");
  refused(head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "http.form");
}

TEST_F(HostileTest, BoundsABodyThatSaysNothingOfItsLength) {
  std::string body =
      "POST /api/letters/night/entries HTTP/1.1\r\nHost: x\r\nContent-Type: "
      "application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 40; ++i) body += "400\r\n" + std::string(1'024, ' ') + "\r\n";
  refused(body + "0\r\n\r\n", "http.body");
}

TEST_F(HostileTest, AnswersAHeadWithoutABody) {
  const HttpReply head = served_.raw("HEAD /api/letters HTTP/1.1\r\nHost: x\r\n\r\n", false);
  EXPECT_EQ(head.status, 200u);
  EXPECT_EQ(head.headers.at("content-length"),
            std::to_string(served_.get("/api/letters").body.size()));
}

TEST(Limits, OfOneAddress) {
  ServedLetter served([](http::ServerOptions& options) {
    options.limits.reads_per_second = options.limits.writes_per_second = 0;
    options.limits.reads_at_once = 3;
    options.limits.writes_at_once = 2;
  });
  for (int i = 0; i < 3; ++i) EXPECT_EQ(served.get("/healthz").status, 200u);
  const HttpReply refused = served.get("/healthz");
  EXPECT_EQ(refused.check(), "rate.address");
  EXPECT_EQ(refused.headers.at("retry-after"), "10");
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(served.post("/api/letters/night/entries", "{}").status, 400u);
  EXPECT_EQ(served.post("/api/letters/night/entries", "{}").check(), "rate.address");
}

// Only what a credential's holder sent counts: nobody can use up somebody else's.
TEST(Limits, OfOneCredential) {
  ServedLetter served([](http::ServerOptions& options) {
    options.limits.entries_per_second = 0;
    options.limits.entries_at_once = 2;
  });
  served.start();
  const service::Submitted good = served.entry(0, {"by-name>=2"});
  service::Submitted forged = good;
  forged.entry.back() ^= 1;
  const auto submit = [&](const service::Submitted& submitted) {
    return served.post("/api/letters/night/entries", ServedLetter::body_of(submitted));
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(submit(forged).status, 422u);
  EXPECT_EQ(submit(good).status, 201u);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(submit(good).status, 200u);  // the same bytes are nothing new
  EXPECT_EQ(submit(served.entry(0, {})).status, 201u);
  EXPECT_EQ(submit(served.entry(0, {"by-name>=2"})).check(), "rate.credential");
  EXPECT_EQ(submit(served.entry(1, {"by-name>=2"})).status, 201u);
}

TEST(Limits, OfConnections) {
  ServedLetter served(
      [](http::ServerOptions& options) { options.limits.connections_per_address = 0; });
  EXPECT_EQ(served.get("/healthz").status, 0u);  // closed without an answer
}

TEST(Listening, BeyondThisMachineNeedsEncryption) {
  const test::TemporaryFolder folder;
  sodium::SodiumGroup ops;
  sodium::SystemRandomness randomness;
  base::SerialExecutor executor;
  const service::Runtime runtime{ops, randomness, executor, [] { return std::int64_t{0}; }};
  http::ServerOptions options;
  options.data = folder.path();
  options.log = http::Log::Level::kQuiet;
  options.listen = "0.0.0.0:0";
  EXPECT_EQ(http::Server::create(options, runtime).error().check, "serve.plain");
  for (const char* bad : {"", "8080", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", "name:80"}) {
    options.listen = bad;
    EXPECT_EQ(http::Server::create(options, runtime).error().check, "serve.listen") << bad;
  }
  options.listen = "127.0.0.1:0";
  options.tls_key = "key.pem";
  EXPECT_EQ(http::Server::create(options, runtime).error().check, "serve.tls");
}

}  // namespace
}  // namespace undersigned
