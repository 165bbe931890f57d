// The messages of a key ceremony (docs/protocol.md 4), as trustees send them to each other. Each is
//     u8 kind ‖ u8 sender ‖ content
// and nothing more; anyone may carry, keep and publish them. They enter by parse, which looks at
// the form alone; verify and open say whether one is what its sender must have sent.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/ceremony/context.h"
#include "core/ceremony/keys.h"
#include "core/group/ed25519.h"
#include "core/hash/sha2.h"
#include "core/proof/published.h"

namespace undersigned::ceremony {

enum class MessageKind : std::uint8_t {
  kCommitment = 1,
  kDisclosure = 2,
  kConfirmation = 3,
  kComplaint = 4,
};

// All parse functions refuse another kind, a sender outside 1…n and any other length with
// "ceremony.message".

class Disclosure;

// Round 1: c_τ ‖ signature.
struct Commitment {
  std::uint8_t trustee = 0;
  hash::Digest256 commitment{};  // c_τ
  group::Signature signature{};

  base::Bytes encode() const;
  static base::Result<Commitment> parse(const CeremonyContext& context, base::ByteView message);
  // "ceremony.commitment" unless the trustee of the manifest signed it for this letter.
  base::Result<void> verify(const CeremonyContext& context) const;
  // "ceremony.disclosure" unless it is this trustee's and gives c_τ.
  base::Result<void> check_opened_by(const CeremonyContext& context,
                                     const Disclosure& disclosure) const;
};

// c_τ of a disclosure D_τ: 32 bytes squeezed from tag("dkg-commit", …) after absorbing it.
hash::Digest256 commit_to(const CeremonyContext& context, std::uint8_t trustee,
                          base::ByteView disclosed);

// What D_τ holds besides the boxes.
struct DisclosedKeys {
  Dealing dealing;                        // A and its proof; c_τ is computed from D_τ
  proof::PublishedPoint ephemeral;        // E_τ
  base::ByteArray<64> ephemeral_proof{};  // DL(E_τ)

  // "ceremony.ephemeral" unless the dealer knows e with E_τ = e·B.
  base::Result<void> verify_ephemeral(const CeremonyContext& context, std::uint8_t trustee) const;
};

// Round 2: D_τ = A ‖ proof ‖ E_τ ‖ DL(E_τ) ‖ box_{τ,σ} for each σ ≠ τ, ascending.
class Disclosure {
 public:
  static std::size_t size(const CeremonyContext& context);      // of D_τ
  static std::size_t box_size(const CeremonyContext& context);  // 32·L + 16

  // Of D_τ as its dealer made it; size(context) bytes.
  Disclosure(std::uint8_t trustee, base::Bytes disclosed)
      : trustee_(trustee), bytes_(std::move(disclosed)) {}
  base::Bytes encode() const;
  static base::Result<Disclosure> parse(const CeremonyContext& context, base::ByteView message);

  std::uint8_t trustee() const { return trustee_; }
  const base::Bytes& bytes() const { return bytes_; }  // D_τ
  // The sealed shares of another trustee.
  base::ByteView box(const CeremonyContext& context, std::uint8_t recipient) const;
  // Reads the points; "keys.coefficient", "ceremony.ephemeral". Proves nothing yet.
  base::Result<DisclosedKeys> open(const CeremonyContext& context) const;

 private:
  std::uint8_t trustee_;
  base::Bytes bytes_;
};

// Round 3: σ's signature under the whole ceremony.
struct Confirmation {
  std::uint8_t trustee = 0;
  group::Signature signature{};

  base::Bytes encode() const;
  static base::Result<Confirmation> parse(const CeremonyContext& context, base::ByteView message);
};

// Round 3: σ says that its box from τ does not hold its shares. S = x_σ·E_τ with its proof lets
// anyone open that box, and no other.
struct Complaint {
  std::uint8_t trustee = 0;      // σ, who complains
  std::uint8_t dealer = 0;       // τ, not σ
  proof::PublishedPoint secret;  // S
  base::ByteArray<96> proof{};   // DLEQ(X_σ, E_τ, S)

  base::Bytes encode() const;
  static base::Result<Complaint> parse(const CeremonyContext& context, base::ByteView message);
};

}  // namespace undersigned::ceremony
