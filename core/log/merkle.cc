#include "core/log/merkle.h"

namespace undersigned::log {
namespace {

constexpr base::ByteArray<1> kLeafPrefix = {0x00};
constexpr base::ByteArray<1> kNodePrefix = {0x01};

}  // namespace

Hash empty_root() { return hash::sha256({}); }

Hash leaf_hash(base::ByteView leaf) {
  return hash::Sha256().update(kLeafPrefix).update(leaf).finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
  return hash::Sha256().update(kNodePrefix).update(left).update(right).finish();
}

void Frontier::append_subtree(int height, const Hash& hash) {
  UNDERSIGNED_CHECK(height >= 0 && height <= kMaxTreeHeight);
  const std::uint64_t leaves = std::uint64_t{1} << height;
  UNDERSIGNED_CHECK(size_ % (2 * leaves) == 0 && size_ + leaves <= kMaxTreeSize);
  subtrees_[static_cast<std::size_t>(height)] = hash;
  size_ += leaves;
}

Hash Frontier::root() const {
  if (size_ == 0) return empty_root();
  std::size_t height = 0;
  while (((size_ >> height) & 1) == 0) ++height;
  Hash hash = subtrees_[height];
  for (++height; height < subtrees_.size(); ++height) {
    if (((size_ >> height) & 1) != 0) hash = node_hash(subtrees_[height], hash);
  }
  return hash;
}

}  // namespace undersigned::log
