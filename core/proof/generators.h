// The generators G_k, H_k, I_q, K and O of sealed entries (docs/protocol.md 2): hashes to the
// group, so that nobody knows a logarithm among them and B.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/group/point.h"

namespace undersigned::proof {

inline constexpr std::size_t kMaxOptions = 128;
inline constexpr std::size_t kMaxItems = 128;

// O: the cover key P of a letter without cover (docs/protocol.md 4, 7). Nobody knows p.
group::Point no_cover_key();

class Generators {
 public:
  // For k = 1…options and q = 1…items: 2·options + items + 1 hashes to the group, made here once.
  // 1 ≤ options ≤ kMaxOptions, 1 ≤ items ≤ kMaxItems.
  Generators(std::size_t options, std::size_t items);

  std::size_t options() const { return options_; }
  std::size_t items() const { return items_; }
  // Element k−1 is G_k, likewise H and I.
  std::span<const group::Point> g() const { return std::span(points_).first(options_); }
  std::span<const group::Point> h() const { return std::span(points_).subspan(options_, options_); }
  std::span<const group::Point> i() const {
    return std::span(points_).subspan(2 * options_, items_);
  }
  const group::Point& k() const { return points_.back(); }
  // All of them: G, H, I, then K.
  std::span<const group::Point> all() const { return points_; }

 private:
  std::size_t options_, items_;
  std::vector<group::Point> points_;
};

}  // namespace undersigned::proof
