#include "core/proof/entry.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/base/declassify.h"

namespace undersigned::proof {
namespace {

using group::Point;
using group::Scalar;

std::string name_of_point(std::size_t number, std::size_t options) {
  static constexpr const char* kNames[] = {"P0", "P1", "T_E", "T_R", "T_C", "U_R", "U_E", "U_P"};
  if (number == 0) return "R";
  if (number <= options) return "E_" + std::to_string(number);
  return kNames[number - options - 1];
}

std::string name_of_scalar(std::size_t number, std::size_t options) {
  static constexpr const char* kNames[] = {"z_P", "z_r", "z_c", "z_delta", "z_p"};
  if (number == 0) return "x'";
  if (number <= options) return "f_" + std::to_string(number);
  return kNames[number - options - 1];
}

// u32 M ‖ u32 items ‖ (u32 rows ‖ u32 columns) of each item ‖ P ‖ Y_1…Y_M
base::Bytes make_preamble(const EntryShape& shape, std::span<const Point> keys,
                          const Point& cover_key) {
  base::Writer out;
  out.u32(static_cast<std::uint32_t>(shape.options()));
  out.u32(static_cast<std::uint32_t>(shape.items()));
  for (const ItemShape& item : shape.shapes()) out.u32(item.rows).u32(item.columns);
  out.raw(cover_key.encode());
  for (const group::EncodedPoint& key : Point::encode_all(keys)) out.raw(key);
  return out.take();
}

// 1 if equal, else 0, in constant time.
std::uint64_t is_equal(std::uint32_t a, std::uint32_t b) {
  return (std::uint64_t{a ^ b} - 1) >> 63;
}

}  // namespace

EntryContext::EntryContext(const hash::Digest256& fingerprint, EntryShape shape,
                           std::span<const Point> keys, const Point& cover_key)
    : fingerprint_(fingerprint),
      shape_(std::move(shape)),
      generators_(shape_.options(), shape_.items()),
      keys_(keys.begin(), keys.end()),
      cover_key_(cover_key),
      origin_(PublishedCiphertext::identity(shape_.options())),
      preamble_(make_preamble(shape_, keys, cover_key)) {
  UNDERSIGNED_CHECK(keys_.size() == shape_.options() && !cover_key_.is_identity());
  UNDERSIGNED_CHECK(std::ranges::none_of(keys_, &Point::is_identity));
}

base::Result<Entry> Entry::parse(base::ByteView bytes, std::size_t options) {
  if (bytes.size() != size(options)) {
    return base::fail("entry.length", "6",
                      "An entry of " + std::to_string(options) + " options has exactly " +
                          std::to_string(size(options)) + " bytes.");
  }
  const auto field = [bytes](std::size_t number) { return bytes.subspan(32 * number, 32); };
  const std::size_t points = 1 + options + kCommitments;
  elgamal::VectorCiphertext ciphertext;
  ciphertext.e.resize(options);
  Commitments commitments;
  for (std::size_t i = 0; i < points; ++i) {
    auto point = Point::parse(field(i));
    if (!point) {
      return base::fail("entry.point", "6",
                        name_of_point(i, options) + ": " + point.error().message);
    }
    if (i == 0) {
      ciphertext.r = *point;
    } else if (i <= options) {
      ciphertext.e[i - 1] = *point;
    } else {
      commitments[i - options - 1] = *point;
    }
  }
  std::vector<Scalar> scalars;
  scalars.reserve(1 + options + kResponses);
  for (std::size_t i = 0; i < 1 + options + kResponses; ++i) {
    auto scalar = Scalar::parse(field(points + i));
    if (!scalar) {
      return base::fail("entry.scalar", "6",
                        name_of_scalar(i, options) + ": " + scalar.error().message);
    }
    scalars.push_back(*scalar);
  }
  return Entry(PublishedCiphertext::parsed(std::move(ciphertext), bytes.first(32 * (1 + options))),
               commitments, std::move(scalars), base::Bytes(bytes.begin(), bytes.end()));
}

base::ByteView Entry::first_commitments() const {
  return base::ByteView(bytes_).subspan(32 * (1 + options()), 32 * 2);
}

base::ByteView Entry::second_commitments() const {
  return base::ByteView(bytes_).subspan(32 * (3 + options()), 32 * (kCommitments - 2));
}

Choice::Choice(const EntryShape& shape, std::span<const std::uint32_t> answers)
    : values_(shape.options()) {
  UNDERSIGNED_CHECK(answers.size() == shape.rows());
  std::size_t row = 0, k = 0;
  for (const ItemShape& item : shape.shapes()) {
    for (const std::size_t last = row + item.rows; row < last; ++row) {
      UNDERSIGNED_CHECK(base::declassify(answers[row] <= item.columns));
      for (std::uint32_t answer = 1; answer <= item.columns; ++answer) {
        values_[k++] = Scalar::from_u64(is_equal(answers[row], answer));
      }
    }
  }
}

Choice Choice::none(const EntryShape& shape) {
  return Choice(shape, std::vector<std::uint32_t>(shape.rows(), 0));
}

}  // namespace undersigned::proof
