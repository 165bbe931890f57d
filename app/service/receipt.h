// Receipts of accepted entries (docs/http/README.md): the log's signature that an entry was
// accepted for a credential in an epoch. If the record then holds, at that place, neither this
// entry nor one that the signer sent afterwards, the receipt convicts whoever holds the log's key.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/group/ed25519.h"
#include "core/group/signer.h"
#include "core/hash/sha2.h"

namespace undersigned::service {

struct Receipt {
  std::uint32_t epoch = 0;
  std::uint32_t index = 0;   // credential
  hash::Digest256 digest{};  // SHA-256(entry)
  group::Signature signature{};
};

// tag("receipt", fingerprint, epoch, index, digest).
base::Bytes receipt_message(const hash::Digest256& fingerprint, const Receipt& receipt);
Receipt sign_receipt(const group::Signer& log_key, const hash::Digest256& fingerprint,
                     std::uint32_t epoch, std::uint32_t index, base::ByteView entry);

}  // namespace undersigned::service
