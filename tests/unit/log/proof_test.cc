#include "core/log/proof.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/unit/log/reference.h"

namespace undersigned::log {
namespace {

class Tree {
 public:
  explicit Tree(std::size_t size) : hashes_(reference::leaf_hashes(size)) {}

  std::span<const Hash> first(std::size_t size) const { return std::span(hashes_).first(size); }
  Hash root(std::size_t size) const { return reference::root(first(size)); }
  const Hash& leaf(std::size_t index) const { return hashes_[index]; }
  SubtreeHashes subtrees() const {
    return [this](Subtree subtree) -> base::Result<Hash> {
      const std::size_t leaves = std::size_t{1} << subtree.height;
      return reference::root(std::span(hashes_).subspan(subtree.index * leaves, leaves));
    };
  }

 private:
  std::vector<Hash> hashes_;
};

std::string outcome(const base::Result<void>& result) {
  return result ? "accepted" : result.error().check;
}

// --- Inclusion ---------------------------------------------------------------------------------

TEST(Inclusion, EveryProofUpTo130LeavesIsTheDefinitionsAndHolds) {
  const Tree tree(130);
  for (std::size_t size = 1; size <= 130; ++size) {
    const Hash root = tree.root(size);
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = prove_inclusion(index, size, tree.subtrees());
      ASSERT_TRUE(proof);
      ASSERT_EQ(*proof, reference::path(index, tree.first(size)));
      ASSERT_EQ(outcome(verify_inclusion(tree.leaf(index), index, size, root, *proof)), "accepted");
    }
  }
}

TEST(Inclusion, SampledProofsUpTo5000LeavesHold) {
  const Tree tree(5000);
  ASSERT_TRUE(rc::check([&] {
    const auto size = *rc::gen::inRange<std::size_t>(1, 5001);
    const auto index = *rc::gen::inRange<std::size_t>(0, size);
    const auto proof = prove_inclusion(index, size, tree.subtrees());
    RC_ASSERT(proof.has_value());
    RC_ASSERT(verify_inclusion(tree.leaf(index), index, size, tree.root(size), *proof).has_value());
  }));
}

// RFC 6962, 2.1.3: the tree of seven leaves d0 … d6.
TEST(Inclusion, HasThePathsOfTheRfcsExample) {
  const Tree tree(7);
  const auto mth = [&](std::size_t begin, std::size_t end) {
    return reference::root(tree.first(7).subspan(begin, end - begin));
  };
  const Hash b = mth(1, 2), c = mth(2, 3), f = mth(5, 6), g = mth(0, 2), h = mth(2, 4);
  const Hash i = mth(4, 6), j = mth(6, 7), k = mth(0, 4), l = mth(4, 7), e = mth(4, 5),
             d = mth(3, 4);
  EXPECT_EQ(prove_inclusion(0, 7, tree.subtrees()).value(), (Proof{b, h, l}));
  EXPECT_EQ(prove_inclusion(3, 7, tree.subtrees()).value(), (Proof{c, g, l}));
  EXPECT_EQ(prove_inclusion(4, 7, tree.subtrees()).value(), (Proof{f, j, k}));
  EXPECT_EQ(prove_inclusion(6, 7, tree.subtrees()).value(), (Proof{i, k}));
  EXPECT_EQ(prove_consistency(3, 7, tree.subtrees()).value(), (Proof{c, d, g, l}));
  EXPECT_EQ(prove_consistency(4, 7, tree.subtrees()).value(), (Proof{l}));
  EXPECT_EQ(prove_consistency(6, 7, tree.subtrees()).value(), (Proof{i, j, k}));
  EXPECT_NE(e, f);
}

TEST(Inclusion, EveryChangedByteIsRefused) {
  const Tree tree(21);
  for (std::size_t size = 1; size <= 21; ++size) {
    const Hash root = tree.root(size);
    for (std::size_t index = 0; index < size; ++index) {
      const Proof proof = prove_inclusion(index, size, tree.subtrees()).value();
      const auto refused = [&](const Hash& leaf, const Hash& to, const Proof& changed) {
        return outcome(verify_inclusion(leaf, index, size, to, changed)) == "proof.inclusion";
      };
      for (std::size_t byte = 0; byte < kHashBytes; ++byte) {
        Hash leaf = tree.leaf(index);
        leaf[byte] ^= 1;
        ASSERT_TRUE(refused(leaf, root, proof));
        Hash other_root = root;
        other_root[byte] ^= 0x80;
        ASSERT_TRUE(refused(tree.leaf(index), other_root, proof));
        for (std::size_t at = 0; at < proof.size(); ++at) {
          Proof changed = proof;
          changed[at][byte] ^= 0x10;
          ASSERT_TRUE(refused(tree.leaf(index), root, changed));
        }
      }
    }
  }
}

TEST(Inclusion, WrongPlacesAreRefused) {
  // A verifier that is told other numbers computes something else unless the siblings stand on the
  // same sides there: never for another index of the same tree.
  const Tree tree(18);
  for (std::size_t size = 1; size <= 18; ++size) {
    const Hash root = tree.root(size);
    for (std::size_t index = 0; index < size; ++index) {
      const Proof proof = prove_inclusion(index, size, tree.subtrees()).value();
      for (std::size_t false_size = 1; false_size <= 40; ++false_size) {
        for (std::size_t false_index = 0; false_index < false_size; ++false_index) {
          const bool same_walk =
              reference::sides(index, size) == reference::sides(false_index, false_size);
          ASSERT_TRUE(size != false_size || same_walk == (index == false_index));
          ASSERT_EQ(
              verify_inclusion(tree.leaf(index), false_index, false_size, root, proof).has_value(),
              same_walk)
              << index << "/" << size << " as " << false_index << "/" << false_size;
        }
      }
    }
  }
}

TEST(Inclusion, ProofsOfAnotherLengthAreRefused) {
  const Tree tree(40);
  for (std::size_t size = 1; size <= 40; ++size) {
    const Hash root = tree.root(size);
    for (std::size_t index = 0; index < size; ++index) {
      const Proof proof = prove_inclusion(index, size, tree.subtrees()).value();
      Proof longer = proof;
      longer.push_back(Hash{});
      ASSERT_FALSE(verify_inclusion(tree.leaf(index), index, size, root, longer));
      longer.assign(1, Hash{});
      longer.insert(longer.end(), proof.begin(), proof.end());
      ASSERT_FALSE(verify_inclusion(tree.leaf(index), index, size, root, longer));
      if (proof.empty()) continue;
      const std::span<const Hash> all(proof);
      ASSERT_FALSE(
          verify_inclusion(tree.leaf(index), index, size, root, all.first(all.size() - 1)));
      ASSERT_FALSE(verify_inclusion(tree.leaf(index), index, size, root, all.subspan(1)));
    }
  }
}

TEST(Inclusion, IndexesOutOfRangeAreRefused) {
  const Tree tree(4);
  const std::uint64_t too_large = kMaxTreeSize + 1;
  EXPECT_EQ(prove_inclusion(4, 4, tree.subtrees()).error().check, "proof.index");
  EXPECT_EQ(prove_inclusion(0, 0, tree.subtrees()).error().check, "proof.index");
  EXPECT_EQ(prove_inclusion(0, too_large, tree.subtrees()).error().check, "proof.index");
  EXPECT_EQ(outcome(verify_inclusion(tree.leaf(0), 4, 4, tree.root(4), {})), "proof.index");
  EXPECT_EQ(outcome(verify_inclusion(tree.leaf(0), 0, 0, empty_root(), {})), "proof.index");
  EXPECT_EQ(outcome(verify_inclusion(tree.leaf(0), 0, too_large, tree.root(4), {})), "proof.index");
}

TEST(Inclusion, AFailedReadFailsTheProof) {
  const auto broken = [](Subtree) -> base::Result<Hash> {
    return base::fail("files.missing", "8", "There is no such tile.");
  };
  EXPECT_EQ(prove_inclusion(1, 4, broken).error().check, "files.missing");
  EXPECT_EQ(prove_consistency(3, 4, broken).error().check, "files.missing");
}

// --- Consistency -------------------------------------------------------------------------------

TEST(Consistency, EveryProofUpTo130LeavesIsTheDefinitionsAndHolds) {
  const Tree tree(130);
  std::vector<Hash> roots;
  for (std::size_t size = 0; size <= 130; ++size) roots.push_back(tree.root(size));
  for (std::size_t size = 0; size <= 130; ++size) {
    for (std::size_t first = 0; first <= size; ++first) {
      const auto proof = prove_consistency(first, size, tree.subtrees());
      ASSERT_TRUE(proof);
      ASSERT_EQ(*proof, first == 0 ? Proof{} : reference::subproof(first, tree.first(size), true));
      ASSERT_EQ(outcome(verify_consistency(first, roots[first], size, roots[size], *proof)),
                "accepted");
    }
  }
}

TEST(Consistency, EveryChangedByteIsRefused) {
  const Tree tree(17);
  for (std::size_t size = 1; size <= 17; ++size) {
    for (std::size_t first = 0; first <= size; ++first) {
      const Proof proof = prove_consistency(first, size, tree.subtrees()).value();
      const Hash first_root = tree.root(first);
      const Hash root = tree.root(size);
      for (std::size_t byte = 0; byte < kHashBytes; ++byte) {
        Hash changed = first_root;
        changed[byte] ^= 1;
        ASSERT_FALSE(verify_consistency(first, changed, size, root, proof));
        changed = root;
        changed[byte] ^= 1;
        // Every tree begins with the one without leaves: nothing of `root` is claimed there.
        ASSERT_EQ(verify_consistency(first, first_root, size, changed, proof).has_value(),
                  first == 0);
        for (std::size_t at = 0; at < proof.size(); ++at) {
          Proof other = proof;
          other[at][byte] ^= 0x40;
          ASSERT_EQ(outcome(verify_consistency(first, first_root, size, root, other)),
                    "proof.consistency");
        }
      }
    }
  }
}

TEST(Consistency, WrongSizesAreRefused) {
  const Tree tree(17);
  for (std::size_t size = 1; size <= 17; ++size) {
    for (std::size_t first = 1; first <= size; ++first) {
      const Proof proof = prove_consistency(first, size, tree.subtrees()).value();
      for (std::size_t false_size = 1; false_size <= 36; ++false_size) {
        for (std::size_t false_first = 1; false_first <= false_size; ++false_first) {
          const bool same_walk = reference::consistency_sides(first, size) ==
                                 reference::consistency_sides(false_first, false_size);
          ASSERT_EQ(
              verify_consistency(false_first, tree.root(first), false_size, tree.root(size), proof)
                  .has_value(),
              same_walk)
              << first << "/" << size << " as " << false_first << "/" << false_size;
        }
      }
    }
  }
}

TEST(Consistency, ProofsOfAnotherLengthAreRefused) {
  const Tree tree(40);
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t first = 0; first <= size; ++first) {
      const Proof proof = prove_consistency(first, size, tree.subtrees()).value();
      const auto accepted = [&](std::span<const Hash> changed) {
        return verify_consistency(first, tree.root(first), size, tree.root(size), changed)
            .has_value();
      };
      Proof longer = proof;
      longer.push_back(tree.root(size));
      ASSERT_FALSE(accepted(longer));
      longer.assign(1, tree.root(first));
      longer.insert(longer.end(), proof.begin(), proof.end());
      ASSERT_FALSE(accepted(longer));
      if (proof.empty()) continue;
      ASSERT_FALSE(accepted(std::span(proof).first(proof.size() - 1)));
      ASSERT_FALSE(accepted(std::span(proof).subspan(1)));
      ASSERT_FALSE(accepted({}));
    }
  }
}

