// The transcript of every proof: the XOF duplex sponge of draft-irtf-cfrg-fiat-shamir over
// TurboSHAKE128 (docs/protocol.md 2). Verifier messages are XOF(session block ‖ everything absorbed
// so far); a squeeze after a squeeze continues the same output, and squeezing never changes what a
// later absorb sees.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/bytes.h"
#include "core/hash/turboshake.h"

namespace undersigned::hash {

using SessionId = base::ByteArray<32>;

// DeriveSessionID of the draft over a tag of any bytes: 32 bytes of the transcript with the session
// identifier "irtf-cfrg-fiat-shamir/session-id" that absorbed the tag.
SessionId derive_session_id(base::ByteView tag);

// The tag of a session: its fields in order, each as SerializeVarLenString. The first is always
// kProtocolTag, the second the proof's name.
class SessionTag {
 public:
  explicit SessionTag(std::string_view proof_name);
  SessionTag& bytes(base::ByteView field);
  SessionTag& number(std::uint64_t field);  // eight bytes, little-endian
  const base::Bytes& tag() const { return tag_; }
  SessionId id() const { return derive_session_id(tag_); }

 private:
  base::Bytes tag_;
};

// Version of the protocol, flavour and suite as draft-irtf-cfrg-sigma-protocols names them.
inline constexpr std::string_view kProtocolTag =
    "undersigned-v1-DSFS-with-sigma-proofs_TurboSHAKE128_ristretto255";

class Transcript {
 public:
  // The session identifier with zeros up to one block is absorbed first.
  explicit Transcript(const SessionId& session);
  // Appends to what was absorbed. Absorbing nothing changes nothing; anything else starts the
  // output of later squeezes anew.
  void absorb(base::ByteView data);
  // The next bytes of XOF(session block ‖ everything absorbed so far).
  void squeeze(std::span<std::uint8_t> out);
  // Forgets everything, where something secret was absorbed; not to be used afterwards.
  void wipe();

 private:
  TurboShake128 absorbed_;
  TurboShake128 output_;
  bool squeezing_ = false;
};

}  // namespace undersigned::hash
