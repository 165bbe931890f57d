// A trustee's part in the key ceremony (docs/protocol.md 4) as a state machine without effects:
//
//     start → Committed → on_commitments → Disclosed → on_disclosures → Confirmed →
//     on_confirmations → Finished
//                                                                    ↘ Complained
//     and Void from Disclosed on, once it is proved that someone cheated.
//
// Everything that the trustee ever draws for its polynomials is drawn in start, before it commits;
// a machine that is stopped, kept and resumed sends the same bytes again. Two rules are the
// caller's: store encode() before the message of a step leaves, and never go back to an older
// state, since a trustee that discloses under two different sets of commitments would let the last
// one to commit choose.
//
// A message that is missing, malformed, unsigned or that does not open its sender's commitment
// proves nothing against anyone (whoever carries it may have changed it): the machine refuses it
// and stays where it was. What a signed commitment opens to is its dealer's doing: if that is wrong
// the run is void, and fault() names the trustee.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/ceremony/complaint.h"
#include "core/ceremony/context.h"
#include "core/ceremony/keys.h"
#include "core/ceremony/messages.h"
#include "core/ceremony/shares.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/group/signer.h"

namespace undersigned::ceremony {

// Who the trustee is and what it holds. Refers to secrets that must outlive the call.
struct TrusteeIdentity {
  std::uint8_t trustee = 0;               // τ
  const group::SecretScalar& decryption;  // x_τ, secret
  const group::Signer& signer;            // of the manifest's signing key
};

class TrusteeCeremony {
 public:
  enum class Step : std::uint8_t {
    kCommitted = 1,
    kDisclosed = 2,
    kConfirmed = 3,
    kComplained = 4,
    kFinished = 5,
    kVoid = 6,
  };

  // Draws the polynomials, prepares the disclosure and commits to it. "ceremony.identity" if the
  // keys are not those of trustee τ in the manifest.
  static base::Result<TrusteeCeremony> start(const group::SecretGroup& ops,
                                             const CeremonyContext& context,
                                             const TrusteeIdentity& identity,
                                             base::Randomness& randomness);

  // The messages of all n trustees, own one included, in the order of the trustees. Each refuses
  // another number of them ("ceremony.count"), one that is not from the trustee whose turn it is
  // ("ceremony.sender"), one's own if it is not what this machine sent ("ceremony.own"), and a call
  // in another step ("ceremony.step").

  // Commitments: gives the disclosure. Errors of Commitment.
  base::Result<base::Bytes> on_commitments(std::span<const base::Bytes> messages);
  // Disclosures: gives the confirmation, or the complaint about the first dealer whose box is
  // wrong; step() says which. "ceremony.disclosure" for one that does not open its commitment.
  // Void: "keys.coefficient", "keys.possession", "ceremony.ephemeral", "keys.identity".
  base::Result<base::Bytes> on_disclosures(const group::SecretGroup& ops,
                                           const TrusteeIdentity& identity,
                                           std::span<const base::Bytes> messages,
                                           base::Randomness& randomness);
  // Confirmations: the ceremony is finished. "keys.certificate" for a signature that is not under
  // what this trustee saw.
  base::Result<void> on_confirmations(std::span<const base::Bytes> messages);
  // Anybody's complaint, with the disclosure that it is about, once this trustee has disclosed:
  // judged, the run is void. Errors of judge, and of parsing; they leave the machine as it was.
  base::Result<Fault> on_complaint(base::ByteView disclosure, base::ByteView complaint);

  Step step() const { return step_; }
  std::uint8_t trustee() const { return trustee_; }
  // The messages sent so far, in order; the last is that of this step. Never changes what it gave.
  std::span<const base::Bytes> messages() const;
  const base::Bytes& message() const { return messages().back(); }

  // Finished: the payloads of the first n keys leaves, and y_{τ,k} of every slot.
  const std::vector<TrusteePart>& parts() const;
  TrusteeShares shares() const;
  // Void: who cheated.
  const Fault& fault() const;

  // The whole state, secret, for a key file; resume reads it back. "ceremony.state" for anything
  // that is not a state of this trustee in this ceremony.
  base::SecretBytes encode() const;
  static base::Result<TrusteeCeremony> resume(const CeremonyContext& context, std::uint8_t trustee,
                                              base::ByteView state);

 private:
  TrusteeCeremony(const CeremonyContext& context, std::uint8_t trustee)
      : context_(context), trustee_(trustee) {}

  base::Result<void> expect(Step step) const;
  base::Bytes send_complaint(const Complaint& complaint);
  void become_void(Fault fault);
  static base::Result<TrusteeCeremony> read_state(const CeremonyContext& context,
                                                  std::uint8_t trustee, base::ByteView state);

  CeremonyContext context_;
  std::uint8_t trustee_;
  Step step_ = Step::kCommitted;
  std::vector<base::Bytes> messages_;        // the disclosure is there from the start, unsent
  std::vector<Commitment> commitments_;      // from kDisclosed on
  std::vector<TrusteePart> parts_;           // from kConfirmed on; certificates once finished
  std::vector<group::SecretScalar> shares_;  // f_{τ,k}(τ); from kConfirmed on y_{τ,k}
  std::optional<Fault> fault_;               // kVoid
};

}  // namespace undersigned::ceremony
