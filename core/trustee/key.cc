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

}  // namespace undersigned::trustee
