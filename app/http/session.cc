#include "app/http/session.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

namespace undersigned::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using Error = boost::system::error_code;

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' "
    "data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

auto into(Error& error) { return asio::redirect_error(asio::use_awaitable, error); }

// Headers of every answer.
template <class Message>
void secure(Message& message, bool tls) {
  message.set("Content-Security-Policy", kPolicy);
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Referrer-Policy", "no-referrer");
  message.set("Cross-Origin-Opener-Policy", "same-origin");
  message.set("Cross-Origin-Resource-Policy", "same-origin");
  message.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  if (tls) message.set("Strict-Transport-Security", "max-age=31536000");
}

std::string_view cache_control(Keep keep) {
  switch (keep) {
    case Keep::kNever:
      return "no-store";
    case Keep::kAsk:
      return "no-cache";
    case Keep::kForEver:
      return "public, max-age=31536000, immutable";
  }
  std::abort();
}

std::string_view allowed(Methods methods) {
  switch (methods) {
    case Methods::kRead:
      return "GET, HEAD";
    case Methods::kWrite:
      return "POST";
    case Methods::kBoth:
      return "GET, HEAD, POST";
  }
  std::abort();
}

// What of a request says how its answer is sent.
struct Asked {
  bool only_head = false;
  std::string known;  // If-None-Match
  bool brotli = false;
};
const Asked kNothingAsked;

base::Error parse_refusal(const Error& error) {
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow)
    return {"http.header", "", "The request's headers are too long."};
  if (error == bhttp::error::body_limit)
    return {"http.body", "", "The request's body is too long."};
  if (error == bhttp::error::bad_version)
    return {"http.version", "", "This server speaks HTTP/1.1."};
  if (error == beast::error::timeout)
    return {"http.timeout", "", "The request took too long to come."};
  return {"http.form", "", "This is not a request that HTTP/1.1 knows."};
}

// The last address that a proxy in front of this server has seen.
std::string forwarded_for(std::string_view header) {
  const std::size_t comma = header.rfind(',');
  if (comma != std::string_view::npos) header.remove_prefix(comma + 1);
  while (header.starts_with(' ')) header.remove_prefix(1);
  return std::string(header.substr(0, header.find(' ')));
}

// One more of something while it lives.
class Counted {
 public:
  explicit Counted(std::uint64_t& count) : count_(count) { ++count_; }
  ~Counted() { --count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  std::uint64_t& count_;
};

// Ends a connection so that the other side gets what was sent: a close with bytes unread would
// throw it away.
Awaitable<void> linger(beast::tcp_stream& stream) {
  Error error;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  stream.expires_after(std::chrono::seconds(2));
  std::array<char, 4'096> unread{};
  for (int i = 0; !error && i < 64; ++i)
    co_await stream.async_read_some(asio::buffer(unread), into(error));
}

template <class Stream>
class Session {
 public:
  Session(Stream& stream, std::string address, const SessionSettings& settings)
      : stream_(stream), address_(std::move(address)), settings_(settings) {}

  Awaitable<void> run() {
    for (bool more = true; more;) more = co_await exchange();
  }

 private:
  using Head = bhttp::request_parser<bhttp::empty_body>;

  bool tls() const { return settings_.tls != nullptr; }
  void allow(std::chrono::seconds time) { beast::get_lowest_layer(stream_).expires_after(time); }

  // One request and its answer; whether there may be another.
  Awaitable<bool> exchange() {
    started_ = std::chrono::steady_clock::now();
    auto stream_events = co_await answer_one();
    if (!stream_events) co_return again_;
    const auto letter = std::move(*stream_events);
    if (letter) co_await send_events(letter);
    co_return false;
  }

  // Reads and answers; a letter if its events are asked for, which need none of what this holds.
  Awaitable<std::optional<std::shared_ptr<LiveLetter>>> answer_one() {
    again_ = false;
    Head head;
    head.header_limit(static_cast<std::uint32_t>(settings_.limits.header_bytes));
    head.body_limit(boost::none);  // set once the target is known
    Error error;
    allow(first_ ? settings_.limits.header_time : settings_.limits.idle_time);
    co_await bhttp::async_read_header(stream_, buffer_, head, into(error));
    if (error == bhttp::error::end_of_stream || (error && !is_refusable(error)))
      co_return std::nullopt;
    started_ = std::chrono::steady_clock::now();
    if (error) {
      const Answer refusal = answer_error(parse_refusal(error));
      co_await send(refusal, kNothingAsked);
      co_return std::nullopt;
    }
    first_ = false;
    const Counted answering(settings_.api.answering);
    co_return co_await answer_head(head);
  }

