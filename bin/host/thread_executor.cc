#include "bin/host/thread_executor.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace undersigned::host {

void ThreadExecutor::run(std::size_t count, const std::function<void(std::size_t)>& task) {
  const std::size_t workers =
      std::min<std::size_t>(count, std::max(1u, std::thread::hardware_concurrency()));
  if (workers <= 1) {
    for (std::size_t i = 0; i < count; ++i) task(i);
    return;
  }
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  threads.reserve(workers);
  for (std::size_t worker = 0; worker < workers; ++worker) {
    threads.emplace_back([&] {
      for (std::size_t i = next++; i < count; i = next++) task(i);
    });
  }
}

}  // namespace undersigned::host
