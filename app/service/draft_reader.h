// An author's letter.json and letter.md, as untrusted as any bytes, read into what a manifest has
// of them (docs/protocol.md 3). Keys are not among it: fixing the draft makes them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/json.h"
#include "core/letter/manifest_writer.h"

namespace undersigned::service {

inline constexpr std::size_t kMaxDraftBytes = 262'144;
inline constexpr std::size_t kMaxBodyBytes = 131'072;

// `people`: the roster's size, of which a ladder may state shares ("40%"). Refuses "json.…" and the
// checks of its parts, naming the field.
base::Result<letter::ManifestFields> read_draft(base::ByteView settings, base::ByteView body,
                                                std::uint32_t people);

// Those who are in the draft's list already.
base::Result<std::vector<letter::Trustee>> read_draft_trustees(const base::JsonObject& draft);

}  // namespace undersigned::service
