// How often somebody may ask: token buckets by key (an address, a credential). A bucket holds at
// most `burst` tokens, gains `rate` a second and gives one away for each request.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

namespace undersigned::http {

class Rates {
 public:
  using Clock = std::chrono::steady_clock;
  // Remembers at most `keys`; the one that was asked for longest ago is forgotten first, and starts
  // again with a full bucket.
  Rates(double rate, double burst, std::size_t keys) : rate_(rate), burst_(burst), keys_(keys) {}

  // Whether there is a token.
  bool has(const std::string& key, Clock::time_point now);
  // Takes one if there is one.
  bool take(const std::string& key, Clock::time_point now);
  std::size_t size() const { return buckets_.size(); }

 private:
  struct Bucket {
    std::string key;
    double tokens;
    Clock::time_point filled;
  };
  Bucket& bucket(const std::string& key, Clock::time_point now);

  double rate_, burst_;
  std::size_t keys_;
  std::list<Bucket> buckets_;  // the latest first
  std::unordered_map<std::string, std::list<Bucket>::iterator> places_;
};

// What an address is counted by: all of an IPv4 address, the first 64 bits of an IPv6 one (one
// household); "" for what is neither.
std::string address_key(const std::string& address);

}  // namespace undersigned::http
