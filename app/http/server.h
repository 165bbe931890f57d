// The server: listens, holds the letters of a data folder, stops gracefully.
//
//   DATA/letters/ID    a letter's folder (app/service/letter_folder.h); ID is
//   [a-z0-9][a-z0-9-]{0,39}
//
// One thread does input and output; others do the work on letters, one letter on one thread at a
// time.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/http/api.h"
#include "app/http/limits.h"
#include "app/http/log.h"
#include "app/http/session.h"

namespace undersigned::http {

struct ServerOptions {
  std::filesystem::path data;
  std::optional<std::filesystem::path> web;  // the pages
  std::string listen = "127.0.0.1:8080";     // address:port, [address]:port; port 0: any
  std::string tls_certificate, tls_key;      // files in PEM; both or neither
  bool behind_proxy = false;
  bool public_metrics = false;
  std::size_t workers = 1;
  Log::Level log = Log::Level::kAll;
  Limits limits;
};

class Server {
 public:
  // Binds. Refuses "serve.listen" (not an address, or taken), "serve.plain" (beyond this machine
  // without TLS and without a proxy that has it), "serve.tls", "web.…". The runtime must outlive it
  // and be safe to use from several threads.
  static base::Result<std::unique_ptr<Server>> create(ServerOptions options,
                                                      const service::Runtime& runtime);
  ~Server();

  // http://localhost:8080 and the like.
  std::string url() const;

  // Reads letters that lie in the data folder and are not served yet.
  void load();
  // Serves a letter that is open already.
  std::shared_ptr<LiveLetter> add(const std::string& id, std::unique_ptr<service::LetterHost> host,
                                  bool demonstration);
  std::shared_ptr<LiveLetter> find(const std::string& id) const { return api_->find(id); }

  // Until SIGTERM or SIGINT, or stop(). SIGHUP: load().
  void run();
  void stop();
  boost::asio::io_context& io() { return io_; }
  Log& log() { return log_; }

 private:
  Server(ServerOptions options, const service::Runtime& runtime);
  base::Result<void> listen();
  base::Result<void> read_certificate();
  base::Result<void> read_pages();
  Awaitable<void> accept();
  Awaitable<void> one_connection(boost::asio::ip::tcp::socket socket, std::string key,
                                 std::string address);
  Awaitable<void> await_signals();
  Awaitable<void> finish();
  void open_letter(const std::string& id, const std::filesystem::path& folder);
  LiveLetter::Setting setting(bool demonstration);

  ServerOptions options_;
  const service::Runtime& runtime_;
  Log log_;
  std::optional<boost::asio::ssl::context> tls_;
  boost::asio::thread_pool workers_;
  std::unique_ptr<Api> api_;
  std::optional<SessionSettings> session_;
  std::map<std::string, std::size_t> addresses_;  // open connections of each
  std::map<std::string, bool> known_;             // letters that were tried
  // What waits here when the server ends uses all of the above, so it goes first.
  boost::asio::io_context io_{1};
  boost::asio::ip::tcp::acceptor acceptor_;
};

}  // namespace undersigned::http
