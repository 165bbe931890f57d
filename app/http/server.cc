#include "app/http/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

namespace undersigned::http {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

auto into(Error& error) { return asio::redirect_error(asio::use_awaitable, error); }

// address:port or [address]:port.
base::Result<tcp::endpoint> endpoint_of(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  Error error;
  if (colon != std::string::npos) {
    std::string host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    const auto address = asio::ip::make_address(host, error);
    const std::string digits = text.substr(colon + 1);
    const bool number = !digits.empty() && digits.size() <= 5 &&
                        digits.find_first_not_of("0123456789") == std::string::npos;
    if (!error && number && std::stoul(digits) <= 65'535)
      return tcp::endpoint(address, static_cast<std::uint16_t>(std::stoul(digits)));
  }
  return base::fail("serve.listen", "",
                    "'" + text +
                        "' is not an address to listen at; write 127.0.0.1:8080, or "
                        "[::1]:8080.");
}

}  // namespace

Server::Server(ServerOptions options, const service::Runtime& runtime)
    : options_(std::move(options)),
      runtime_(runtime),
      log_(options_.log),
      workers_(std::max<std::size_t>(1, options_.workers)),
      acceptor_(io_) {}

Server::~Server() {
  workers_.join();
  if (api_) api_->release();
}

base::Result<std::unique_ptr<Server>> Server::create(ServerOptions options,
                                                     const service::Runtime& runtime) {
  std::unique_ptr<Server> server(new Server(std::move(options), runtime));
  UNDERSIGNED_TRY_VOID(server->read_certificate());
  UNDERSIGNED_TRY_VOID(server->read_pages());
  server->session_.emplace(SessionSettings{server->options_.limits, *server->api_,
                                           server->tls_ ? &*server->tls_ : nullptr,
                                           server->options_.behind_proxy});
  UNDERSIGNED_TRY_VOID(server->listen());
  return server;
}

base::Result<void> Server::read_certificate() {
  if (options_.tls_certificate.empty() && options_.tls_key.empty()) return {};
  if (options_.tls_certificate.empty() || options_.tls_key.empty())
    return base::fail("serve.tls", "", "Give both --tls-cert and --tls-key, or neither.");
  tls_.emplace(asio::ssl::context::tls_server);
  tls_->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                    asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                    asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression);
  Error error;
  tls_->use_certificate_chain_file(options_.tls_certificate, error);
  if (!error) tls_->use_private_key_file(options_.tls_key, asio::ssl::context::pem, error);
  if (error)
    return base::fail("serve.tls", "",
                      "The certificate or its key cannot be used: " + error.message() + ".");
  return {};
}

base::Result<void> Server::read_pages() {
  WebFiles web;
  if (options_.web) {
    UNDERSIGNED_TRY(web, WebFiles::read(*options_.web, options_.limits.pages_bytes));
  }
  api_ = std::make_unique<Api>(options_.limits, runtime_, std::move(web),
                               ApiSettings{options_.public_metrics}, log_);
  return {};
}

base::Result<void> Server::listen() {
  UNDERSIGNED_TRY(const tcp::endpoint endpoint, endpoint_of(options_.listen));
  if (!endpoint.address().is_loopback() && !tls_ && !options_.behind_proxy) {
    return base::fail("serve.plain", "",
                      "Beyond this machine the server needs a certificate (--tls-cert, --tls-key), "
                      "or a proxy in front that has one (--behind-proxy).");
  }
  Error error;
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return base::fail("serve.listen", "",
                      "Cannot listen at " + options_.listen + ": " + error.message() +
                          ". Name another one with --listen.");
  return {};
}

std::string Server::url() const {
  Error ignored;
  const tcp::endpoint endpoint = acceptor_.local_endpoint(ignored);
  const std::string host = endpoint.address().is_loopback() ? "localhost"
                           : endpoint.address().is_v6() ? "[" + endpoint.address().to_string() + "]"
                                                        : endpoint.address().to_string();
  return (tls_ ? "https://" : "http://") + host + ":" + std::to_string(endpoint.port());
}

LiveLetter::Setting Server::setting(bool demonstration) {
  return {io_, workers_, options_.limits, runtime_, log_, demonstration};
}

