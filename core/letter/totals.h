// Sums over cells (docs/protocol.md 12): the total of an answer is the sum over the cells, and who
// gave no answer is what is missing to the people of a cell. Public numbers, no secrets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/letter/outcome.h"

namespace undersigned::letter {

// How many people the numbers are of: everybody who may sign; without cover those of whom an entry
// stands, once that is known (section 12).
std::uint64_t people_counted(const Outcome& outcome);

// The items that are tallied in every cell. A record may end between two tally leaves: what is
// there of an item in some cells only is no result yet.
std::vector<ChoiceTally> complete_tallies(const Outcome& outcome);

// Σ over cells of counts[cell][answer].
std::uint64_t total_of(const ChoiceTally& tally, std::size_t answer);

// For each cell: its people − Σ over answers. At least 0 for a verified outcome.
std::vector<std::uint64_t> no_answer_by_cell(const std::vector<Cell>& cells,
                                             const ChoiceTally& tally);

// Everybody without an answer: the sum of the above.
std::uint64_t no_answer_of(const std::vector<Cell>& cells, const ChoiceTally& tally);

// For each level j: numbers of levels 1…j together (W_j of section 9 if `at` is by name).
std::vector<std::uint64_t> up_to_each_level(const std::vector<std::uint32_t>& at);

}  // namespace undersigned::letter
