#include "core/letter/totals.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "core/base/check.h"

namespace undersigned::letter {

std::uint64_t people_counted(const Outcome& outcome) {
  std::uint64_t people = 0;
  for (const Cell& cell : outcome.cells) people += cell.people;
  return people;
}

std::vector<ChoiceTally> complete_tallies(const Outcome& outcome) {
  std::vector<ChoiceTally> complete;
  std::copy_if(outcome.tallies.choices.begin(), outcome.tallies.choices.end(),
               std::back_inserter(complete),
               [&](const auto& tally) { return tally.counts.size() == outcome.cells.size(); });
  return complete;
}

std::uint64_t total_of(const ChoiceTally& tally, std::size_t answer) {
  std::uint64_t total = 0;
  for (const auto& cell : tally.counts) total += cell[answer];
  return total;
}

std::vector<std::uint64_t> no_answer_by_cell(const std::vector<Cell>& cells,
                                             const ChoiceTally& tally) {
  UNDERSIGNED_CHECK(cells.size() == tally.counts.size());
  std::vector<std::uint64_t> missing;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const auto& counts = tally.counts[c];
    const std::uint64_t answered = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    UNDERSIGNED_CHECK(answered <= cells[c].people);
    missing.push_back(cells[c].people - answered);
  }
  return missing;
}

std::uint64_t no_answer_of(const std::vector<Cell>& cells, const ChoiceTally& tally) {
  const std::vector<std::uint64_t> missing = no_answer_by_cell(cells, tally);
  return std::accumulate(missing.begin(), missing.end(), std::uint64_t{0});
}

std::vector<std::uint64_t> up_to_each_level(const std::vector<std::uint32_t>& at) {
  std::vector<std::uint64_t> sums;
  std::uint64_t sum = 0;
  for (const std::uint32_t number : at) sums.push_back(sum += number);
  return sums;
}

}  // namespace undersigned::letter
