// Where a result computed from secrets becomes public on purpose: the outcome of a check whose
// failure ends the operation anyway, as "this key file holds a canonical scalar" or "this tag is
// right".
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

namespace undersigned::base {

// The value itself. To be written wherever the program may branch on it although secrets went in;
// nothing else may branch on secrets. The constant-time tests (tests/timing) define this function
// themselves and tell the checker there, which is why it is not inline.
bool declassify(bool value);

// Values that were made with secrets and are about to be published, as a proof's commitments and
// responses: what follows may branch on them. The constant-time tests define it likewise.
void publish(const void* data, std::size_t size);

template <class T>
void publish(const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  publish(&value, sizeof(T));
}
template <class T>
void publish_all(std::span<const T> values) {
  static_assert(std::is_trivially_copyable_v<T>);
  publish(values.data(), values.size_bytes());
}

}  // namespace undersigned::base
