// What a trustee keeps in its key file besides its signing key: everything that must survive a
// stopped process. Secret.
//
//   x (32) ‖ manifest hash (32, zeros before the ceremony) ‖ var32 ceremony state ‖ var32 shares ‖
//   u64 verified size ‖ verified root (32) ‖ u16 contributions ‖ each var16 input ‖ digest (32)
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/codec.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/group/scalar.h"
#include "core/hash/sha2.h"

namespace undersigned::trustee {

// The statement of erasure, on the board and among the contributions.
inline constexpr std::string_view kErasureTopic = "erasure";

struct TrusteeVault {
  group::SecretScalar decryption;   // x_τ
  hash::Digest256 manifest_hash{};  // the letter it serves, once it has begun to
  base::SecretBytes ceremony;       // TrusteeCeremony::encode, while the ceremony runs
  base::SecretBytes shares;         // TrusteeShares::encode, afterwards
  std::uint64_t verified_size = 0;  // the last record it has verified
  hash::Digest256 verified_root{};
  // What it has contributed to: the input's name and the digest of its bytes. A trustee answers one
  // input per (letter, epoch, test); a second one could be chosen to learn more (docs/protocol.md
  // 10).
  std::map<std::string, hash::Digest256> contributions;

  // Serves no letter yet.
  bool is_fresh() const { return manifest_hash == hash::Digest256{}; }
  // Section 16: forgets every secret that a letter's keys could be made from again: the shares, the
  // ceremony's state, and x_τ, with which the dealers' boxes open. What it has answered stays, and
  // that it has erased, of the letter of that fingerprint.
  void erase(const hash::Digest256& fingerprint);
  bool erased() const { return contributions.contains(std::string(kErasureTopic)); }

  static TrusteeVault generate(base::Randomness& randomness);
  static base::Result<TrusteeVault> parse(base::ByteView bytes);
  base::SecretBytes encode() const;
};

}  // namespace undersigned::trustee
