// What the key ceremony of a letter is fixed by, out of its manifest (docs/protocol.md 4).
#pragma once

#include "core/ceremony/context.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

inline ceremony::CeremonyContext ceremony_context(const Manifest& manifest) {
  ceremony::CeremonyContext context;
  context.manifest_hash = manifest.hash();
  context.threshold = manifest.threshold;
  context.options = manifest.options;
  context.cover = manifest.cover == Cover::kAll;
  for (const Trustee& trustee : manifest.trustees) {
    context.signing_keys.push_back(trustee.signing_key);
    context.encryption_keys.emplace_back(trustee.encryption_key);
  }
  return context;
}

}  // namespace undersigned::letter
