// What every fuzz target shares. A target defines fuzz(); it aborts if a property does not hold.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/check.h"

namespace undersigned {

void fuzz(base::ByteView input);

}  // namespace undersigned

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// Once in each target: gives libFuzzer, or replay.cc, its entry point.
#define UNDERSIGNED_FUZZ_TARGET()                                                     \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    undersigned::fuzz({data, size});                                                  \
    return 0;                                                                         \
  }
