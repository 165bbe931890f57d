#include <algorithm>

#include "core/base/check.h"
#include "core/group/batch.h"
#include "core/group/curve_sum.h"

namespace undersigned::group {
namespace {

// Windows of `width` bits with digits between −2^(width−1) and 2^(width−1).
struct Windows {
  int width;
  int count;  // of the longest magnitude
  std::size_t buckets() const { return std::size_t{1} << (width - 1); }
};

// Enough windows that the top one has a bit to spare for the carry of signed digits.
int windows_of(int bits, int width) { return bits / width + 1; }

// The width of least cost, counted in field multiplications: 7 an addition into a bucket, 18 a
// bucket for the weighted sum.
Windows choose_windows(std::span<const CurveTerm> terms) {
  std::array<std::size_t, 257> by_length{};
  int longest = 0;
  for (const CurveTerm& term : terms) {
    const int bits = bit_length(term.magnitude);
    ++by_length[static_cast<std::size_t>(bits)];
    longest = std::max(longest, bits);
  }
  UNDERSIGNED_CHECK(longest <= 253);
  Windows best{};
  std::size_t best_cost = 0;
  for (int width = 3; width <= 15; ++width) {
    const Windows windows{width, windows_of(longest, width)};
    std::size_t cost = 18 * windows.buckets() * static_cast<std::size_t>(windows.count);
    for (int bits = 1; bits <= longest; ++bits) {
      cost += 7 * by_length[static_cast<std::size_t>(bits)] *
              static_cast<std::size_t>(windows_of(bits, width));
    }
    if (width == 3 || cost < best_cost) {
      best = windows;
      best_cost = cost;
    }
  }
  return best;
}

// `width` ≤ 15 bits of the magnitude from `position` up; zero beyond 256.
std::uint32_t bits_at(const std::array<std::uint64_t, 4>& magnitude, int position, int width) {
  const auto word = static_cast<std::size_t>(position / 64);
  const int shift = position % 64;
  if (word > 3) return 0;
  std::uint64_t bits = magnitude[word] >> shift;
  if (shift + width > 64 && word < 3) bits |= magnitude[word + 1] << (64 - shift);
  return static_cast<std::uint32_t>(bits) & ((1u << width) - 1);
}

// digits[w·n + i] is digit w of term i: Σ_w digit·2^(w·width) = ±magnitude.
std::vector<std::int16_t> recode_all(std::span<const CurveTerm> terms, const Windows& windows) {
  const std::size_t n = terms.size();
  std::vector<std::int16_t> digits(n * static_cast<std::size_t>(windows.count), 0);
  const int half = 1 << (windows.width - 1);
  for (std::size_t i = 0; i < n; ++i) {
    const int used = windows_of(bit_length(terms[i].magnitude), windows.width);
    int carry = 0;
    for (int w = 0; w < used; ++w) {
      int digit =
          carry + static_cast<int>(bits_at(terms[i].magnitude, w * windows.width, windows.width));
      carry = digit > half ? 1 : 0;
      digit -= carry << windows.width;
      digits[static_cast<std::size_t>(w) * n + i] =
          static_cast<std::int16_t>(terms[i].negative ? -digit : digit);
    }
  }
  return digits;
}

// A first summand of a bucket: with E = 2x, H = 2y the point is (2E : 2H : 4 : E·H).
Extended from_affine_cached(const AffineCached& p, bool negative) {
  const FieldElement x2 =
      negative ? (p.y_minus_x - p.y_plus_x).reduce() : (p.y_plus_x - p.y_minus_x).reduce();
  const FieldElement y2 = (p.y_plus_x + p.y_minus_x).reduce();
  return {(x2 + x2).reduce(), (y2 + y2).reduce(), field_from_words({4, 0, 0, 0}), x2 * y2};
}

class Buckets {
 public:
  explicit Buckets(std::size_t count) : sums_(count), used_(count, 0) {}

  void clear() { std::fill(used_.begin(), used_.end(), std::uint8_t{0}); }

  void add_point(int digit, const AffineCached& point) {
    const bool negative = digit < 0;
    const auto k = static_cast<std::size_t>((negative ? -digit : digit) - 1);
    Extended& sum = sums_[k];
    if (used_[k] == 0) {
      used_[k] = 1;
      sum = from_affine_cached(point, negative);
    } else {
      if (negative) {
        subtract(sum, point).store(sum);
      } else {
        add(sum, point).store(sum);
      }
    }
  }

  // Σ_k (k + 1)·sums[k], as Σ of the partial sums from the top.
  Extended weighted_sum() const {
    Extended partial, total;
    bool any = false;
    for (std::size_t k = sums_.size(); k-- > 0;) {
      if (used_[k] != 0) {
        add(partial, cached(sums_[k])).store(partial);
        any = true;
      }
      if (any) add(total, cached(partial)).store(total);
    }
    return total;
  }

 private:
  std::vector<Extended> sums_;
  std::vector<std::uint8_t> used_;
};

}  // namespace

Extended pippenger_vartime(std::span<const CurveTerm> terms) {
  UNDERSIGNED_CHECK(terms.size() <= kMaxBucketTerms);
  if (terms.empty()) return {};
  const std::size_t n = terms.size();
  std::vector<const Extended*> points(n);
  for (std::size_t i = 0; i < n; ++i) points[i] = terms[i].point;
  const std::vector<AffineCached> affine = affine_cached_all_vartime(points);
  const Windows windows = choose_windows(terms);
  const std::vector<std::int16_t> digits = recode_all(terms, windows);
  Buckets buckets(windows.buckets());
  Extended sum;
  for (int w = windows.count; w-- > 0;) {
    Projective doubling = projective(sum);
    for (int k = 1; k < windows.width; ++k) doubling = twice(doubling).projective();
    sum = twice(doubling).extended();
    buckets.clear();
    const std::int16_t* row = digits.data() + static_cast<std::size_t>(w) * n;
    for (std::size_t i = 0; i < n; ++i) {
      if (row[i] != 0) buckets.add_point(row[i], affine[i]);
    }
    sum = add(sum, cached(buckets.weighted_sum())).extended();
  }
  return sum;
}

}  // namespace undersigned::group
