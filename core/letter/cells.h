// Cells (docs/protocol.md 12): the groups by which answers are tallied, fixed from roster sizes
// alone before anything is opened. One for each cohort with people; while there are two or more and
// the smallest has fewer people than `smallest`, the two smallest merge (by size, then by the bytes
// of the cell's first cohort name). A cell lists its cohorts by bytes; cells are numbered by their
// first one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/letter/outcome.h"

namespace undersigned::letter {

// In Cells::of_cohort: a cohort without people is in no cell.
inline constexpr std::uint16_t kNoCell = 65'534;

struct Cells {
  std::vector<Cell> cells;  // in the order of their numbers
  std::vector<std::uint16_t>
      of_cohort;  // position in `cells` of each of the roster's cohorts, or kNoCell

  // The number of cells[position] as tags and leaves write it: kAllCells if it is the only one.
  std::uint16_t number(std::size_t position) const {
    return cells.size() == 1 ? kAllCells : static_cast<std::uint16_t>(position);
  }
};

// cohorts: all different, in the roster's order; people[c]: credentials of standing *signs* in
// cohort c.
Cells make_cells(std::span<const std::string> cohorts, std::span<const std::uint32_t> people,
                 std::uint32_t smallest);

}  // namespace undersigned::letter
