#include "core/proof/entry_shape.h"

#include "core/base/check.h"
#include "core/proof/generators.h"

namespace undersigned::proof {
namespace {

using group::Scalar;

// Σ of `count` values, `step` apart.
Scalar sum_of(std::span<const Scalar> values, std::size_t first, std::size_t count,
              std::size_t step = 1) {
  Scalar sum;
  for (std::size_t i = 0; i < count; ++i) sum += values[first + i * step];
  return sum;
}

void draw_row(base::Randomness& randomness, std::span<Scalar> row) {
  for (Scalar& value : row) value = Scalar::random(randomness);
}

// A d × d matrix, uniform among those whose rows and columns have one sum.
void draw_ranking(base::Randomness& randomness, std::size_t d, std::span<Scalar> matrix) {
  draw_row(randomness, matrix.first(d));
  const group::SecretScalar sum(sum_of(matrix, 0, d));
  for (std::size_t i = 1; i + 1 < d; ++i) {
    draw_row(randomness, matrix.subspan(i * d, d - 1));
    matrix[i * d + d - 1] = sum.reveal() - sum_of(matrix, i * d, d - 1);
  }
  for (std::size_t j = 0; j < d; ++j) {
    matrix[(d - 1) * d + j] = sum.reveal() - sum_of(matrix, j, d - 1, d);
  }
}

bool ranking_agrees(std::span<const Scalar> matrix, std::size_t d) {
  const Scalar sum = sum_of(matrix, 0, d);
  for (std::size_t i = 0; i < d; ++i) {
    if (sum_of(matrix, i * d, d) != sum || sum_of(matrix, i, d, d) != sum) return false;
  }
  return true;
}

}  // namespace

EntryShape::EntryShape(std::vector<ItemShape> items) : items_(std::move(items)) {
  UNDERSIGNED_CHECK(!items_.empty() && items_.size() <= kMaxItems);
  for (const ItemShape& item : items_) {
    UNDERSIGNED_CHECK(item.columns >= 1 && item.columns <= kMaxOptions);
    UNDERSIGNED_CHECK(item.rows == 1 || item.rows == item.columns);
    first_options_.push_back(options_);
    options_ += item.options();
    rows_ += item.rows;
    UNDERSIGNED_CHECK(options_ <= kMaxOptions);
  }
}

void EntryShape::implied(std::span<const Scalar> of_options, const Scalar& whole,
                         std::span<Scalar> out) const {
  for (std::size_t q = 0; q < items(); ++q) {
    out[q] = whole;
    for (std::size_t k = 0; k < items_[q].columns; ++k) out[q] -= of_options[first_options_[q] + k];
  }
}

void EntryShape::draw(base::Randomness& randomness, std::span<Scalar> out) const {
  for (std::size_t q = 0; q < items(); ++q) {
    const std::span<Scalar> own = out.subspan(first_options_[q], items_[q].options());
    if (items_[q].is_ranking()) {
      draw_ranking(randomness, items_[q].columns, own);
    } else {
      draw_row(randomness, own);
    }
  }
}

bool EntryShape::sums_agree(std::span<const Scalar> f) const {
  for (std::size_t q = 0; q < items(); ++q) {
    if (items_[q].is_ranking() &&
        !ranking_agrees(f.subspan(first_options_[q], items_[q].options()), items_[q].columns)) {
      return false;
    }
  }
  return true;
}

}  // namespace undersigned::proof
