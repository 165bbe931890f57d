// The leaf that ends an epoch (docs/protocol.md 7): u32 e ‖ u64 end ‖ var16 note.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::letter {

// Longer than any checkpoint of section 8 can be.
inline constexpr std::size_t kMaxNoteBytes = 1'024;

struct EpochLeaf {
  std::uint32_t epoch = 0;  // e = 1…b
  std::uint64_t end = 0;    // Unix seconds by the server's clock
  std::string note;  // signed checkpoint of the tree before this leaf, exact bytes; unchecked here

  base::Bytes encode() const;  // the payload
  // Framing alone ("epoch.encoding"): order, ends and the note are checked against the record.
  static base::Result<EpochLeaf> parse(base::ByteView payload);
};

}  // namespace undersigned::letter
