// What every use case needs from the machine, passed in by the programs and by tests.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/group/secret_group.h"

namespace undersigned::trustee {

struct Runtime {
  const group::SecretGroup& ops;
  base::Randomness& randomness;
  base::Executor& executor;
  // Unix seconds. Demonstrations pass a clock of their own.
  std::function<std::int64_t()> now;
  // Long work reports here: what is being done, and how much of it is done (0…1).
  std::function<void(std::string_view stage, double done)> progress = [](std::string_view, double) {
  };
};

}  // namespace undersigned::trustee
