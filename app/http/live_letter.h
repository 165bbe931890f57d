// A letter that is being served: its host behind a strand, so that there is one writer; submissions
// collected into batches; a clock that ends epochs; its events.
//
// Threads: the object is used by the thread that does input and output; the host only on the
// strand, which belongs to the workers. What passes between them are values.
#pragma once

#include <atomic>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
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

  // Looks at the clock now: for whoever changes it (tests).
  void look_at_clock() { clock_.cancel(); }

  const std::string& id() const { return id_; }
  const Status& status() const { return status_; }
  EventHub& events() { return events_; }
  std::filesystem::path record() const { return record_; }
  bool demonstration() const { return setting_.demonstration; }

  // Verified and kept together with others that wait. "http.busy" if too many do,
  // "rate.credential".
  Awaitable<Taken> submit(service::Submitted submission);

  // Runs work(host) on the strand and gives its result here. (No coroutine is spawned there, and
  // callers name their work before they wait for it: g++ 12 destroys closures that are temporaries
  // of a co_await twice.)
  template <class Work>
  Awaitable<std::invoke_result_t<Work, service::LetterHost&>> run(Work work) {
    using Outcome = std::invoke_result_t<Work, service::LetterHost&>;
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(Outcome)>(
        Start(), boost::asio::use_awaitable, shared_from_this(), std::move(work));
  }

 private:
  using Handler = boost::asio::any_completion_handler<void(Taken)>;
  struct Start {
    template <class Resume, class Work>
    void operator()(Resume resume, std::shared_ptr<LiveLetter> self, Work work) const {
      const auto strand = self->strand_;
      boost::asio::post(strand, [self = std::move(self), work = std::move(work),
                                 resume = std::move(resume)]() mutable {
        auto outcome = work(*self->host_);
        self->announce();
        boost::asio::post(self->setting_.io,
                          [resume = std::move(resume), outcome = std::move(outcome)]() mutable {
                            std::move(resume)(std::move(outcome));
                          });
      });
    }
  };
  struct Enqueue {
    template <class Resume>
    void operator()(Resume resume, std::shared_ptr<LiveLetter> self,
                    service::Submitted submission) const {
      self->enqueue(std::move(submission), Handler(std::move(resume)));
    }
  };
  struct Waiting {
    service::Submitted submission;
    Handler handler;
  };
  static Awaitable<void> keep(std::shared_ptr<LiveLetter> self);
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
  boost::asio::steady_timer clock_;
  Status status_;
  EventHub events_;
  Rates accepted_;                      // by credential
  std::atomic<bool> stopping_ = false;  // read on the strand too

  // Of the strand.
  std::uint64_t announced_ = 0;
  bool making_covers_ = false;

  std::mutex mutex_;  // over what follows
  std::vector<Waiting> queue_;
  bool draining_ = false;
};

}  // namespace undersigned::http
