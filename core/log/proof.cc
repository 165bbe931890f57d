#include "core/log/proof.h"

#include <algorithm>
#include <bit>

namespace undersigned::log {
namespace {

std::unexpected<base::Error> bad_index() {
  return base::fail("proof.index", "8", "The index or size of the proof is out of range.");
}

std::unexpected<base::Error> bad_inclusion() {
  return base::fail("proof.inclusion", "8", "The proof does not lead from the leaf to the root.");
}

std::unexpected<base::Error> bad_consistency() {
  return base::fail("proof.consistency", "8",
                    "The earlier tree is not shown to be the beginning of the later one.");
}

// Where a tree of n ≥ 2 leaves is cut: the largest power of two below n.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

// MTH(D[begin:end]) of a range that the tree's own cuts make, so that its complete subtrees are
// aligned. At most kMaxTreeHeight deep.
base::Result<Hash> range_hash(std::uint64_t begin, std::uint64_t end, const SubtreeHashes& hashes) {
  const std::uint64_t leaves = end - begin;
  if (std::has_single_bit(leaves)) {
    const int height = std::countr_zero(leaves);
    return hashes(Subtree{height, begin >> height});
  }
  const std::uint64_t middle = begin + split(leaves);
  UNDERSIGNED_TRY(const Hash left, range_hash(begin, middle, hashes));
  UNDERSIGNED_TRY(const Hash right, range_hash(middle, end, hashes));
  return node_hash(left, right);
}

// The descent from the root of D[0:size], at each cut into the half that `goes_left(middle)` says,
// gathering the other halves' hashes from the top down, until `arrived(begin, end)`.
template <class GoesLeft, class Arrived>
base::Result<Proof> descend(std::uint64_t& begin, std::uint64_t& end, const SubtreeHashes& hashes,
                            GoesLeft goes_left, Arrived arrived) {
  Proof siblings;
  while (!arrived()) {
    const std::uint64_t middle = begin + split(end - begin);
    const bool left = goes_left(middle);
    UNDERSIGNED_TRY(const Hash sibling,
                    left ? range_hash(middle, end, hashes) : range_hash(begin, middle, hashes));
    siblings.push_back(sibling);
    (left ? end : begin) = middle;
  }
  return siblings;
}

// A walk from a node up to the root, as RFC 9162 tells it: `node` is the index of the node that the
// walk stands on, among those of its height, `last` that of the last one there.
struct Walk {
  std::uint64_t node;
  std::uint64_t last;

  bool at_root() const { return last == 0; }
  // Whether the next sibling stands to the left.
  bool sibling_on_left() const { return (node & 1) != 0 || node == last; }
  // Goes up past that sibling. A last node that has none of its height first goes up alone.
  void up() {
    if (sibling_on_left()) {
      while ((node & 1) == 0 && node != 0) shift();
    }
    shift();
  }
  void shift() {
    node >>= 1;
    last >>= 1;
  }
};

}  // namespace

base::Result<Proof> prove_inclusion(std::uint64_t index, std::uint64_t size,
                                    const SubtreeHashes& hashes) {
  if (size > kMaxTreeSize || index >= size) return bad_index();
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  UNDERSIGNED_TRY(Proof proof,
                  descend(
                      begin, end, hashes, [&](std::uint64_t middle) { return index < middle; },
                      [&] { return end - begin == 1; }));
  std::reverse(proof.begin(), proof.end());
  return proof;
}

base::Result<Proof> prove_consistency(std::uint64_t first, std::uint64_t size,
                                      const SubtreeHashes& hashes) {
  if (size > kMaxTreeSize || first > size) return bad_index();
  if (first == 0) return Proof{};
  // To the node D[begin:end] that ends where the earlier tree does.
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  UNDERSIGNED_TRY(Proof proof,
                  descend(
                      begin, end, hashes, [&](std::uint64_t middle) { return first <= middle; },
                      [&] { return end == first; }));
  if (begin != 0) {  // else that node is the earlier tree itself, whose root the verifier has
    UNDERSIGNED_TRY(const Hash common, range_hash(begin, end, hashes));
    proof.push_back(common);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

base::Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                    const Hash& root, std::span<const Hash> proof) {
  if (size > kMaxTreeSize || index >= size) return bad_index();
  Walk walk{index, size - 1};
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (walk.at_root()) return bad_inclusion();
    hash = walk.sibling_on_left() ? node_hash(sibling, hash) : node_hash(hash, sibling);
    walk.up();
  }
  if (!walk.at_root() || hash != root) return bad_inclusion();
  return {};
}

base::Result<void> verify_consistency(std::uint64_t first, const Hash& first_root,
                                      std::uint64_t size, const Hash& root,
                                      std::span<const Hash> proof) {
  if (size > kMaxTreeSize || first > size) return bad_index();
  if (first == 0 || first == size) {
    const bool roots_fit = (first != 0 || first_root == empty_root()) &&  //
                           (first != size || first_root == root);
    return roots_fit && proof.empty() ? base::Result<void>{} : bad_consistency();
  }
  // From the last node of the earlier tree, lifted to the subtree that it completes. If that is the
  // whole earlier tree its root stands in for the first hash of the proof.
  Walk walk{first - 1, size - 1};
  while ((walk.node & 1) != 0) walk.shift();
  Hash common = first_root;
  if (!std::has_single_bit(first)) {
    if (proof.empty()) return bad_consistency();
    common = proof.front();
    proof = proof.subspan(1);
  }
  Hash first_hash = common;
  Hash hash = common;
  for (const Hash& sibling : proof) {
    if (walk.at_root()) return bad_consistency();
    const bool on_left = walk.sibling_on_left();
    if (on_left) first_hash = node_hash(sibling, first_hash);
    hash = on_left ? node_hash(sibling, hash) : node_hash(hash, sibling);
    walk.up();
  }
  if (!walk.at_root() || first_hash != first_root || hash != root) return bad_consistency();
  return {};
}

}  // namespace undersigned::log
