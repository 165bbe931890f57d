// The trustees' statements that they hold every card (docs/protocol.md 5, *Holding*): statement
// leaves, payload u8 1 ‖ u8 τ ‖ signature, 66 bytes, in the order of τ, before epoch 1.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

// What trustee τ = 1…n signs: tag("holding", fingerprint, τ).
base::Bytes holding_message(const hash::Digest256& fingerprint, std::size_t trustee);

struct HoldingStatement {
  std::uint8_t trustee = 0;  // τ
  group::Signature signature{};

  base::Bytes encode() const;                                           // the payload
  static base::Result<HoldingStatement> parse(base::ByteView payload);  // "holding.encoding"
  // The statement of trustee `expected` (τ, the order of the leaves) with a good signature; refuses
  // "holding.order", "holding.signature".
  base::Result<void> verify(const Manifest& manifest, const hash::Digest256& fingerprint,
                            std::size_t expected) const;
};

}  // namespace undersigned::letter
