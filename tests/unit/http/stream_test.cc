// Events, and encrypted connections.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <memory>

#include "app/http/remote_board.h"
#include "tests/support/open_api.h"
#include "tests/support/served_letter.h"

namespace undersigned {
namespace {

namespace asio = boost::asio;
using test::ServedLetter;

// A stream of events that is open.
class Events {
 public:
  explicit Events(const ServedLetter& served) : socket_(io_) {
    socket_.connect({asio::ip::address_v4::loopback(), served.port()});
    const std::string ask = "GET /api/letters/night/events HTTP/1.1\r\nHost: x\r\n\r\n";
    asio::write(socket_, asio::buffer(ask));
    head_ = until("\r\n\r\n");
  }
  const std::string& head() const { return head_; }
  // The data of the next event; null if the stream has ended.
  base::Json next() {
    for (std::string event = until("\n\n"); !event.empty(); event = until("\n\n")) {
      if (event.starts_with(':')) continue;
      EXPECT_TRUE(event.starts_with("event: state\nid: ")) << event;
      return base::Json::parse(event.substr(event.find("\ndata: ") + 7), nullptr, false);
    }
    return nullptr;
  }

 private:
  std::string until(const char* end) {
    boost::system::error_code error;
    const std::size_t size = asio::read_until(socket_, asio::dynamic_buffer(buffer_), end, error);
    const std::string found = buffer_.substr(0, error ? 0 : size);
    buffer_.erase(0, found.size());
    return found;
  }
  asio::io_context io_;
  asio::ip::tcp::socket socket_;
  std::string buffer_, head_;
};

TEST(Events, TellTheStateAtOnceAndWheneverItChanges) {
  ServedLetter served;
  Events events(served);
  EXPECT_NE(events.head().find("Content-Type: text/event-stream\r\n"), std::string::npos);
  EXPECT_NE(events.head().find("Cache-Control: no-store\r\n"), std::string::npos);
  const base::Json first = events.next();
  EXPECT_EQ(first["phase"], "waiting");
  served.start();
  const base::Json second = events.next();
  EXPECT_EQ(second["phase"], "open");
  EXPECT_EQ(second["change"], "phase");
  EXPECT_GT(second["version"], first["version"]);
  served.end_epoch(1);
  const base::Json third = events.next();
  EXPECT_EQ(third["change"], "epoch");
  EXPECT_EQ(third["epochs_complete"], 1);
  // The same as the state that is asked for.
  base::Json state = served.get("/api/letters/night").json();
  EXPECT_EQ(third, state);
}

TEST(Events, SayNothingOfEntries) {
  ServedLetter served;
  served.start();
  Events events(served);
  EXPECT_EQ(events.next()["epochs_complete"], 0);
  for (std::uint32_t person = 0; person < 3; ++person) {
    const auto body = ServedLetter::body_of(served.entry(person, {"by-name>=2"}));
    EXPECT_EQ(served.post("/api/letters/night/entries", body).status, 201u);
  }
  served.end_epoch(1);
  EXPECT_EQ(events.next()["change"], "epoch");
}

TEST(Events, KeepAnIdleStreamAliveAndEndWithTheServer) {
  ServedLetter served(
      [](http::ServerOptions& options) { options.limits.heartbeat = std::chrono::seconds(0); });
  Events events(served);
  EXPECT_EQ(events.next()["phase"], "waiting");
  served.start();
  EXPECT_EQ(events.next()["phase"], "open");  // after who knows how many heartbeats
  served.stop();
  EXPECT_TRUE(events.next().is_null());
}

TEST(Events, AreLimited) {
  ServedLetter served([](http::ServerOptions& options) { options.limits.streams = 1; });
  Events events(served);
  EXPECT_EQ(events.next()["phase"], "waiting");
  EXPECT_EQ(served.get("/api/letters/night/events").check(), "http.streams");
}

// A certificate for localhost that signs itself.
void write_certificate(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair(EVP_EC_gen("P-256"),
                                                                 EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), X509_free);
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3'600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3'600);
  X509_set_pubkey(made.get(), pair.get());
  X509_NAME* name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> names(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost"),
      X509_EXTENSION_free);
  X509_add_ext(made.get(), names.get(), -1);
  X509_sign(made.get(), pair.get(), EVP_sha256());
  std::FILE* file = std::fopen(certificate.c_str(), "w");
  PEM_write_X509(file, made.get());
  std::fclose(file);
  file = std::fopen(key.c_str(), "w");
  PEM_write_PrivateKey(file, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
}

TEST(Encrypted, ServesWhoTrustsTheCertificateAndNobodyElse) {
  const test::TemporaryFolder folder;
  write_certificate(folder / "cert.pem", folder / "key.pem");
  write_certificate(folder / "other.pem", folder / "other.key");
  ServedLetter served([&](http::ServerOptions& options) {
    options.tls_certificate = folder / "cert.pem";
    options.tls_key = folder / "key.pem";
  });
  ASSERT_TRUE(served.url().starts_with("https://localhost:"));
  const auto address = http::LetterAddress::parse(served.url() + "/letters/night").value();
  const auto client = http::Client::create(address, (folder / "cert.pem").string()).value();
  EXPECT_EQ(client->get("/healthz")->status, 200u);
  EXPECT_EQ(client->get("/healthz")->status, 200u);  // over the same connection
  const auto other = http::Client::create(address, (folder / "other.pem").string()).value();
  EXPECT_EQ(other->get("/healthz").error().check, "client.certificate");
  auto wrong_name = address;
  wrong_name.host = "127.0.0.1";
  const auto stranger = http::Client::create(wrong_name, (folder / "cert.pem").string()).value();
  EXPECT_EQ(stranger->get("/healthz").error().check, "client.certificate");
  EXPECT_EQ(served.get("/healthz").status, 0u);  // not without encryption
}

TEST(Encrypted, SignsOverIt) {
  const test::TemporaryFolder folder;
  write_certificate(folder / "cert.pem", folder / "key.pem");
  ServedLetter served([&](http::ServerOptions& options) {
    options.tls_certificate = folder / "cert.pem";
    options.tls_key = folder / "key.pem";
  });
  served.start();
  const auto address = http::LetterAddress::parse(served.url() + "/letters/night").value();
  const auto client = http::Client::create(address, (folder / "cert.pem").string()).value();
  const auto board = http::RemoteBoard::open(*client).value();
  const auto view = service::RecordView::read(*board, served.runtime()).value();
  const auto made =
      service::demo_submission(served.letter(), view, {3, 0, {"by-name>=2"}}, served.runtime())
          .value();
  const auto receipt =
      http::send_entry(*client, board->manifest(), *view.verified().fingerprint(), made);
  ASSERT_TRUE(receipt) << receipt.error().message;
  EXPECT_EQ(receipt->epoch, 1u);
}

}  // namespace
}  // namespace undersigned
