// A letter's events: the last state as text, and who waits for the next one. All of it is used by
// the one thread that does input and output. A waiting stream costs its socket, its coroutine and a
// pointer here; the text is shared.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <unordered_set>

namespace undersigned::http {

class EventHub {
 public:
  using Text = std::shared_ptr<const std::string>;

  // The last event, ready to be sent; null before the first.
  const Text& last() const { return last_; }
  void publish(std::string text) {
    last_ = std::make_shared<const std::string>(std::move(text));
    wake();
  }
  // Every stream ends.
  void close() {
    closed_ = true;
    wake();
  }
  bool closed() const { return closed_; }

  // A stream's timer while it lives: cancelled when there is something new.
  class Waiter {
   public:
    Waiter(EventHub& hub, boost::asio::steady_timer& timer) : hub_(hub), timer_(timer) {
      hub_.waiting_.insert(&timer_);
    }
    ~Waiter() { hub_.waiting_.erase(&timer_); }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

   private:
    EventHub& hub_;
    boost::asio::steady_timer& timer_;
  };

 private:
  void wake() {
    for (boost::asio::steady_timer* timer : waiting_) timer->cancel();
  }
  Text last_;
  bool closed_ = false;
  std::unordered_set<boost::asio::steady_timer*> waiting_;
};

}  // namespace undersigned::http
