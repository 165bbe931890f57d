// Constant time, checked: secrets are marked as undefined memory, and valgrind's memcheck reports
// every branch and every index that depends on them. It sees neither instructions of variable
// duration nor what another processor does. A subject is a function that marks its secrets, calls
// what it checks, and marks as published what the protocol publishes.
#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/base/bytes.h"

namespace undersigned::timing {

// From here on memory holds a secret, or no longer does.
void mark_secret(void* data, std::size_t size);
void mark_public(const void* data, std::size_t size);

// A value, bit by bit secret.
template <class T>
T secret(T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  mark_secret(&value, sizeof(T));
  return value;
}

template <class T>
void publish(const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  mark_public(&value, sizeof(T));
}

struct Subject {
  const char* name;
  std::function<void()> run;
};

// Defined once in each timing program.
std::vector<Subject> subjects();

}  // namespace undersigned::timing
