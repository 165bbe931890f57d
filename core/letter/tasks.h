// Lists that are made element by element, on as many threads as the executor has.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/executor.h"
#include "core/base/result.h"
#include "core/proof/batch.h"

namespace undersigned::letter {

// So many elements make one task: enough to make its start negligible, few enough to share out.
inline constexpr std::size_t kItemsOfTask = 64;

// The lists one after the other.
template <class T>
std::vector<T> joined(std::vector<std::vector<T>> lists) {
  std::size_t size = 0;
  for (const auto& list : lists) size += list.size();
  std::vector<T> all;
  all.reserve(size);
  for (auto& list : lists) {
    std::move(list.begin(), list.end(), std::back_inserter(all));
    list = {};
  }
  return all;
}

// make(0) … make(count − 1), each a Result<T>, or the error of the first that fails.
template <class T, class Make>
base::Result<std::vector<T>> collect(std::size_t count, base::Executor& executor, Make make) {
  const std::vector<proof::Range> tasks = proof::cut(count, kItemsOfTask);
  std::vector<std::vector<T>> made(tasks.size());
  std::vector<std::optional<base::Error>> errors(tasks.size());
  executor.run(tasks.size(), [&](std::size_t task) {
    made[task].reserve(tasks[task].last - tasks[task].first);
    for (std::size_t i = tasks[task].first; i < tasks[task].last; ++i) {
      base::Result<T> element = make(i);
      if (!element) {
        errors[task] = std::move(element).error();
        return;
      }
      made[task].push_back(*std::move(element));
    }
  });
  for (auto& error : errors) {
    if (error) return std::unexpected(*std::move(error));
  }
  return joined(std::move(made));
}

// The same for what cannot fail.
template <class T, class Make>
std::vector<T> make_all(std::size_t count, base::Executor& executor, Make make) {
  return *collect<T>(count, executor, [&](std::size_t i) -> base::Result<T> { return make(i); });
}

}  // namespace undersigned::letter
