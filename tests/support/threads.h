// Real threads for what takes an executor: tasks dealt out to so many.
#pragma once

#include <thread>
#include <vector>

#include "core/base/executor.h"

namespace undersigned::test {

class Threads final : public base::Executor {
 public:
  explicit Threads(std::size_t number) : number_(number) {}
  void run(std::size_t count, const std::function<void(std::size_t)>& task) override {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < number_; ++t) {
      threads.emplace_back([&, t] {
        for (std::size_t i = t; i < count; i += number_) task(i);
      });
    }
  }

 private:
  std::size_t number_;
};

}  // namespace undersigned::test
