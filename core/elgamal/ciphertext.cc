#include "core/elgamal/ciphertext.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/check.h"
#include "core/group/batch.h"
#include "core/group/multiscalar.h"

namespace undersigned::elgamal {
namespace {

using group::Point;
using group::Scalar;

// Memory of small_logarithm stays below 2^20 babies of 16 bytes and one block of giants.
constexpr std::uint64_t kMaxBabySteps = std::uint64_t{1} << 20;
constexpr std::size_t kBlock = 256;

// What is known of j·B for j = 0 … size − 1, found by a key that does not see the sign.
class BabySteps {
 public:
  explicit BabySteps(std::uint64_t size) {
    std::vector<Point> block;
    Point step;
    for (std::uint64_t j = 0; j < size; ++j) {
      block.push_back(step);
      step += Point::base();
      if (block.size() == kBlock || j + 1 == size) {
        std::uint64_t first = j + 1 - block.size();
        for (std::uint64_t key : group::keys_up_to_sign_vartime(block)) {
          entries_.emplace_back(key, first++);
        }
        block.clear();
      }
    }
    std::sort(entries_.begin(), entries_.end());
  }

  // The j whose key this is, as a range of (key, j); nearly always none or one.
  std::span<const std::pair<std::uint64_t, std::uint64_t>> find(std::uint64_t key) const {
    const auto first =
        std::lower_bound(entries_.begin(), entries_.end(), std::pair(key, std::uint64_t{0}));
    auto last = first;
    while (last != entries_.end() && last->first == key) ++last;
    return {first, last};
  }

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> entries_;
};

bool is_multiple(const Point& point, std::uint64_t m) {
  return group::multiply_base_vartime(Scalar::from_u64(m)) == point;
}

}  // namespace

VectorCiphertext VectorCiphertext::identity(std::size_t size) {
  return {Point(), std::vector<Point>(size)};
}

VectorCiphertext encrypt(const group::SecretGroup& ops, std::span<const Point> keys,
                         std::span<const Scalar> values, const group::SecretScalar& randomness) {
  UNDERSIGNED_CHECK(keys.size() == values.size());
  VectorCiphertext out;
  out.r = ops.multiply_base(randomness.reveal());
  out.e.reserve(keys.size());
  for (std::size_t k = 0; k < keys.size(); ++k) {
    out.e.push_back(ops.multiply_base(values[k]) + ops.multiply(randomness.reveal(), keys[k]));
  }
  return out;
}

VectorCiphertext reencrypt(const group::SecretGroup& ops, std::span<const Point> keys,
                           const VectorCiphertext& previous, const group::SecretScalar& delta) {
  UNDERSIGNED_CHECK(keys.size() == previous.e.size());
  VectorCiphertext out;
  out.r = previous.r + ops.multiply_base(delta.reveal());
  out.e.reserve(keys.size());
  for (std::size_t k = 0; k < keys.size(); ++k) {
    out.e.push_back(previous.e[k] + ops.multiply(delta.reveal(), keys[k]));
  }
  return out;
}

// m = c ± j with centres c = s, s + (2s+1), s + 2·(2s+1), … and 0 ≤ j ≤ s: about √(2·max) babies
// and giants together, each an addition and a share of an inversion.
base::Result<std::uint64_t> small_logarithm(const Point& point, std::uint64_t max) {
  UNDERSIGNED_CHECK(max < std::uint64_t{1} << 62);
  const auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(max) / 2));
  const std::uint64_t s = std::min(root, kMaxBabySteps - 1);
  const BabySteps babies(s + 1);
  const std::uint64_t stride = 2 * s + 1;
  const Point giant = group::multiply_base_vartime(Scalar::from_u64(stride));
  Point rest = point - group::multiply_base_vartime(Scalar::from_u64(s));
  for (std::uint64_t centre = s; centre <= max + s;) {
    std::vector<Point> block;
    for (std::uint64_t c = centre; c <= max + s && block.size() < kBlock; c += stride) {
      block.push_back(rest);
      rest -= giant;
    }
    for (std::uint64_t key : group::keys_up_to_sign_vartime(block)) {
      for (const auto& [unused, j] : babies.find(key)) {
        for (const std::uint64_t m : {centre - j, centre + j}) {
          if (m <= max && is_multiple(point, m)) return m;
        }
      }
      centre += stride;
    }
  }
  return base::fail("elgamal.logarithm", "10",
                    "The point is no multiple of the base point within the bound.");
}

}  // namespace undersigned::elgamal
