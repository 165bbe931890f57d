// A small letter on a real server on the loopback interface, with a clock that the test moves.
// Every secret is at hand: the codes, the trustees' keys.
#pragma once

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "app/http/server.h"
#include "app/service/demo_letter.h"
#include "app/sodium/sodium.h"
#include "core/base/executor.h"
#include "tests/support/temporary_folder.h"

namespace undersigned::test {

struct HttpReply {
  unsigned status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  base::Json json() const { return base::Json::parse(body, nullptr, false); }
  std::string check() const;  // of a refusal; "" if it is none
};

class ServedLetter {
 public:
  static constexpr std::uint32_t kPeople = 12;
  static constexpr std::uint32_t kEpochSeconds = 100;
  static constexpr std::uint32_t kEpochs = 2;
  // Made and before its start; `change` alters the options, the letter requires these witnesses.
  explicit ServedLetter(const std::function<void(http::ServerOptions&)>& change = {},
                        std::vector<log::VerifierKey> witnesses = {});
  ~ServedLetter();

  std::uint16_t port() const { return port_; }
  std::string url() const { return server_->url(); }
  const std::filesystem::path& data() const { return folder_.path(); }
  // One request on a connection of its own.
  HttpReply get(const std::string& target, const std::string& headers = "") const;
  HttpReply post(const std::string& target, const std::string& body,
                 const std::string& headers = "Content-Type: application/json\r\n") const;
  // Any bytes; the answer to them, or a status of 0 if the server closed without one.
  HttpReply raw(const std::string& bytes, bool has_body = true) const;

  // Moves the clock and waits until the server has done what that makes necessary.
  void start() { move_to(letter_.manifest->schedule.start); }
  void end_epoch(std::uint32_t epoch);
  void move_to(std::int64_t now);
  std::int64_t now() const { return now_; }
  void wait_until(const std::function<bool(const service::LetterStatus&)>& holds) const;
  std::shared_ptr<const service::LetterStatus> status() const;

  // The entry of a person for the open epoch, as the body of a submission.
  service::Submitted entry(std::uint32_t person, const std::vector<std::string>& choice) const;
  static std::string body_of(const service::Submitted& submitted);
  // Two trustees in this process open the letter.
  void open();

  const service::DemoLetter& letter() const { return letter_; }
  service::DemoLetter& letter() { return letter_; }
  const service::Runtime& runtime() const { return runtime_; }
  // Runs on the letter's strand, gives the result here.
  template <class Work>
  auto on_letter(Work work) const {
    using Outcome = std::invoke_result_t<Work, service::LetterHost&>;
    const auto promise = std::make_shared<std::promise<Outcome>>();
    auto future = promise->get_future();
    boost::asio::io_context& io = server_->io();
    boost::asio::post(io, [&io, promise, live = live_, work = std::move(work)]() mutable {
      boost::asio::co_spawn(io, answer(promise, live, std::move(work)), boost::asio::detached);
    });
    return future.get();
  }
  http::Server& server() { return *server_; }
  // Stops the server as SIGTERM does, and lets the letter's folder go.
  void stop();

 private:
  template <class Outcome, class Work>
  static http::Awaitable<void> answer(std::shared_ptr<std::promise<Outcome>> promise,
                                      std::shared_ptr<http::LiveLetter> live, Work work) {
    promise->set_value(co_await live->run(std::move(work)));
  }
  TemporaryFolder folder_;
  std::atomic<std::int64_t> now_;
  sodium::SodiumGroup ops_;
  mutable sodium::SystemRandomness randomness_;
  mutable base::SerialExecutor executor_;
  service::Runtime runtime_;
  service::DemoLetter letter_;
  std::unique_ptr<http::Server> server_;
  std::shared_ptr<http::LiveLetter> live_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace undersigned::test