  static bool is_refusable(const Error& error) {
    return error.category() == make_error_code(bhttp::error::bad_version).category();
  }

  base::Result<Request> read_head(const Head& head) {
    const auto& message = head.get();
    Request request;
    UNDERSIGNED_TRY(request.target, Target::parse(std::string_view(message.target().data(),
                                                                   message.target().size()),
                                                  settings_.limits.target_bytes));
    route_ = request.target.route;
    const bhttp::verb verb = message.method();
    request.method = verb == bhttp::verb::get || verb == bhttp::verb::head ? Method::kRead
                     : verb == bhttp::verb::post                           ? Method::kWrite
                                                                           : Method::kOther;
    request.address = address_;
    const auto forwarded = message["X-Forwarded-For"];
    request.local = address_key(address_) == "127.0.0.1" || address_ == "::1";
    if (settings_.behind_proxy && !forwarded.empty()) {
      request.address = forwarded_for({forwarded.data(), forwarded.size()});
      request.local = false;
    }
    const auto type = message[bhttp::field::content_type];
    request.json = beast::iequals(type.substr(0, type.find(';')), "application/json");
    UNDERSIGNED_TRY_VOID(settings_.api.admit(request));
    return request;
  }

  Awaitable<std::optional<std::shared_ptr<LiveLetter>>> answer_head(Head& head) {
    const auto& message = head.get();
    const Asked asked{message.method() == bhttp::verb::head,
                      std::string(message[bhttp::field::if_none_match]),
                      accepts_brotli(std::string_view(message[bhttp::field::accept_encoding]))};
    const bool keep_alive = message.keep_alive();
    auto request = read_head(head);
    if (!request) {
      // What may follow as its body is not read.
      const Answer refusal = answer_error(request.error());
      co_await send(refusal, asked);
      co_return std::nullopt;
    }
    if (route_ == Route::kEvents && !asked.only_head)
      co_return settings_.api.find(request->target.letter);
    if (request->method == Method::kWrite) {
      auto body = co_await read_body(head, request->target);
      if (!body) {
        const Answer refusal = answer_error(body.error());
        co_await send(refusal, asked);
        co_return std::nullopt;
      }
      request->body = std::move(*body);
    } else if (message.has_content_length() || message.chunked()) {
      const Answer refusal = answer_error({"http.form", "", "A request to read has no body."});
      co_await send(refusal, asked);
      co_return std::nullopt;
    }
    again_ = keep_alive;
    const Answer answer = co_await settings_.api.respond(std::move(*request));
    co_await send(answer, asked);
    co_return std::nullopt;
  }

  Awaitable<base::Result<std::string>> read_body(Head& head, const Target& target) {
    const std::size_t most = settings_.api.max_body(target);
    const auto length = head.content_length();
    if (length && *length > most)
      co_return std::unexpected(parse_refusal(bhttp::error::body_limit));
    const bool expects = beast::iequals(head.get()[bhttp::field::expect], "100-continue");
    bhttp::request_parser<bhttp::string_body> whole(std::move(head));
    whole.body_limit(most);
    allow(settings_.limits.body_time + std::chrono::seconds(most >> 20));
    Error error;
    if (expects) {
      constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await asio::async_write(stream_, asio::buffer(kGoOn), into(error));
    }
    if (!error) co_await bhttp::async_read(stream_, buffer_, whole, into(error));
    if (error) co_return std::unexpected(parse_refusal(error));
    co_return std::move(whole.get().body());
  }

  Awaitable<void> send(const Answer& answer, const Asked& asked) {
    const bool unchanged = !answer.etag.empty() && answer.etag == asked.known;
    const bool brotli = asked.brotli && answer.brotli;
    const std::string& body = brotli ? *answer.brotli : *answer.body;
    bhttp::response<bhttp::span_body<const char>> message;
    message.version(11);
    message.result(unchanged ? 304 : answer.status);
    secure(message, tls());
    message.set(bhttp::field::cache_control, cache_control(answer.keep));
    message.set(bhttp::field::content_type, answer.type);
    if (!answer.etag.empty()) message.set(bhttp::field::etag, answer.etag);
    if (answer.brotli) message.set(bhttp::field::vary, "Accept-Encoding");
    if (brotli) message.set(bhttp::field::content_encoding, "br");
    if (answer.status == 405) message.set(bhttp::field::allow, allowed(methods_of(route_)));
    if (answer.status == 429 || answer.status == 503) message.set(bhttp::field::retry_after, "10");
    message.keep_alive(again_);
    if (!asked.only_head && !unchanged) message.body() = {body.data(), body.size()};
    if (!unchanged) message.content_length(body.size());
    bhttp::response_serializer<bhttp::span_body<const char>> serializer(message);
    serializer.split(asked.only_head);
    allow(settings_.limits.write_time);
    Error error;
    if (asked.only_head) {
      co_await bhttp::async_write_header(stream_, serializer, into(error));
    } else {
      co_await bhttp::async_write(stream_, serializer, into(error));
    }
    if (error) again_ = false;
    settings_.api.metrics().answered(route_, answer.status,
                                     std::chrono::steady_clock::now() - started_);
  }

