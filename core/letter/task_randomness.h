// Randomness for work on several threads: a Randomness serves one caller at a time, so each task
// gets a stream of its own, expanded from a seed that was drawn before the tasks began.
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/randomness.h"
#include "core/base/secret.h"
#include "core/hash/turboshake.h"

namespace undersigned::letter {

// TurboSHAKE128 of a 32-byte seed from `source`: nobody who lacks the seed tells it from uniform
// bytes. Secret like what is drawn from it; wiped when it goes.
class TaskRandomness final : public base::Randomness {
 public:
  explicit TaskRandomness(base::Randomness& source) {
    base::Secret<base::ByteArray<32>> seed;
    source.fill(seed.reveal());
    stream_.absorb(seed.reveal());
  }
  TaskRandomness(const TaskRandomness&) = delete;
  TaskRandomness& operator=(const TaskRandomness&) = delete;
  TaskRandomness(TaskRandomness&& other) noexcept : stream_(other.stream_) { other.stream_.wipe(); }
  TaskRandomness& operator=(TaskRandomness&&) = delete;
  ~TaskRandomness() override { stream_.wipe(); }

  // One for each of `count` tasks.
  static std::vector<TaskRandomness> draw(base::Randomness& source, std::size_t count) {
    std::vector<TaskRandomness> streams;
    streams.reserve(count);
    for (std::size_t i = 0; i < count; ++i) streams.emplace_back(source);
    return streams;
  }

  void fill(std::span<std::uint8_t> out) override { stream_.squeeze(out); }

 private:
  hash::TurboShake128 stream_;
};

}  // namespace undersigned::letter
