#include "core/ceremony/context.h"

#include "core/base/check.h"

namespace undersigned::ceremony {

const group::SigningPublicKey& CeremonyContext::signing_key(std::uint8_t trustee) const {
  UNDERSIGNED_CHECK(trustee >= 1 && trustee <= signing_keys.size());
  return signing_keys[trustee - 1u];
}

const proof::PublishedPoint& CeremonyContext::encryption_key(std::uint8_t trustee) const {
  UNDERSIGNED_CHECK(trustee >= 1 && trustee <= encryption_keys.size());
  return encryption_keys[trustee - 1u];
}

void CeremonyContext::check() const {
  UNDERSIGNED_CHECK(trustees() >= 1 && trustees() <= kMaxTrustees);
  UNDERSIGNED_CHECK(encryption_keys.size() == trustees());
  UNDERSIGNED_CHECK(threshold >= 1 && threshold <= trustees() && threshold <= kMaxThreshold);
  UNDERSIGNED_CHECK(options >= 1 && options <= kMaxOptions);
}

hash::SessionTag commit_tag(const CeremonyContext& context, std::uint8_t trustee) {
  return hash::SessionTag("dkg-commit").bytes(context.manifest_hash).number(trustee);
}

hash::SessionTag commit_signature_tag(const CeremonyContext& context, std::uint8_t trustee,
                                      const hash::Digest256& commitment) {
  return hash::SessionTag("dkg-commit-signature")
      .bytes(context.manifest_hash)
      .number(trustee)
      .bytes(commitment);
}

hash::SessionTag possession_tag(const CeremonyContext& context, std::uint8_t trustee,
                                base::ByteView coefficients) {
  return hash::SessionTag("dkg-possession")
      .bytes(context.manifest_hash)
      .number(trustee)
      .number(context.trustees())
      .number(context.threshold)
      .bytes(coefficients);
}

hash::SessionTag ephemeral_tag(const CeremonyContext& context, std::uint8_t trustee) {
  return hash::SessionTag("dkg-ephemeral").bytes(context.manifest_hash).number(trustee);
}

hash::SessionTag share_tag(const CeremonyContext& context, std::uint8_t dealer,
                           std::uint8_t recipient) {
  return hash::SessionTag("dkg-share")
      .bytes(context.manifest_hash)
      .number(dealer)
      .number(recipient);
}

hash::SessionTag complaint_tag(const CeremonyContext& context, std::uint8_t dealer,
                               std::uint8_t recipient) {
  return hash::SessionTag("dkg-complaint")
      .bytes(context.manifest_hash)
      .number(dealer)
      .number(recipient);
}

hash::SessionTag certificate_tag(const CeremonyContext& context,
                                 const hash::Digest256& transcript) {
  return hash::SessionTag("dkg-certificate").bytes(context.manifest_hash).bytes(transcript);
}

hash::SessionTag cover_tag(const hash::Digest256& manifest_hash) {
  return hash::SessionTag("cover-key").bytes(manifest_hash);
}

}  // namespace undersigned::ceremony