  // Server-sent events until either side ends them.
  Awaitable<void> send_events(std::shared_ptr<LiveLetter> letter) {
    Metrics& metrics = settings_.api.metrics();
    if (metrics.streams >= settings_.limits.streams) {
      const Answer refusal =
          answer_error({"http.streams", "", "Too many streams of events; ask again later."});
      co_await send(refusal, kNothingAsked);
      co_return;
    }
    const bool begun = co_await begin_events();
    if (!begun) co_return;
    buffer_.clear();
    buffer_.shrink_to_fit();
    const Counted counted(metrics.streams);
    asio::steady_timer timer(stream_.get_executor());
    EventHub& hub = letter->events();
    const EventHub::Waiter waiter(hub, timer);
    const std::string* sent = nullptr;
    while (!hub.closed()) {
      const EventHub::Text text = hub.last();
      const bool fresh = text.get() != sent;
      const bool written = co_await write_event(fresh ? std::string_view(*text) : kHeartbeat);
      if (!written) co_return;
      sent = text.get();
      if (hub.last() != text) continue;
      timer.expires_after(settings_.limits.heartbeat);
      Error ignored;
      co_await timer.async_wait(into(ignored));
    }
  }

  Awaitable<bool> begin_events() {
    bhttp::response<bhttp::empty_body> message(bhttp::status::ok, 11);
    secure(message, tls());
    message.set(bhttp::field::content_type, "text/event-stream");
    message.set(bhttp::field::cache_control, "no-store");
    message.set("X-Accel-Buffering", "no");
    message.keep_alive(false);
    bhttp::response_serializer<bhttp::empty_body> serializer(message);
    allow(settings_.limits.write_time);
    Error error;
    co_await bhttp::async_write_header(stream_, serializer, into(error));
    settings_.api.metrics().answered(route_, 200, std::chrono::steady_clock::now() - started_);
    co_return !error;
  }

  Awaitable<bool> write_event(std::string_view text) {
    allow(settings_.limits.write_time);
    Error error;
    co_await asio::async_write(stream_, asio::buffer(text), into(error));
    beast::get_lowest_layer(stream_).expires_never();
    co_return !error;
  }

  static constexpr std::string_view kHeartbeat = ":\n\n";

  Stream& stream_;
  std::string address_;
  const SessionSettings& settings_;
  beast::flat_buffer buffer_;
  std::chrono::steady_clock::time_point started_;
  Route route_ = Route::kUnknown;
  bool first_ = true;
  bool again_ = false;
};

Awaitable<void> serve_plain(asio::ip::tcp::socket socket, std::string address,
                            const SessionSettings& settings) {
  beast::tcp_stream stream(std::move(socket));
  Session<beast::tcp_stream> session(stream, std::move(address), settings);
  co_await session.run();
  co_await linger(stream);
}

Awaitable<void> serve_encrypted(asio::ip::tcp::socket socket, std::string address,
                                const SessionSettings& settings) {
  using Stream = asio::ssl::stream<beast::tcp_stream>;
  Stream stream(beast::tcp_stream(std::move(socket)), *settings.tls);
  beast::get_lowest_layer(stream).expires_after(settings.limits.header_time);
  Error error;
  co_await stream.async_handshake(asio::ssl::stream_base::server, into(error));
  if (error) co_return;
  Session<Stream> session(stream, std::move(address), settings);
  co_await session.run();
  beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(2));
  co_await stream.async_shutdown(into(error));
}

}  // namespace

Awaitable<void> serve_connection(asio::ip::tcp::socket socket, std::string address,
                                 const SessionSettings& settings) {
  if (settings.tls) {
    co_await serve_encrypted(std::move(socket), std::move(address), settings);
  } else {
    co_await serve_plain(std::move(socket), std::move(address), settings);
  }
}

}  // namespace undersigned::http
