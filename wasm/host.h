// What the module asks of whoever loads it: randomness, from crypto.getRandomValues. It has no
// other way into the world; threads and files it is given none.
#pragma once

#include "core/base/randomness.h"

namespace undersigned::wasm {

class HostRandomness final : public base::Randomness {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace undersigned::wasm
