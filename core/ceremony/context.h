// What a key ceremony is fixed by (docs/protocol.md 4): the letter it serves and the trustees of
// its manifest. Slots 0…M−1 hold the sealing keys, slot M the card key, slot M+1 the draw key;
// trustees are numbered τ = 1…n. Every tag of section 4 is made here and nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/hash/sha2.h"
#include "core/hash/transcript.h"
#include "core/proof/published.h"

namespace undersigned::ceremony {

inline constexpr std::size_t kMaxTrustees = 16;   // n
inline constexpr std::size_t kMaxThreshold = 12;  // t
inline constexpr std::size_t kMaxOptions = 128;   // M

struct CeremonyContext {
  hash::Digest256 manifest_hash{};
  std::size_t threshold = 0;                           // t, 1…min(n, kMaxThreshold)
  std::size_t options = 0;                             // M, 1…kMaxOptions
  std::vector<group::SigningPublicKey> signing_keys;   // of trustees 1…n
  std::vector<proof::PublishedPoint> encryption_keys;  // X_τ = x_τ·B of trustees 1…n
  bool cover = true;  // there is a cover agent: P ends the keys (section 7)

  std::size_t trustees() const { return signing_keys.size(); }  // n
  std::size_t slots() const { return options + 2; }             // L
  std::size_t keys_leaves() const { return trustees() + (cover ? 1 : 0); }
  std::size_t card_slot() const { return options; }
  std::size_t draw_slot() const { return options + 1; }
  const group::SigningPublicKey& signing_key(std::uint8_t trustee) const;
  const proof::PublishedPoint& encryption_key(std::uint8_t trustee) const;
  // Aborts unless the numbers are within their ranges: a manifest that was parsed has such.
  void check() const;
};

// A trustee who did what it must not, and what that was.
struct Fault {
  std::uint8_t trustee = 0;  // 0: nobody alone (keys that cancel need every dealer)
  base::Error error;
};

// The tags of section 4. All bind the manifest hash; those of one trustee bind τ.
hash::SessionTag commit_tag(const CeremonyContext& context, std::uint8_t trustee);
hash::SessionTag commit_signature_tag(const CeremonyContext& context, std::uint8_t trustee,
                                      const hash::Digest256& commitment);
// `coefficients` is A, encoded.
hash::SessionTag possession_tag(const CeremonyContext& context, std::uint8_t trustee,
                                base::ByteView coefficients);
hash::SessionTag ephemeral_tag(const CeremonyContext& context, std::uint8_t trustee);
hash::SessionTag share_tag(const CeremonyContext& context, std::uint8_t dealer,
                           std::uint8_t recipient);
hash::SessionTag complaint_tag(const CeremonyContext& context, std::uint8_t dealer,
                               std::uint8_t recipient);
hash::SessionTag certificate_tag(const CeremonyContext& context, const hash::Digest256& transcript);
hash::SessionTag cover_tag(const hash::Digest256& manifest_hash);

}  // namespace undersigned::ceremony
