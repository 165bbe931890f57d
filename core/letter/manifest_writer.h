// Freezing a draft: the bytes of a manifest, written in one canonical way (keys in the order of
// docs/protocol.md 3, two spaces a level, UTF-8 as it is, one newline at the end). Other bytes may
// say the same; a manifest is what its bytes are, and these are the ones that the project writes.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

// Refuses whatever Manifest::parse refuses, with its message. `options`, first_option and the
// items' options are computed here, whatever the draft says.
base::Result<base::Bytes> write_manifest(const ManifestFields& draft);

}  // namespace undersigned::letter
