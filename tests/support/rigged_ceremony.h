// A ceremony in which one trustee deals as it likes: its commitment and disclosure are written by
// the test, signed with its key, and the others are honest machines.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "core/ceremony/complaint.h"
#include "core/ceremony/dealer.h"
#include "core/ceremony/messages.h"
#include "tests/support/key_ceremony.h"

namespace undersigned::test {

// c_τ of any bytes, signed by trustee τ.
inline base::Bytes sign_commitment(const Trustees& trustees, std::uint8_t trustee,
                                   base::ByteView disclosed) {
  ceremony::Commitment commitment;
  commitment.trustee = trustee;
  commitment.commitment = ceremony::commit_to(trustees.context, trustee, disclosed);
  commitment.signature = trustees.signers[trustee - 1u].sign(
      ceremony::commit_signature_tag(trustees.context, trustee, commitment.commitment).tag());
  return commitment.encode();
}

struct RiggedRun : CeremonyRun {
  // The cheater has committed to `disclosed`, whatever that is.
  RiggedRun(Trustees& all, std::uint8_t who, const base::Bytes& disclosed)
      : CeremonyRun(all), cheater(who) {
    commitments[cheater - 1u] = sign_commitment(trustees, cheater, disclosed);
    for (std::size_t i = 1; i <= trustees.count(); ++i) {
      disclosures.push_back(i == cheater ? ceremony::Disclosure(cheater, disclosed).encode()
                                         : value(machines[i - 1].on_commitments(commitments)));
    }
  }

  // What an honest trustee answers to all disclosures.
  base::Result<base::Bytes> answer_of(std::size_t trustee) {
    return machines[trustee - 1].on_disclosures(trustees.ops, trustees.identity(trustee),
                                                disclosures, trustees.randomness);
  }

  std::uint8_t cheater;
};

// D_τ of an honest dealer, to be changed; with the secrets it was made from.
struct Dealt {
  Dealt(Trustees& trustees, std::uint8_t who)
      : dealer(who),
        secrets(ceremony::DealerSecrets::draw(trustees.context, trustees.randomness)),
        disclosed(ceremony::disclose(trustees.ops, trustees.context, dealer, secrets,
                                     trustees.randomness)) {}

  // Replaces box_{τ,σ}.
  void replace_box(const ceremony::CeremonyContext& context, std::uint8_t recipient,
                   const base::Bytes& box) {
    const ceremony::Disclosure disclosure(dealer, disclosed);
    const auto offset = disclosure.box(context, recipient).data() - disclosure.bytes().data();
    std::copy(box.begin(), box.end(), disclosed.begin() + offset);
  }

  // Seals other bytes to a recipient as an honest dealer would seal its shares.
  void replace_shares(const Trustees& trustees, std::uint8_t recipient,
                      const std::vector<group::SecretScalar>& shares) {
    replace_box(trustees.context, recipient,
                ceremony::seal_shares(trustees.context, dealer, recipient,
                                      key_to(trustees, recipient), shares));
  }

  base::Secret<cipher::Key> key_to(const Trustees& trustees, std::uint8_t recipient) const {
    const group::Scalar& e = secrets.ephemeral.reveal();
    return ceremony::share_key(
        trustees.context, dealer, recipient, trustees.ops.multiply_base(e),
        trustees.ops.multiply(e, trustees.context.encryption_key(recipient).point()));
  }

  std::uint8_t dealer;
  ceremony::DealerSecrets secrets;
  base::Bytes disclosed;
};

}  // namespace undersigned::test
