// Manifest::parse: what is accepted can be written again, and says the same.
#include "core/letter/manifest.h"
#include "core/letter/manifest_writer.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  const auto manifest = letter::Manifest::parse(input);
  if (!manifest) {
    UNDERSIGNED_CHECK(manifest.error().check.starts_with("manifest."));
    UNDERSIGNED_CHECK(!manifest.error().message.empty());
    return;
  }
  const auto written = letter::write_manifest(*manifest);
  if (!written) {  // written with spaces it may be too long
    UNDERSIGNED_CHECK(written.error().check == "manifest.size");
    return;
  }
  const auto again = letter::Manifest::parse(*written);
  UNDERSIGNED_CHECK(again.has_value());
  UNDERSIGNED_CHECK(static_cast<const letter::ManifestFields&>(*again) ==
                    static_cast<const letter::ManifestFields&>(*manifest));
  UNDERSIGNED_CHECK(again->bytes() == *written);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
