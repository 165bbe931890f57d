// The fingerprint of a letter (docs/protocol.md 5): the RFC 6962 root over exactly its manifest,
// keys and roster leaves. Whoever has it holds the whole roster and all keys to what they were when
// it was printed.
#pragma once

#include <span>

#include "core/base/bytes.h"
#include "core/hash/sha2.h"

namespace undersigned::letter {

// `leaves`: every leaf of the three sequences, whole, in order.
hash::Digest256 fingerprint_of(std::span<const base::Bytes> leaves);

}  // namespace undersigned::letter
