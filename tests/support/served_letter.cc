#include "tests/support/served_letter.h"

#include <gtest/gtest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cctype>

#include "app/service/trustee_desk.h"
#include "core/base/encoding.h"

namespace undersigned::test {
namespace {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;

constexpr std::int64_t kBegin = 1'900'000'000;  // Unix seconds
constexpr const char* kId = "night";

service::DemoPlan plan_of(const std::filesystem::path& data,
                          std::vector<log::VerifierKey> witnesses) {
  const std::int64_t start = kBegin + 1'000;
  return {data / "letters" / kId,
          ServedLetter::kPeople,
          std::nullopt,
          7,
          letter::Schedule{start, start + ServedLetter::kEpochs * ServedLetter::kEpochSeconds,
                           ServedLetter::kEpochSeconds, ServedLetter::kEpochs},
          std::move(witnesses)};
}

std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoul(url.substr(url.rfind(':') + 1)));
}

}  // namespace

std::string HttpReply::check() const {
  const base::Json parsed = json();
  const bool refusal = parsed.is_object() && parsed.contains("error");
  return refusal ? parsed["error"]["check"].get<std::string>() : "";
}

ServedLetter::ServedLetter(const std::function<void(http::ServerOptions&)>& change,
                           std::vector<log::VerifierKey> witnesses)
    : now_(kBegin), runtime_{ops_, randomness_, executor_, [this] { return now_.load(); }} {
  http::ServerOptions options;
  options.data = folder_.path();
  options.listen = "127.0.0.1:0";
  options.log = http::Log::Level::kQuiet;
  options.limits.writes_per_second = options.limits.writes_at_once = 100'000;
  options.limits.reads_at_once = 100'000;
  options.limits.entries_at_once = 1'000;
  if (change) change(options);
  {
    const service::DemoPlan plan = plan_of(folder_.path(), std::move(witnesses));
    auto folder = service::LetterFolder::create(plan.out);
    letter_ = service::make_demo_letter(folder.value(), plan, runtime_, [](const auto&) {}).value();
  }
  server_ = http::Server::create(options, runtime_).value();
  live_ = server_->add(
      kId, service::LetterHost::open(folder_.path() / "letters" / kId, runtime_).value(), false);
  port_ = port_of(server_->url());
  thread_ = std::thread([this] { server_->run(); });
}

ServedLetter::~ServedLetter() { stop(); }

void ServedLetter::stop() {
  if (!thread_.joinable()) return;
  server_->stop();
  thread_.join();
  live_.reset();
  server_.reset();
}

HttpReply ServedLetter::raw(const std::string& bytes, bool has_body) const {
  asio::io_context io;
  tcp::socket socket(io);
  socket.connect({asio::ip::address_v4::loopback(), port_});
  boost::system::error_code error;
  asio::write(socket, asio::buffer(bytes), error);
  boost::beast::flat_buffer buffer;
  bhttp::response_parser<bhttp::string_body> parser;
  parser.skip(!has_body);
  parser.body_limit(64u << 20);
  bhttp::read(socket, buffer, parser, error);
  HttpReply reply;
  if (!parser.is_header_done()) return reply;
  reply.status = parser.get().result_int();
  for (const auto& field : parser.get()) {
    std::string name(field.name_string());
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    reply.headers[name] = std::string(field.value());
  }
  reply.body = parser.get().body();
  return reply;
}

HttpReply ServedLetter::get(const std::string& target, const std::string& headers) const {
  return raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
}

HttpReply ServedLetter::post(const std::string& target, const std::string& body,
                             const std::string& headers) const {
  return raw("POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers +
             "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

std::shared_ptr<const service::LetterStatus> ServedLetter::status() const {
  return on_letter([](service::LetterHost& host) { return host.status(); });
}

void ServedLetter::wait_until(
    const std::function<bool(const service::LetterStatus&)>& holds) const {
  for (int i = 0; i < 3'000; ++i) {
    asio::post(server_->io(), [live = live_] { live->look_at_clock(); });
    if (holds(*status())) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ADD_FAILURE() << "the server did not come to it in 30 seconds";
}

void ServedLetter::move_to(std::int64_t now) {
  now_ = now;
  wait_until([&](const service::LetterStatus& status) {
    return status.phase != service::Phase::kWaiting && (!status.epoch || status.epoch->ends > now);
  });
}

void ServedLetter::end_epoch(std::uint32_t epoch) { move_to(letter_.manifest->epoch_end(epoch)); }

service::Submitted ServedLetter::entry(std::uint32_t person,
                                       const std::vector<std::string>& choice) const {
  return on_letter([&](service::LetterHost& host) {
           return service::demo_submission(letter_, host.view(), {person, 0, choice}, runtime_);
         })
      .value();
}

std::string ServedLetter::body_of(const service::Submitted& submitted) {
  return base::Json{{"index", submitted.index}, {"entry", base::to_base64(submitted.entry)}}.dump();
}

void ServedLetter::open() {
  for (bool complete = false; !complete;) {
    complete = on_letter([&](service::LetterHost& host) {
                 service::LocalDesk desk(host.folder());
                 auto done = service::open_demo_letter(letter_, desk, runtime_);
                 EXPECT_TRUE(host.refresh(service::Change::kRecord));
                 return done;
               }).value();
  }
}

}  // namespace undersigned::test