std::shared_ptr<LiveLetter> Server::add(const std::string& id,
                                        std::unique_ptr<service::LetterHost> host,
                                        bool demonstration) {
  auto letter = std::make_shared<LiveLetter>(id, std::move(host), setting(demonstration));
  known_[id] = true;
  api_->add(letter);
  letter->start();
  return letter;
}

void Server::load() {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(options_.data / "letters", error)) {
    const std::string id = entry.path().filename().string();
    if (!entry.is_directory() || known_.contains(id)) continue;
    if (!is_letter_id(id)) {
      log_.warn("letter.name", {{"letter", id}});
      continue;
    }
    known_[id] = true;
    open_letter(id, entry.path());
  }
}

// On a worker: a large record takes a while to verify.
void Server::open_letter(const std::string& id, const fs::path& folder) {
  ++api_->readiness().verifying;
  asio::post(workers_, [this, id, folder] {
    auto opened = std::make_shared<base::Result<std::unique_ptr<service::LetterHost>>>(
        service::LetterHost::open(folder, runtime_));
    asio::post(io_, [this, id, opened] {
      Api::Readiness& readiness = api_->readiness();
      --readiness.verifying;
      if (*opened && !readiness.stopping) {
        add(id, std::move(**opened), false);
        log_.info("letter.open", {{"letter", id}});
      } else if (!*opened) {
        ++readiness.failed;
        known_.erase(id);  // SIGHUP tries again
        log_.error("letter.refused", id, opened->error());
      }
    });
  });
}

Awaitable<void> Server::accept() {
  while (acceptor_.is_open()) {
    Error error;
    tcp::socket socket = co_await acceptor_.async_accept(into(error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // no descriptors left, or a client that left at once
      asio::steady_timer pause(io_, std::chrono::milliseconds(50));
      co_await pause.async_wait(into(error));
      continue;
    }
    const auto peer = socket.remote_endpoint(error);
    if (error) continue;
    const std::string address = peer.address().to_string();
    const std::string key = address_key(address);
    const auto open = addresses_.find(key);
    const std::size_t count = open == addresses_.end() ? 0 : open->second;
    const bool many = !options_.behind_proxy && count >= options_.limits.connections_per_address;
    if (many || api_->metrics().connections >= options_.limits.connections) {
      api_->metrics().refused_connection();
      continue;  // closed
    }
    socket.set_option(tcp::no_delay(true), error);
    asio::co_spawn(io_, one_connection(std::move(socket), key, address), asio::detached);
  }
}

Awaitable<void> Server::one_connection(tcp::socket socket, std::string key, std::string address) {
  ++api_->metrics().connections;
  ++addresses_[key];
  try {
    co_await serve_connection(std::move(socket), std::move(address), *session_);
  } catch (const std::exception& error) {
    log_.warn("connection", {{"what", error.what()}});
  }
  --api_->metrics().connections;
  if (--addresses_[key] == 0) addresses_.erase(key);
}

Awaitable<void> Server::await_signals() {
  asio::signal_set signals(io_, SIGTERM, SIGINT, SIGHUP);
  while (!api_->readiness().stopping) {
    Error error;
    const int signal = co_await signals.async_wait(into(error));
    if (error) co_return;
    if (signal == SIGHUP) {
      load();
    } else {
      stop();
    }
  }
}

void Server::run() {
  asio::co_spawn(io_, accept(), asio::detached);
  asio::co_spawn(io_, await_signals(), asio::detached);
  load();
  log_.info("start", {{"url", url()}});
  io_.run();
  workers_.join();
  log_.info("stop");
}

void Server::stop() {
  asio::post(io_, [this] {
    if (api_->readiness().stopping) return;
    Error ignored;
    acceptor_.close(ignored);
    api_->stop();
    asio::co_spawn(io_, finish(), asio::detached);
  });
}

// Answers that are under way are given; then everything ends.
Awaitable<void> Server::finish() {
  const auto deadline = std::chrono::steady_clock::now() + options_.limits.stop_time;
  asio::steady_timer pause(io_);
  while (std::chrono::steady_clock::now() < deadline &&
         (api_->answering > 0 || api_->metrics().streams > 0)) {
    pause.expires_after(std::chrono::milliseconds(20));
    Error ignored;
    co_await pause.async_wait(into(ignored));
  }
  workers_.join();  // what a letter is doing is done to its end
  io_.stop();
}

}  // namespace undersigned::http
