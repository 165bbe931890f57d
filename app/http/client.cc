#include "app/http/client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <variant>

#include "app/http/target.h"

namespace undersigned::http {
namespace {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;
using Plain = tcp::socket;
using Encrypted = asio::ssl::stream<tcp::socket>;

// A board message of the largest letter, or all cards.
constexpr std::uint64_t kMaxReply = 512u << 20;
constexpr int kTimeoutSeconds = 120;

std::unexpected<base::Error> broken(const Error& error) {
  return base::fail("client.connection", "",
                    "The server does not answer: " + error.message() + ".");
}

// The server's refusal, in its own words where it has some.
std::unexpected<base::Error> refusal(const Reply& reply) {
  constexpr std::size_t kMaxRefusal = 8'192;
  if (const auto json = base::parse_json(base::as_bytes(reply.body), kMaxRefusal, 3)) {
    const auto outer = base::JsonObject::of(*json, "answer");
    const auto error = outer ? outer->object("error") : outer;
    if (error) {
      const auto check = error->text("check", 100);
      const auto section = error->text("section", 20);
      const auto message = error->text("message", 4'000);
      if (check && section && message) return base::fail(*check, *section, *message);
    }
  }
  return base::fail("client.answer", "",
                    "The server answered " + std::to_string(reply.status) + ".");
}

class Connection final : public Client {
 public:
  Connection(LetterAddress address, asio::ssl::context tls)
      : Client(std::move(address)), tls_(std::move(tls)) {}

  base::Result<Reply> get(const std::string& path) override {
    return ask(bhttp::verb::get, path, "");
  }
  base::Result<Reply> post(const std::string& path, const base::Json& body) override {
    return ask(bhttp::verb::post, path, body.dump());
  }

 private:
  using Message = bhttp::request<bhttp::string_body>;

  base::Result<Reply> ask(bhttp::verb verb, const std::string& path, const std::string& body) {
    Message message(verb, path, 11);
    message.set(bhttp::field::host, address().host);
    message.set(bhttp::field::user_agent, "undersigned");
    if (verb == bhttp::verb::post) {
      message.set(bhttp::field::content_type, "application/json");
      message.body() = body;
    }
    message.prepare_payload();
    // A kept connection may have been closed meanwhile; every request may be made twice.
    const bool kept = !std::holds_alternative<std::monostate>(stream_);
    auto reply = exchange(message);
    if (!reply && kept && reply.error().check == "client.connection") reply = exchange(message);
    if (reply && reply->status / 100 != 2) return refusal(*reply);
    return reply;
  }

  base::Result<Reply> exchange(const Message& message) {
    if (std::holds_alternative<std::monostate>(stream_)) UNDERSIGNED_TRY_VOID(connect());
    auto reply = std::holds_alternative<Plain>(stream_)
                     ? exchange_over(std::get<Plain>(stream_), message)
                     : exchange_over(std::get<Encrypted>(stream_), message);
    if (!reply) stream_ = std::monostate();
    return reply;
  }

  template <class Stream>
  base::Result<Reply> exchange_over(Stream& stream, const Message& message) {
    Error error;
    bhttp::write(stream, message, error);
    if (error) return broken(error);
    boost::beast::flat_buffer buffer;
    bhttp::response_parser<bhttp::string_body> parser;
    parser.body_limit(kMaxReply);
    bhttp::read(stream, buffer, parser, error);
    if (error) return broken(error);
    Reply reply{parser.get().result_int(), std::move(parser.get().body())};
    if (!parser.keep_alive()) stream_ = std::monostate();
    return reply;
  }

  base::Result<void> connect() {
    Error error;
    tcp::resolver resolver(io_);
    const auto endpoints = resolver.resolve(address().host, address().port, error);
    if (error) return broken(error);
    tcp::socket socket(io_);
    asio::connect(socket, endpoints, error);
    if (error) return broken(error);
    const timeval limit{kTimeoutSeconds, 0};
    ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (!address().tls) {
      stream_.emplace<Plain>(std::move(socket));
      return {};
    }
    return encrypt(std::move(socket));
  }

  base::Result<void> encrypt(tcp::socket socket) {
    Encrypted& stream = stream_.emplace<Encrypted>(std::move(socket), tls_);
    Error error;
    stream.set_verify_mode(asio::ssl::verify_peer, error);
    if (!error)
      stream.set_verify_callback(asio::ssl::host_name_verification(address().host), error);
    std::string name = address().host;
    // What SSL_set_tlsext_host_name is, without its cast.
    if (!error && SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME,
                           TLSEXT_NAMETYPE_host_name, name.data()) != 1)
      error = asio::error::invalid_argument;
    if (!error) stream.handshake(asio::ssl::stream_base::client, error);
    if (!error) return {};
    stream_ = std::monostate();
    return base::fail("client.certificate", "",
                      "The server's certificate is not trusted: " + error.message() + ".");
  }

  asio::io_context io_;
  asio::ssl::context tls_;
  std::variant<std::monostate, Plain, Encrypted> stream_;
};

}  // namespace

base::Result<LetterAddress> LetterAddress::parse(const std::string& url) {
  LetterAddress out;
  std::string_view rest = url;
  out.tls = rest.starts_with("https://");
  const auto refused = base::fail("client.address", "",
                                  "'" + url +
                                      "' is not a letter's address; it looks like "
                                      "https://HOST/letters/ID.");
  if (!out.tls && !rest.starts_with("http://")) return refused;
  rest.remove_prefix(out.tls ? 8 : 7);
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return refused;
  std::string_view authority = rest.substr(0, slash);
  const std::size_t colon = authority.rfind(':');
  const bool port = colon != std::string_view::npos && !authority.ends_with(']');
  out.port = port ? std::string(authority.substr(colon + 1)) : out.tls ? "443" : "80";
  authority = authority.substr(0, port ? colon : authority.size());
  if (authority.starts_with('[') && authority.ends_with(']'))
    authority = authority.substr(1, authority.size() - 2);
  out.host = authority;
  constexpr std::string_view kLetters = "/letters/";
  rest.remove_prefix(slash);
  if (!rest.starts_with(kLetters)) return refused;
  rest.remove_prefix(kLetters.size());
  out.letter = rest.substr(0, rest.find_first_of("/?#"));
  if (out.host.empty() || out.port.empty() || !is_letter_id(out.letter)) return refused;
  return out;
}

base::Result<std::unique_ptr<Client>> Client::create(
    LetterAddress address, const std::optional<std::string>& authorities) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  Error error;
  tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1,
                  error);
  if (!error && authorities) tls.load_verify_file(*authorities, error);
  if (!error && !authorities) tls.set_default_verify_paths(error);
  if (error)
    return base::fail("client.tls", "",
                      "The trusted certificates cannot be read: " + error.message() + ".");
  return std::make_unique<Connection>(std::move(address), std::move(tls));
}

}  // namespace undersigned::http
