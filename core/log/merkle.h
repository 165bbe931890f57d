// The tree over the record's leaves (docs/protocol.md 8): RFC 6962's Merkle tree with SHA-256.
//
//   MTH({})     = SHA-256()
//   MTH({d})    = SHA-256(0x00 ‖ d)
//   MTH(D[0:n]) = SHA-256(0x01 ‖ MTH(D[0:k]) ‖ MTH(D[k:n])),  k the largest power of two below n
//
// The two prefixes keep a leaf from passing for an inner node. Everything here is public.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/hash/sha2.h"

namespace undersigned::log {

using Hash = hash::Digest256;
inline constexpr std::size_t kHashBytes = sizeof(Hash);

// The largest tree that is read or made: it bounds proofs, tile levels and paths.
inline constexpr int kMaxTreeHeight = 40;
inline constexpr std::uint64_t kMaxTreeSize = std::uint64_t{1} << kMaxTreeHeight;

// MTH({}), the root of a tree without leaves.
Hash empty_root();
// MTH({leaf}).
Hash leaf_hash(base::ByteView leaf);
// SHA-256(0x01 ‖ left ‖ right).
Hash node_hash(const Hash& left, const Hash& right);

// The complete subtree over the leaves index·2^height … (index + 1)·2^height − 1.
struct Subtree {
  int height = 0;
  std::uint64_t index = 0;
};

// A growing tree in O(log n) memory. A tree of n leaves is a row of complete subtrees, one for each
// bit of n, the largest first; appending a leaf is adding 1 to n, each carry merging two subtrees
// of equal height. Appending costs one node hash a leaf on average.
class Frontier {
 public:
  std::uint64_t size() const { return size_; }

  // Appends a leaf by its hash; aborts beyond kMaxTreeSize. `completed(height, hash)` is called for
  // each subtree that this leaf completes, from height 0 (the leaf itself) upwards.
  template <class Completed>
  void append(const Hash& leaf, Completed&& completed) {
    UNDERSIGNED_CHECK(size_ < kMaxTreeSize);
    Hash hash = leaf;
    std::size_t height = 0;
    completed(0, hash);
    while (((size_ >> height) & 1) != 0) {
      hash = node_hash(subtrees_[height], hash);
      ++height;
      completed(static_cast<int>(height), hash);
    }
    subtrees_[height] = hash;
    ++size_;
  }
  void append(const Hash& leaf) {
    append(leaf, [](int, const Hash&) {});
  }

  // Appends a complete subtree of 2^height leaves; size() must be a multiple of 2^(height + 1), so
  // that there is nothing to merge it with. Restores a tree from its row of subtrees.
  void append_subtree(int height, const Hash& hash);

  // MTH of all leaves so far: at most kMaxTreeHeight node hashes.
  Hash root() const;

 private:
  // [h] is the root of the complete subtree of height h if bit h of size_ is set; else unused.
  std::array<Hash, kMaxTreeHeight + 1> subtrees_{};
  std::uint64_t size_ = 0;
};

}  // namespace undersigned::log
