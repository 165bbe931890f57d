#include "core/letter/erasure.h"

#include <string>

#include "core/base/codec.h"
#include "core/hash/transcript.h"
#include "core/letter/beside_fields.h"

namespace undersigned::letter {
namespace {

base::Bytes erasure_message(const hash::Digest256& fingerprint, const ErasureStatement& erasure) {
  hash::SessionTag tag("erasure");
  return tag.bytes(fingerprint).number(erasure.trustee).number(erasure.date).tag();
}

}  // namespace

base::Bytes ErasureStatement::encode() const {
  return base::Writer().u8(kErasure).u8(trustee).u64(date).raw(signature).take();
}

base::Result<ErasureStatement> ErasureStatement::parse(base::ByteView payload) {
  const auto read = [&]() -> base::Result<ErasureStatement> {
    base::Reader reader(payload);
    ErasureStatement erasure;
    UNDERSIGNED_TRY_VOID(read_kind(reader, kErasure, kErasure));
    UNDERSIGNED_TRY(erasure.trustee, reader.u8());
    UNDERSIGNED_TRY(erasure.date, read_moment(reader));
    UNDERSIGNED_TRY(erasure.signature, reader.array<sizeof(group::Signature)>());
    UNDERSIGNED_TRY_VOID(reader.finish());
    return erasure;
  };
  auto erasure = read();
  if (!erasure) {
    return bad_encoding("erasure.encoding", "A statement of erasure", erasure.error());
  }
  return erasure;
}

base::Result<void> ErasureStatement::verify(const Manifest& manifest,
                                            const hash::Digest256& fingerprint,
                                            std::uint64_t closed) const {
  if (trustee < 1 || trustee > manifest.trustees.size()) {
    return base::fail("erasure.trustee", "16",
                      "The letter has no trustee " + std::to_string(trustee) + ".");
  }
  if (!objection_time_over(manifest, closed, date)) {
    return base::fail("erasure.early", "16",
                      "Trustees erase their shares once the objection time is over, " +
                          std::to_string(manifest.objection_seconds) +
                          " seconds after the end of the last epoch.");
  }
  const group::SigningPublicKey& key = manifest.trustees[trustee - 1u].signing_key;
  if (!group::verify_ed25519(key, erasure_message(fingerprint, *this), signature)) {
    return base::fail(
        "erasure.signature", "16",
        "Trustee " + std::to_string(trustee) + " did not sign that it has erased its shares.");
  }
  return {};
}

void ErasureStatement::sign(const hash::Digest256& fingerprint, const group::Signer& signer) {
  signature = signer.sign(erasure_message(fingerprint, *this));
}

bool objection_time_over(const Manifest& manifest, std::uint64_t closed, std::uint64_t moment) {
  return moment >= closed && moment - closed >= manifest.objection_seconds;
}

std::size_t erasures_needed(const Manifest& manifest) {
  return manifest.trustees.size() - manifest.threshold + 1;
}

}  // namespace undersigned::letter
