#include "core/log/merkle.h"

#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "tests/unit/log/reference.h"

namespace undersigned::log {
namespace {

TEST(Merkle, MakesThePublishedRoots) {
  EXPECT_EQ(base::to_hex(empty_root()), reference::kPublishedRoots[0]);
  Frontier tree;
  EXPECT_EQ(base::to_hex(tree.root()), reference::kPublishedRoots[0]);
  for (std::size_t i = 0; i < reference::kPublishedLeaves.size(); ++i) {
    tree.append(leaf_hash(base::from_hex(reference::kPublishedLeaves[i], 16).value()));
    EXPECT_EQ(tree.size(), i + 1);
    EXPECT_EQ(base::to_hex(tree.root()), reference::kPublishedRoots[i + 1]);
  }
}

TEST(Merkle, ALeafIsNoNode) {
  // A leaf whose bytes are two hashes does not hash like the node over them.
  const Hash left = leaf_hash(base::as_bytes("left"));
  const Hash right = leaf_hash(base::as_bytes("right"));
  base::Bytes both(left.begin(), left.end());
  both.insert(both.end(), right.begin(), right.end());
  EXPECT_NE(leaf_hash(both), node_hash(left, right));
  EXPECT_NE(node_hash(left, right), node_hash(right, left));
}

TEST(Merkle, EveryRootUpTo600LeavesIsTheDefinitions) {
  const auto hashes = reference::leaf_hashes(600);
  Frontier tree;
  for (std::size_t size = 0; size <= hashes.size(); ++size) {
    ASSERT_EQ(tree.root(), reference::root(std::span(hashes).first(size))) << size;
    if (size < hashes.size()) tree.append(hashes[size]);
  }
}

TEST(Merkle, TellsEachSubtreeThatALeafCompletes) {
  const auto hashes = reference::leaf_hashes(260);
  Frontier tree;
  std::map<std::pair<int, std::uint64_t>, Hash> completed;  // by height and end
  for (const Hash& hash : hashes) {
    const std::uint64_t end = tree.size() + 1;
    tree.append(hash, [&](int height, const Hash& subtree) {
      ASSERT_TRUE(completed.emplace(std::pair(height, end), subtree).second);
    });
  }
  std::size_t expected = 0;
  for (int height = 0; (std::uint64_t{1} << height) <= hashes.size(); ++height) {
    const std::size_t leaves = std::size_t{1} << height;
    for (std::size_t end = leaves; end <= hashes.size(); end += leaves, ++expected) {
      ASSERT_EQ(completed.at({height, end}),
                reference::root(std::span(hashes).subspan(end - leaves, leaves)));
    }
  }
  EXPECT_EQ(completed.size(), expected);
}

TEST(Merkle, IsRestoredFromItsRowOfSubtrees) {
  const auto hashes = reference::leaf_hashes(100);
  for (std::size_t size = 0; size < hashes.size(); ++size) {
    Frontier restored;
    for (int height = 6; height >= 0; --height) {
      const std::size_t leaves = std::size_t{1} << height;
      if ((size & leaves) == 0) continue;
      restored.append_subtree(height,
                              reference::root(std::span(hashes).subspan(restored.size(), leaves)));
    }
    ASSERT_EQ(restored.size(), size);
    ASSERT_EQ(restored.root(), reference::root(std::span(hashes).first(size)));
    restored.append(hashes[size]);
    ASSERT_EQ(restored.root(), reference::root(std::span(hashes).first(size + 1)));
  }
}

TEST(MerkleDeathTest, ASubtreeMustFit) {
  Frontier tree;
  tree.append(Hash{});
  EXPECT_DEATH(tree.append_subtree(0, Hash{}), "");  // would have to merge
  EXPECT_DEATH(tree.append_subtree(3, Hash{}), "");  // would not be aligned
  Frontier full;
  full.append_subtree(kMaxTreeHeight, Hash{});
  EXPECT_DEATH(full.append(Hash{}), "");
}

}  // namespace
}  // namespace undersigned::log
