#include "core/letter/kept_entries.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/group/point.h"

namespace undersigned::letter {
namespace {

constexpr std::size_t encoded_size(std::size_t options) {
  return group::Point::kSize * (1 + options);
}
constexpr std::size_t ready_size(std::size_t options) {
  return sizeof(proof::PublishedCiphertext) + sizeof(group::Point) * (1 + options) +
         encoded_size(options);
}

}  // namespace

KeptEntries::KeptEntries(std::size_t people, std::size_t options, std::size_t most_ready_bytes)
    : held_ready_(people * ready_size(options) <= most_ready_bytes), options_(options) {
  if (held_ready_) {
    ready_.reserve(people);
  } else {
    encoded_.reserve(people * encoded_size(options));
  }
}

void KeptEntries::set(std::size_t i, const proof::PublishedCiphertext& entry) {
  UNDERSIGNED_CHECK(i <= size_ && entry.options() == options_);
  const bool next = i == size_;
  if (next) ++size_;
  if (held_ready_ && next) {
    ready_.push_back(entry);
  } else if (held_ready_) {
    ready_[i] = entry;
  } else {
    encoded_.resize(size_ * encoded_size(options_));
    std::ranges::copy(entry.bytes(),
                      std::span(encoded_).subspan(i * encoded_size(options_)).begin());
  }
}

proof::PublishedCiphertext KeptEntries::at(std::size_t i) const {
  UNDERSIGNED_CHECK(i < size_);
  if (held_ready_) return ready_[i];
  const base::ByteView own =
      base::ByteView(encoded_).subspan(i * encoded_size(options_), encoded_size(options_));
  // Zeros: an amendment has put the identity there.
  if (std::ranges::count(own, 0) == std::ssize(own))
    return proof::PublishedCiphertext::identity(options_);
  auto entry = proof::PublishedCiphertext::parse(own, options_);
  UNDERSIGNED_CHECK(entry);  // it was an entry's
  return *std::move(entry);
}

}  // namespace undersigned::letter
