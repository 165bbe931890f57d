#include "core/trustee/key.h"

#include "core/log/merkle.h"

namespace undersigned::trustee {

base::Result<std::uint8_t> Key::number_in(const letter::Manifest& manifest) const {
  if (!vault().is_fresh() && vault().manifest_hash != manifest.hash()) {
    return base::fail("trustee.letter", "4",
                      "This key already serves another letter; a trustee has one key a letter.");
  }
  for (std::size_t i = 0; i < manifest.trustees.size(); ++i) {
    if (manifest.trustees[i].signing_key == signer().public_key())
      return static_cast<std::uint8_t>(i + 1);
  }
  return base::fail("trustee.stranger", "4", "This key is not one of the letter's trustees.");
}

base::Result<void> Key::check_not_erased() const {
  if (!vault().erased()) return {};
  return base::fail("trustee.erased", "16",
                    "This key's shares were erased after the letter had failed; it can do nothing "
                    "more for it.");
}

base::Result<void> Key::check_extends(const Board& board, const letter::RecordVerifier& record) {
  const std::uint64_t seen = vault().verified_size;
  log::Frontier tree;
  UNDERSIGNED_TRY_VOID(board.visit_leaves(0, [&](std::uint64_t index, base::ByteView leaf) {
    if (index >= seen) return false;
    tree.append(log::leaf_hash(leaf));
    return true;
  }));
  if (tree.size() != seen || (seen > 0 && tree.root() != vault().verified_root)) {
    return base::fail("trustee.extends", "10",
                      "This record does not extend the one this trustee verified before: somebody "
                      "rewrote it. Do not go on.");
  }
  vault().verified_size = record.leaves();
  vault().verified_root = record.root();
  return {};
}

}  // namespace undersigned::trustee
