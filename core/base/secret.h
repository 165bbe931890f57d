// Secret<T>: a value that is wiped when it goes, cannot be copied by accident and cannot be
// printed. Code that branches on, indexes by or prints what reveal() gives is a defect
// (docs/threat-model.md).
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/bytes.h"

namespace undersigned::base {

// Overwrites memory so that no optimiser may drop it.
void wipe(void* data, std::size_t size);

template <class T>
class Secret {
  static_assert(std::is_trivially_copyable_v<T>, "only plain values can be wiped");

 public:
  Secret() : value_{} {}
  explicit Secret(const T& value) : value_(value) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept : value_(other.value_) { wipe(&other.value_, sizeof(T)); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      value_ = other.value_;
      wipe(&other.value_, sizeof(T));
    }
    return *this;
  }
  ~Secret() { wipe(&value_, sizeof(T)); }

  const T& reveal() const { return value_; }
  T& reveal() { return value_; }
  // A copy on purpose.
  Secret clone() const { return Secret(value_); }

 private:
  T value_;
};

// Several of them, as many as are asked for at the start (the number is public).
template <class T>
class SecretVector {
  static_assert(std::is_trivially_copyable_v<T>, "only plain values can be wiped");

 public:
  explicit SecretVector(std::size_t size) : values_(size) {}
  SecretVector(const SecretVector&) = delete;
  SecretVector& operator=(const SecretVector&) = delete;
  SecretVector(SecretVector&& other) noexcept : values_(std::move(other.values_)) {}
  SecretVector& operator=(SecretVector&&) = delete;
  ~SecretVector() { wipe(values_.data(), values_.size() * sizeof(T)); }

  std::size_t size() const { return values_.size(); }
  T& operator[](std::size_t i) { return values_[i]; }
  const T& operator[](std::size_t i) const { return values_[i]; }
  std::span<const T> view() const { return values_; }
  std::span<T> view() { return values_; }

 private:
  std::vector<T> values_;  // never grows, so that no copy is left behind
};

// Secret bytes of a length known at run time: a serialised state, a key file's content. Moves,
// never copies; the buffer is wiped when it goes. Take care to reserve before filling a vector that
// is handed over: a growing vector leaves copies behind.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(Bytes&& bytes) : bytes_(std::move(bytes)) {}
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  SecretBytes(SecretBytes&& other) noexcept { bytes_.swap(other.bytes_); }
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    bytes_.swap(other.bytes_);
    return *this;
  }
  ~SecretBytes() { wipe(bytes_.data(), bytes_.size()); }

  ByteView reveal() const { return bytes_; }

 private:
  Bytes bytes_;
};

}  // namespace undersigned::base
