// Many alike, such as entries and credentials, made on as many threads as the executor has.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "app/service/runtime.h"
#include "core/base/executor.h"
#include "core/base/result.h"
#include "core/letter/task_randomness.h"

namespace undersigned::service {

// So many at once: what they draw from and what they become is held together.
inline constexpr std::size_t kEachAtOnce = 256;

// make(i, own) for i = first…last−1, each a Result<T>, appended to `made`; or the error of the
// first that fails. `own` is the runtime with randomness of that element alone, drawn beforehand in
// their order: what is made is the same for any number of threads.
template <class T, class Make>
base::Result<void> append_each(std::size_t first, std::size_t last, const Runtime& runtime,
                               std::vector<T>& made, Make make) {
  std::vector<letter::TaskRandomness> streams =
      letter::TaskRandomness::draw(runtime.randomness, last - first);
  std::vector<std::optional<base::Result<T>>> outcomes(last - first);
  runtime.executor.run(outcomes.size(), [&](std::size_t task) {
    base::SerialExecutor here;
    const Runtime own{runtime.ops, streams[task], here, runtime.now};
    outcomes[task].emplace(make(first + task, own));
  });
  for (auto& outcome : outcomes) {
    UNDERSIGNED_TRY(T element, std::move(*outcome));
    made.push_back(std::move(element));
  }
  return {};
}

// All of 0…count−1; says how far it is as `stage`.
template <class T, class Make>
base::Result<std::vector<T>> make_each(std::string_view stage, std::size_t count,
                                       const Runtime& runtime, Make make) {
  std::vector<T> made;
  made.reserve(count);
  for (std::size_t first = 0; first < count; first = made.size()) {
    const std::size_t last = std::min(count, first + kEachAtOnce);
    UNDERSIGNED_TRY_VOID(append_each(first, last, runtime, made, make));
    runtime.progress(stage, static_cast<double>(last) / static_cast<double>(count));
  }
  return made;
}

}  // namespace undersigned::service
