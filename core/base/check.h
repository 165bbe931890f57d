// Assertions that stay on in every build: a broken precondition is a programmer's error and aborts.
#pragma once

#include <cstdlib>

#define UNDERSIGNED_CHECK(condition) \
  do {                               \
    if (!(condition)) std::abort();  \
  } while (false)
