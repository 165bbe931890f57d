#include "core/letter/fingerprint.h"

#include "core/log/merkle.h"

namespace undersigned::letter {

hash::Digest256 fingerprint_of(std::span<const base::Bytes> leaves) {
  log::Frontier tree;
  for (const base::Bytes& leaf : leaves) tree.append(log::leaf_hash(leaf));
  return tree.root();
}

}  // namespace undersigned::letter
