// Proofs about the tree (merkle.h): that a leaf is in it, and that one tree is the beginning of
// another (RFC 9162, 2.1.3 and 2.1.4; the same proofs as RFC 6962's).
//
// What a proof binds. A proof is checked against (size, root) pairs, and such a pair means
// something only as a pair, as a checkpoint signs it: the proof shows some nodes only, and where
// those nodes have the same places in a tree of another size it fits that false size as well. So
// take size and root from one verified checkpoint, never from different sources.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/log/merkle.h"

namespace undersigned::log {

// The hashes that a verifier lacks, from the leaves upwards; at most kMaxTreeHeight + 1.
using Proof = std::vector<Hash>;

// Where a prover takes hashes from: the root of a complete subtree of its tree (from tiles, see
// subtrees_from_tiles in record.h, or from memory).
using SubtreeHashes = std::function<base::Result<Hash>(Subtree)>;

// PATH(index, D[0:size]): the proof that leaf `index` is in the tree of `size` leaves. Errors:
// proof.index unless index < size ≤ kMaxTreeSize; those of `hashes`.
base::Result<Proof> prove_inclusion(std::uint64_t index, std::uint64_t size,
                                    const SubtreeHashes& hashes);

// PROOF(first, D[0:size]): the proof that the tree of `first` leaves is the beginning of that of
// `size`; empty if first is 0 or size. Errors: proof.index unless first ≤ size ≤ kMaxTreeSize;
// those of `hashes`.
base::Result<Proof> prove_consistency(std::uint64_t first, std::uint64_t size,
                                      const SubtreeHashes& hashes);

// Accepts if `proof` leads from the leaf's hash at `index` to `root`. Errors: proof.index, or
// proof.inclusion where length or hashes do not fit (section 8).
base::Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                    const Hash& root, std::span<const Hash> proof);

// Accepts if `proof` leads from both trees' common nodes to both roots. A tree without leaves is
// the beginning of every tree, by the empty proof. Errors: proof.index, proof.consistency (section
// 8).
base::Result<void> verify_consistency(std::uint64_t first, const Hash& first_root,
                                      std::uint64_t size, const Hash& root,
                                      std::span<const Hash> proof);

}  // namespace undersigned::log