TEST(Consistency, ATreeThatWasChangedIsNotConsistent) {
  // Two trees that differ in one early leaf: no proof made from either leads from one to the other.
  const Tree tree(16);
  std::vector<Hash> forged(tree.first(16).begin(), tree.first(16).end());
  forged[2] = leaf_hash(base::as_bytes("another"));
  for (std::size_t first = 3; first < 16; ++first) {
    const Proof honest = prove_consistency(first, 16, tree.subtrees()).value();
    const Proof forgers = reference::subproof(first, forged, true);
    for (const Proof& proof : {honest, forgers}) {
      EXPECT_FALSE(verify_consistency(first, tree.root(first), 16, reference::root(forged), proof));
    }
  }
}

TEST(Consistency, SizesOutOfRangeAreRefused) {
  const Tree tree(4);
  EXPECT_EQ(prove_consistency(5, 4, tree.subtrees()).error().check, "proof.index");
  EXPECT_EQ(prove_consistency(1, kMaxTreeSize + 1, tree.subtrees()).error().check, "proof.index");
  EXPECT_EQ(outcome(verify_consistency(5, tree.root(4), 4, tree.root(4), {})), "proof.index");
  EXPECT_EQ(outcome(verify_consistency(1, tree.root(1), kMaxTreeSize + 1, tree.root(4), {})),
            "proof.index");
}

TEST(Consistency, TheTreeWithoutLeavesHasItsOwnRoot) {
  const Tree tree(4);
  EXPECT_EQ(outcome(verify_consistency(0, empty_root(), 4, tree.root(4), {})), "accepted");
  EXPECT_EQ(outcome(verify_consistency(0, tree.root(1), 4, tree.root(4), {})), "proof.consistency");
  EXPECT_EQ(outcome(verify_consistency(0, empty_root(), 0, empty_root(), {})), "accepted");
  EXPECT_EQ(outcome(verify_consistency(0, empty_root(), 0, tree.root(1), {})), "proof.consistency");
  EXPECT_EQ(outcome(verify_consistency(0, tree.root(1), 0, tree.root(1), {})), "proof.consistency");
}

}  // namespace
}  // namespace undersigned::log
