#include "app/http/rates.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace undersigned::http {

Rates::Bucket& Rates::bucket(const std::string& key, Clock::time_point now) {
  const auto place = places_.find(key);
  if (place != places_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, place->second);
    Bucket& bucket = buckets_.front();
    const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
    bucket.tokens = std::min(burst_, bucket.tokens + std::max(0.0, seconds) * rate_);
    bucket.filled = now;
    return bucket;
  }
  if (buckets_.size() >= keys_) {
    places_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
  buckets_.push_front({key, burst_, now});
  places_[key] = buckets_.begin();
  return buckets_.front();
}

bool Rates::has(const std::string& key, Clock::time_point now) {
  return bucket(key, now).tokens >= 1;
}

bool Rates::take(const std::string& key, Clock::time_point now) {
  Bucket& found = bucket(key, now);
  if (found.tokens < 1) return false;
  found.tokens -= 1;
  return true;
}

std::string address_key(const std::string& address) {
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address(address, error);
  if (error) return "";
  if (parsed.is_v4()) return parsed.to_string();
  const auto six = parsed.to_v6();
  if (six.is_v4_mapped())
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, six).to_string();
  const auto bytes = six.to_bytes();
  return std::string(bytes.begin(), bytes.begin() + 8);
}

}  // namespace undersigned::http
