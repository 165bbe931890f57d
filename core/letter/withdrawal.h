// Public withdrawals (docs/protocol.md 15): the holder of a credential whose name has opened takes
// the name back. No count changes.
//
//     payload = u32 i ‖ u64 moment ‖ var16 reason ‖ DL(C_i) (64)
#pragma once

#include <cstdint>
#include <string>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"
#include "core/letter/credential_proof.h"

namespace undersigned::letter {

inline constexpr std::size_t kMaxReasonBytes = 400;

struct WithdrawalLeaf {
  std::uint32_t credential = 0;
  std::uint64_t date = 0;  // Unix seconds
  std::string reason;      // 0…400 bytes
  CredentialProof proof{};

  base::Bytes encode() const;  // the payload
  // Refuses "withdrawal.encoding".
  static base::Result<WithdrawalLeaf> parse(base::ByteView payload);
  // Refuses "withdrawal.proof". `key` is C_i. That i has opened is the record's verifier's to know.
  base::Result<void> verify(const hash::Digest256& fingerprint,
                            const proof::PublishedPoint& key) const;
  // With c_i (secret).
  void prove(const hash::Digest256& fingerprint, const group::SecretScalar& key,
             const group::SecretGroup& ops, base::Randomness& randomness);
};

}  // namespace undersigned::letter
