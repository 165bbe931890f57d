// Objections (docs/protocol.md 15): a reason to wait, said after the closing epoch by somebody who
// has a part in the letter. Each trustee weighs it before it contributes.
//
//     payload = u8 2 ‖ u8 role ‖ u32 number ‖ u64 moment ‖ var16 text ‖ proof (64)
#pragma once

#include <cstdint>
#include <string>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/secret_group.h"
#include "core/group/signer.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

class Roster;

enum class ObjectorRole : std::uint8_t {
  kAuthor = 1,
  kRegistrar = 2,
  kIssuer = 3,
  kTrustee = 4,
  kCredential = 5,
};

inline constexpr std::size_t kMaxObjectionBytes = 2'000;
inline constexpr std::uint8_t kObjection = 2;  // the first byte of the statement

struct ObjectionStatement {
  ObjectorRole role = ObjectorRole::kAuthor;
  std::uint32_t number = 0;  // of the author … from 1; of the credential from 0
  std::uint64_t date = 0;    // Unix seconds
  std::string text;          // 1…2,000 bytes
  base::ByteArray<64> proof{};

  base::Bytes encode() const;  // the payload
  // Refuses "objection.encoding".
  static base::Result<ObjectionStatement> parse(base::ByteView payload);
  // Whether this person of the letter said so: "objection.role" (there is no such person),
  // "objection.proof".
  base::Result<void> verify(const Manifest& manifest, const Roster& roster,
                            const hash::Digest256& fingerprint) const;
  // By a party of the manifest, with its key.
  void sign(const hash::Digest256& fingerprint, const group::Signer& signer);
  // By credential `number`, with c (secret).
  void prove(const hash::Digest256& fingerprint, const group::SecretScalar& key,
             const group::SecretGroup& ops, base::Randomness& randomness);
};

// "author 1", "the registrar", "credential 17".
std::string objector_name(const ObjectionStatement& objection, const Manifest& manifest);

}  // namespace undersigned::letter
