#include "core/letter/record_checkpoint.h"

namespace undersigned::letter {

base::Result<log::Checkpoint> open_checkpoint(const Manifest& manifest, base::ByteView note,
                                              Cosignatures cosignatures) {
  UNDERSIGNED_TRY(const auto key, log::VerifierKey::of(manifest.log_origin, manifest.log_key));
  const bool required = cosignatures == Cosignatures::kRequired;
  return log::open_cosigned(note, key,
                            {manifest.witnesses, required ? manifest.witnesses_required : 0});
}

std::string checkpoint_text(const Manifest& manifest, const log::Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + ", size " + std::to_string(checkpoint.size) + ", signed";
  if (manifest.witnesses_required == 0) return text;
  return text + ", cosigned by at least " + std::to_string(manifest.witnesses_required) + " of " +
         std::to_string(manifest.witnesses.size()) + " witnesses";
}

}  // namespace undersigned::letter
