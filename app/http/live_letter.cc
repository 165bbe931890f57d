#include "app/http/live_letter.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <iterator>

#include "app/http/bodies.h"

namespace undersigned::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kCoversAtOnce = 4;  // a few milliseconds of work between submissions
constexpr std::chrono::seconds kRetry{5};
constexpr std::chrono::milliseconds kLongest{3'600'000};

// The clock counts whole seconds: the last one is watched closely.
std::chrono::milliseconds until(std::int64_t seconds) {
  if (seconds <= 1) return std::chrono::milliseconds(20);
  return std::min<std::chrono::milliseconds>(std::chrono::seconds(seconds - 1), kLongest);
}

base::Error busy() {
  return {"http.busy", "", "Too many submissions are waiting; try again in a moment."};
}
base::Error stopping() {
  return {"http.stopping", "", "The server is stopping; try again in a minute."};
}

std::string event_text(const std::string& id, const service::LetterStatus& status, std::int64_t now,
                       bool demonstration) {
  return "event: state\nid: " + std::to_string(status.version) +
         "\ndata: " + status_json(id, status, now, demonstration).dump() + "\n\n";
}

}  // namespace

LiveLetter::LiveLetter(std::string id, std::unique_ptr<service::LetterHost> host,
                       const Setting& setting)
    : id_(std::move(id)),
      setting_(setting),
      host_(std::move(host)),
      record_(host_->record()),
      strand_(asio::make_strand(setting.workers)),
      clock_(setting.io),
      accepted_(setting.limits.entries_per_second, setting.limits.entries_at_once,
                setting.limits.addresses) {
  show(host_->status());
  announced_ = status_->version;
}

// The letter lives as long as its clock.
Awaitable<void> LiveLetter::keep(std::shared_ptr<LiveLetter> self) { co_await self->keep_time(); }

void LiveLetter::start() {
  asio::co_spawn(
      setting_.io, [self = shared_from_this()] { return self->keep_time(); }, asio::detached);
  asio::post(strand_, [self = shared_from_this()] { self->make_covers(); });
}

void LiveLetter::stop() {
  stopping_ = true;
  clock_.cancel();
  events_.close();
}

void LiveLetter::show(Status status) {
  status_ = std::move(status);
  events_.publish(event_text(id_, *status_, setting_.runtime.now(), setting_.demonstration));
}

// Tells the other side what has changed, and goes on with what follows from it.
void LiveLetter::announce() {
  const Status status = host_->status();
  if (status->version == announced_) return;
  announced_ = status->version;
  asio::post(setting_.io, [self = shared_from_this(), status] {
    self->show(status);
    self->clock_.cancel();  // there may be another moment to wait for
  });
  make_covers();
}

// In small steps, so that submissions do not wait for all of them.
void LiveLetter::make_covers() {
  if (making_covers_ || stopping_) return;
  making_covers_ = host_->prepare(kCoversAtOnce);
  if (!making_covers_) return;
  asio::post(strand_, [self = shared_from_this()] {
    self->making_covers_ = false;
    self->make_covers();
  });
}

Awaitable<void> LiveLetter::keep_time() {
  const auto tick = [](service::LetterHost& host) { return host.tick(); };
  const auto next_moment = [](service::LetterHost& host) { return host.next_moment(); };
  while (!stopping_) {
    const base::Result<bool> done = co_await run(tick);
    if (done && *done) {
      setting_.log.info("letter", {{"letter", id_}, {"epochs", status_->epochs_complete}});
      continue;
    }
    if (done) {
      const std::optional<std::int64_t> moment = co_await run(next_moment);
      clock_.expires_after(moment ? until(*moment - setting_.runtime.now()) : kLongest);
    } else {
      setting_.log.error("letter", id_, done.error());
      clock_.expires_after(kRetry);
    }
    if (stopping_) break;
    boost::system::error_code ignored;
    co_await clock_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

Awaitable<LiveLetter::Taken> LiveLetter::submit(service::Submitted submission) {
  const std::string credential = std::to_string(submission.index);
  if (stopping_) co_return std::unexpected(stopping());
  if (!accepted_.has(credential, Rates::Clock::now())) {
    co_return base::fail("rate.credential", "",
                         "This credential has sent many entries; wait a minute. The last accepted "
                         "one counts.");
  }
  Taken taken = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Taken)>(
      Enqueue(), asio::use_awaitable, shared_from_this(), std::move(submission));
  if (taken && taken->accepted == store::Accepted::kNew)
    accepted_.take(credential, Rates::Clock::now());
  co_return taken;
}

void LiveLetter::enqueue(service::Submitted submission, Handler handler) {
  bool start = false;
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() < setting_.limits.queued_submissions) {
      queue_.push_back({std::move(submission), std::move(handler)});
      start = !std::exchange(draining_, true);
    }
  }
  if (handler) {
    asio::post(setting_.io, [handler = std::move(handler)]() mutable {
      std::move(handler)(Taken(std::unexpected(busy())));
    });
  } else if (start) {
    asio::post(strand_, [self = shared_from_this()] { self->drain(); });
  }
}

void LiveLetter::drain() {
  std::vector<Waiting> batch;
  {
    const std::lock_guard lock(mutex_);
    const std::size_t count = std::min(queue_.size(), setting_.limits.submissions_at_once);
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
    batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
    queue_.erase(queue_.begin(), end);
    draining_ = !queue_.empty();
    if (draining_) asio::post(strand_, [self = shared_from_this()] { self->drain(); });
  }
  std::vector<service::Submitted> submissions;
  for (Waiting& waiting : batch) submissions.push_back(std::move(waiting.submission));
  auto verdicts = host_->submit(submissions);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    Taken taken = verdicts ? std::move((*verdicts)[i]) : Taken(std::unexpected(verdicts.error()));
    asio::post(setting_.io, [handler = std::move(batch[i].handler), taken]() mutable {
      std::move(handler)(std::move(taken));
    });
  }
}

}  // namespace undersigned::http
