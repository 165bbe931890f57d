#include "core/trustee/key.h"

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

base::Result<void> Key::note_record(TrusteeDesk& desk, const Runtime& runtime) {
  const Seen before{vault().verified_size, vault().verified_root};
  UNDERSIGNED_TRY(const Seen now, desk.extended(before));
  if (now == before) return {};
  vault().verified_size = now.size;
  vault().verified_root = now.root;
  return save(runtime);
}

}  // namespace undersigned::trustee
