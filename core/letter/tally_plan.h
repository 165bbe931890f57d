// Which sums of an opened letter are opened, and in which order (docs/protocol.md 10, 12): for each
// item after the signature
//
//     demand    the numbers of every level, and, if a level holds, those opposed
//     pledge    the numbers of every level
//     choice    every answer, cell by cell
//     ranking   every answer in every place
//
// all but the choices over everybody. The live letter, its trustees and its verifier ask this and
// nothing else what comes next. Numbers of levels settle (section 9) as soon as they are known.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/letter/cells.h"
#include "core/letter/manifest.h"
#include "core/letter/outcome.h"

namespace undersigned::letter {

// What one tally is of: options first + 1 … first + options of item q, over a cell.
struct TallyPlace {
  std::uint16_t item = 0;     // q, from 1
  std::uint16_t first = 0;    // how many of the item's options come before
  std::uint16_t options = 0;  // o
  std::uint16_t cell = kAllCells;

  friend bool operator==(const TallyPlace&, const TallyPlace&) = default;
};

// The first tally of an item, q from 1, over a cell: the levels of a demand, all options of others.
TallyPlace first_tally(const Manifest& manifest, std::uint16_t item, std::uint16_t cell);
// Of a demand that settled: those opposed.
TallyPlace opposed_tally(const Manifest& manifest, std::uint16_t item);
// For a person: "the tally of item 2, cell 3".
std::string describe(const TallyPlace& place);

class TallyPlan {
 public:
  // Both outlive this. The cells may be empty until the roster is known.
  TallyPlan(const Manifest& manifest, const Cells& cells) : manifest_(manifest), cells_(cells) {}

  // The tally that comes next; nothing if all are there.
  std::optional<TallyPlace> next() const;
  // All tallies that are certain to come: what trustees may answer at once. Those opposed to a
  // demand are not among them before it has settled.
  std::vector<TallyPlace> due() const;
  // The numbers of next(), verified.
  void take(std::span<const std::uint32_t> numbers);

  std::size_t done() const { return done_; }  // tallies so far
  // What they say, in the order of the items.
  const TalliedItems& items() const { return items_; }

 private:
  const Item& item() const { return manifest_.items[item_]; }
  void take_levels(std::span<const std::uint32_t> numbers);
  // The tallies of an item from its step-th on, as far as they are certain.
  void append_steps(std::size_t item, std::size_t step, std::vector<TallyPlace>& out) const;

  const Manifest& manifest_;
  const Cells& cells_;
  std::size_t item_ = 1;  // whose turn it is, from 0
  std::size_t step_ = 0;  // tallies of it so far
  std::size_t done_ = 0;
  TalliedItems items_;
};

}  // namespace undersigned::letter
