// A letter that is being served: its host behind a strand, so that there is one writer; submissions
// collected into batches; a clock that ends epochs; its events.
//
// Threads: the object is used by the thread that does input and output; the host only on the
// strand, which belongs to the workers. What passes between them are values.
#pragma once

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/system_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/http/event_hub.h"
#include "app/http/limits.h"
#include "app/http/log.h"
#include "app/http/rates.h"
#include "app/service/letter_host.h"

namespace undersigned::http {

template <class T>
using Awaitable = boost::asio::awaitable<T>;

class LiveLetter : public std::enable_shared_from_this<LiveLetter> {
 public:
  using Status = std::shared_ptr<const service::LetterStatus>;
  using Taken = base::Result<service::LetterHost::Taken>;

  struct Setting {
    boost::asio::io_context& io;
    boost::asio::thread_pool& workers;
    const Limits& limits;
    const service::Runtime& runtime;
    Log& log;
    bool demonstration = false;
  };
  LiveLetter(std::string id, std::unique_ptr<service::LetterHost> host, const Setting& setting);

  // Starts the clock and the making of covers.
  void start();
  // No more epochs are ended, no more submissions taken ("http.stopping"); events end. What was
  // taken is kept: it is on the disk.
  void stop();

  const std::string& id() const { return id_; }
  const Status& status() const { return status_; }
  EventHub& events() { return events_; }
  std::filesystem::path record() const { return record_; }
  bool demonstration() const { return setting_.demonstration; }

  // Verified and kept together with others that wait. "http.busy" if too many do,
  // "rate.credential".
  Awaitable<Taken> submit(service::Submitted submission);

  // Runs work(host) on the strand and gives its result here.
  template <class Work>
  Awaitable<std::invoke_result_t<Work, service::LetterHost&>> run(Work work) {
    using Outcome = std::invoke_result_t<Work, service::LetterHost&>;
    auto self = shared_from_this();
    co_return co_await boost::asio::co_spawn(
        strand_,
        [self, work = std::move(work)]() mutable -> Awaitable<Outcome> {
          Outcome outcome = work(*self->host_);
          self->announce();
          co_return outcome;
        },
        boost::asio::use_awaitable);
  }

 private:
  using Handler = boost::asio::any_completion_handler<void(Taken)>;
  struct Waiting {
    service::Submitted submission;
    Handler handler;
  };
  Awaitable<void> keep_time();
  void enqueue(service::Submitted submission, Handler handler);
  void drain();        // on the strand
  void make_covers();  // on the strand
  void announce();     // on the strand
  void show(Status status);

  std::string id_;
  Setting setting_;
  std::unique_ptr<service::LetterHost> host_;
  std::filesystem::path record_;
  boost::asio::strand<boost::asio::thread_pool::executor_type> strand_;
  boost::asio::system_timer clock_;
  Status status_;
  EventHub events_;
  Rates accepted_;  // by credential
  bool stopping_ = false;

  // Of the strand.
  std::uint64_t announced_ = 0;
  bool making_covers_ = false;

  std::mutex mutex_;  // over what follows
  std::vector<Waiting> queue_;
  bool draining_ = false;
};

}  // namespace undersigned::http
