// The operating system's randomness, without any library: what the verifier draws its weights from.
#pragma once

#include "core/base/randomness.h"

namespace undersigned::host {

class SystemEntropy final : public base::Randomness {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace undersigned::host
