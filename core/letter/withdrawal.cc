#include "core/letter/withdrawal.h"

#include "core/base/codec.h"
#include "core/hash/transcript.h"
#include "core/letter/beside_fields.h"

namespace undersigned::letter {
namespace {

hash::SessionTag withdrawal_tag(const hash::Digest256& fingerprint,
                                const WithdrawalLeaf& withdrawal) {
  hash::SessionTag tag("withdrawal");
  tag.bytes(fingerprint).number(withdrawal.credential).number(withdrawal.date);
  return tag.bytes(base::as_bytes(withdrawal.reason));
}

}  // namespace

base::Bytes WithdrawalLeaf::encode() const {
  return base::Writer().u32(credential).u64(date).text16(reason).raw(proof).take();
}

base::Result<WithdrawalLeaf> WithdrawalLeaf::parse(base::ByteView payload) {
  const auto read = [&]() -> base::Result<WithdrawalLeaf> {
    base::Reader reader(payload);
    WithdrawalLeaf withdrawal;
    UNDERSIGNED_TRY(withdrawal.credential, reader.u32());
    UNDERSIGNED_TRY(withdrawal.date, read_moment(reader));
    UNDERSIGNED_TRY(withdrawal.reason, read_line(reader, 0, kMaxReasonBytes));
    UNDERSIGNED_TRY(withdrawal.proof, reader.array<64>());
    UNDERSIGNED_TRY_VOID(reader.finish());
    return withdrawal;
  };
  auto withdrawal = read();
  if (!withdrawal) return bad_encoding("withdrawal.encoding", "A withdrawal", withdrawal.error());
  return withdrawal;
}

base::Result<void> WithdrawalLeaf::verify(const hash::Digest256& fingerprint,
                                          const proof::PublishedPoint& key) const {
  if (verify_credential(withdrawal_tag(fingerprint, *this), key, proof)) return {};
  return base::fail("withdrawal.proof", "15",
                    "The withdrawal was not made with the code of credential " +
                        std::to_string(credential) + ".");
}

void WithdrawalLeaf::prove(const hash::Digest256& fingerprint, const group::SecretScalar& key,
                           const group::SecretGroup& ops, base::Randomness& randomness) {
  proof = prove_credential(ops, withdrawal_tag(fingerprint, *this), key, randomness);
}

}  // namespace undersigned::letter
