// The items of a letter as the proof of an entry sees them (docs/protocol.md 6): every item is a
// matrix of coded options, numbered row by row. Most have one row, of which at most one option is
// chosen. A ranking of d answers has d rows of d, answer i in place j; it is chosen as a whole or
// not at all.
//
// The mathematics of a ranking. With all entries v in {0,1}, the first row's sum in {0,1} and all
// 2d sums of rows and columns equal, v is a permutation matrix or zero. Masks a are drawn from the
// same space, matrices whose 2d sums are equal, of dimension (d−1)² + 1; so f = a + x·v is in it
// for every x, uniform if a is, and 2d sums of f are all that a verifier adds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/randomness.h"
#include "core/group/scalar.h"

namespace undersigned::proof {

struct ItemShape {
  // A single row of so many options.
  ItemShape(std::uint32_t options) : columns(options) {}  // NOLINT: a number passes for a list
  // d × d.
  static ItemShape ranking(std::uint32_t answers) {
    ItemShape shape(answers);
    shape.rows = answers;
    return shape;
  }

  std::size_t options() const { return std::size_t{rows} * columns; }
  bool is_ranking() const { return rows > 1; }
  friend bool operator==(const ItemShape&, const ItemShape&) = default;

  std::uint32_t rows = 1, columns;
};

class EntryShape {
 public:
  // 1…kMaxItems items of at least one option each, at most kMaxOptions together, a ranking being
  // square; anything else is a programmer's error (manifests are checked when they are read).
  explicit EntryShape(std::vector<ItemShape> items);

  std::size_t options() const { return options_; }  // M
  std::size_t items() const { return items_.size(); }
  std::size_t rows() const { return rows_; }  // of all items together
  std::span<const ItemShape> shapes() const { return items_; }

  // x_{q,0} = whole − Σ x_k over the first row of each item: v_{q,0} of v with 1, a_{q,0} of a with
  // 0, f_{q,0} of f with x. Constant time; `out` has a place for each item.
  void implied(std::span<const group::Scalar> of_options, const group::Scalar& whole,
               std::span<group::Scalar> out) const;
  // Uniform values for all options, such that the rows and columns of every ranking have one sum.
  // Draws row by row; a ranking's last column (but for the first row) and last row follow.
  void draw(base::Randomness& randomness, std::span<group::Scalar> out) const;
  // Whether the rows and columns of every ranking have one sum.
  bool sums_agree(std::span<const group::Scalar> f) const;

 private:
  std::vector<ItemShape> items_;
  std::vector<std::size_t> first_options_;  // of each item, from 0
  std::size_t options_ = 0, rows_ = 0;
};

}  // namespace undersigned::proof
