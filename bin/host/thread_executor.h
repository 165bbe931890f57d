// Threads for the core: as many as the machine has processors, taking tasks one by one.
#pragma once

#include "core/base/executor.h"

namespace undersigned::host {

class ThreadExecutor final : public base::Executor {
 public:
  void run(std::size_t count, const std::function<void(std::size_t)>& task) override;
};

}  // namespace undersigned::host
