// Threads are an argument: the core cuts work into independent tasks and asks for them to be run.
#pragma once

#include <cstddef>
#include <functional>

namespace undersigned::base {

class Executor {
 public:
  virtual ~Executor() = default;
  // Runs task(0) … task(count-1), in any order and perhaps at once; returns when all are done.
  virtual void run(std::size_t count, const std::function<void(std::size_t)>& task) = 0;
};

// One after the other, here.
class SerialExecutor final : public Executor {
 public:
  void run(std::size_t count, const std::function<void(std::size_t)>& task) override {
    for (std::size_t i = 0; i < count; ++i) task(i);
  }
};

}  // namespace undersigned::base
