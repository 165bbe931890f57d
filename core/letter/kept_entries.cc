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

base::ByteView KeptEntries::encoded(std::size_t i) const {
  return base::ByteView(encoded_).subspan(i * encoded_size(options_), encoded_size(options_));
}

proof::PublishedCiphertext KeptEntries::at(std::size_t i) const {
  UNDERSIGNED_CHECK(i < size_);
  if (held_ready_) return ready_[i];
  return proof::PublishedCiphertext::parsed(part(i, 0, options_), encoded(i));
}

std::vector<std::uint32_t> KeptEntries::standing() const {
  const group::EncodedPoint identity{};  // R of an entry never is it
  std::vector<std::uint32_t> standing;
  for (std::size_t i = 0; i < size_; ++i) {
    const auto own = held_ready_ ? base::ByteView(ready_[i].bytes()) : encoded(i);
    if (!std::ranges::equal(own.first(group::Point::kSize), identity))
      standing.push_back(static_cast<std::uint32_t>(i));
  }
  return standing;
}

elgamal::VectorCiphertext KeptEntries::part(std::size_t i, std::size_t first,
                                            std::size_t count) const {
  UNDERSIGNED_CHECK(i < size_ && first + count <= options_);
  if (held_ready_) {
    const elgamal::VectorCiphertext& all = ready_[i].points();
    const auto some = std::span(all.e).subspan(first, count);
    return {all.r, {some.begin(), some.end()}};
  }
  // Zeros are the identity, which an amendment has put there; nothing else was not an entry's.
  const auto point = [own = encoded(i)](std::size_t place) {
    const auto read = group::Point::parse_or_identity(
        own.subspan(place * group::Point::kSize, group::Point::kSize));
    UNDERSIGNED_CHECK(read);
    return *read;
  };
  elgamal::VectorCiphertext out{point(0), {}};
  out.e.reserve(count);
  for (std::size_t k = 1 + first; k <= first + count; ++k) out.e.push_back(point(k));
  return out;
}

}  // namespace undersigned::letter
