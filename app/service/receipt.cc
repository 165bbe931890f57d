#include "app/service/receipt.h"

#include "core/hash/transcript.h"

namespace undersigned::service {

base::Bytes receipt_message(const hash::Digest256& fingerprint, const Receipt& receipt) {
  return hash::SessionTag("receipt")
      .bytes(fingerprint)
      .number(receipt.epoch)
      .number(receipt.index)
      .bytes(receipt.digest)
      .tag();
}

Receipt sign_receipt(const group::Signer& log_key, const hash::Digest256& fingerprint,
                     std::uint32_t epoch, std::uint32_t index, base::ByteView entry) {
  Receipt receipt{epoch, index, hash::sha256(entry), {}};
  receipt.signature = log_key.sign(receipt_message(fingerprint, receipt));
  return receipt;
}

}  // namespace undersigned::service
