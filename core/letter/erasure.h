// Statements of erasure (docs/protocol.md 16): once a letter has failed and its objection time is
// over, a trustee says that its shares are gone. That cannot be proved; it can only be said, in a
// way that cannot be taken back.
//
//     payload = u8 3 ‖ u8 τ ‖ u64 moment ‖ signature (64)
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/group/signer.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

inline constexpr std::uint8_t kErasure = 3;  // the first byte of the statement

struct ErasureStatement {
  std::uint8_t trustee = 0;  // τ
  std::uint64_t date = 0;    // Unix seconds
  group::Signature signature{};

  base::Bytes encode() const;  // the payload
  // Refuses "erasure.encoding".
  static base::Result<ErasureStatement> parse(base::ByteView payload);
  // Whether trustee τ of the letter said so, of the letter that failed when its last epoch ended at
  // `closed` (Unix seconds). Refuses "erasure.trustee", "erasure.early" (within the objection
  // time), "erasure.signature".
  base::Result<void> verify(const Manifest& manifest, const hash::Digest256& fingerprint,
                            std::uint64_t closed) const;
  // Signs tag("erasure", fingerprint, τ, moment) with τ's key.
  void sign(const hash::Digest256& fingerprint, const group::Signer& signer);
};

// Whether at `moment` the objection time of a letter is over whose last epoch ended at `closed`.
bool objection_time_over(const Manifest& manifest, std::uint64_t closed, std::uint64_t moment);
// n − t + 1: after so many erasures fewer than t shares are left, so that nothing opens any more.
std::size_t erasures_needed(const Manifest& manifest);

}  // namespace undersigned::letter
