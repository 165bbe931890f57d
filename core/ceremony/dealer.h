// A dealer's side of the ceremony (docs/protocol.md 4): every trustee τ deals, for each slot k, a
// secret polynomial f_{τ,k}(z) = Σ_j a_{τ,k,j}·z^j of degree t − 1, shows a_{τ,k,j}·B, and sends
// trustee σ the shares f_{τ,k}(σ) in a box that σ alone opens.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/ceremony/context.h"
#include "core/cipher/chacha20poly1305.h"
#include "core/group/point.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/proof/published.h"

namespace undersigned::ceremony {

// What a dealer draws. Needed until its disclosure is made, and erased then.
struct DealerSecrets {
  std::vector<group::SecretScalar> coefficients;  // a_{τ,k,j} at k·t + j, none zero
  group::SecretScalar ephemeral;                  // e, not zero

  static DealerSecrets draw(const CeremonyContext& context, base::Randomness& randomness);
  // f_{τ,k}(σ) for every slot.
  std::vector<group::SecretScalar> shares_for(const CeremonyContext& context,
                                              std::uint8_t recipient) const;
};

// D_τ. The randomness serves the proofs' nonces.
base::Bytes disclose(const group::SecretGroup& ops, const CeremonyContext& context,
                     std::uint8_t trustee, const DealerSecrets& secrets,
                     base::Randomness& randomness);

// The key of box_{τ,σ}: 32 bytes squeezed from tag("dkg-share", …, τ, σ) after absorbing
// E_τ ‖ X_σ ‖ S with S = e·X_σ = x_σ·E_τ. S and the key are secret between the two.
base::Secret<cipher::Key> share_key(const CeremonyContext& context, std::uint8_t dealer,
                                    std::uint8_t recipient, const proof::PublishedPoint& ephemeral,
                                    const group::Point& secret);

// box_{τ,σ} of one share a slot: AEAD with the tag as associated data.
base::Bytes seal_shares(const CeremonyContext& context, std::uint8_t dealer, std::uint8_t recipient,
                        const base::Secret<cipher::Key>& key,
                        std::span<const group::SecretScalar> shares);

// "ceremony.box" if the box does not open or holds a scalar that is not canonical.
base::Result<std::vector<group::SecretScalar>> open_shares(const CeremonyContext& context,
                                                           std::uint8_t dealer,
                                                           std::uint8_t recipient,
                                                           const base::Secret<cipher::Key>& key,
                                                           base::ByteView box);

}  // namespace undersigned::ceremony
