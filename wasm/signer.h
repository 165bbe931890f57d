// A signer in the browser (docs/protocol.md 5, 6): the code opens the door, the card is rebuilt and
// compared with the roster's, and an entry is made. Code, key and choice never leave the module but
// inside an entry.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/group/scalar.h"
#include "core/letter/verifier.h"
#include "core/proof/entry.h"
#include "wasm/host.h"

namespace undersigned::wasm {

// A receipt as the server gives it (docs/http/README.md).
struct Receipt {
  std::uint32_t epoch = 0, index = 0;
  hash::Digest256 entry{};
  group::Signature signature{};

  static base::Result<Receipt> parse(base::ByteView json);
};

class Signer {
 public:
  // `request`: {"name", "role", "cohort", "salt", "codes": […]}: the card from the invitation (its
  // salt only if it has one), and what was typed, one code an issuer. Refuses "code.…", what
  // letter::admit refuses; "sign.early" before the trustees' holding statements are in the record.
  // `record`, which has checked the invitation's fingerprint, must outlive the signer.
  static base::Result<Signer> let_in(const letter::RecordVerifier& record, base::ByteView request);

  std::uint32_t index() const { return index_; }

  // The entry of epoch e that says `options`: for each row of each item 0 or one of its options, of
  // a ranking the place of the row's answer. `before` is this credential's leaf of epoch e − 1;
  // empty if e = 1, and not looked at if an amendment gave the credential its code for epoch e.
  // "sign.before" if it is no entry, "sign.replaced" if the code was replaced since.
  base::Result<base::Bytes> make_entry(std::uint32_t epoch, base::ByteView before,
                                       std::span<const std::uint32_t> options);
  // What this credential's holder says beside the letter (section 15), a whole leaf, at `now` (Unix
  // seconds): a reason to wait, or that the name which has opened is taken back. Refuses
  // "objection.encoding" and "withdrawal.encoding" for a text that is no line of 1…2,000 or of
  // 0…400 bytes, and "sign.replaced".
  base::Result<base::Bytes> object(std::uint32_t now, std::string_view text);
  base::Result<base::Bytes> take_name_back(std::uint32_t now, std::string_view reason);
  // "receipt.signature" unless the log's key signed it for this entry, epoch and credential.
  base::Result<void> check_receipt(base::ByteView receipt, std::uint32_t epoch,
                                   base::ByteView entry) const;

 private:
  base::Result<void> check_current() const;

  Signer(const letter::RecordVerifier& record, std::uint32_t index, group::SecretScalar key);

  const letter::RecordVerifier* record_;
  proof::EntryContext context_;
  std::uint32_t index_;
  group::EncodedPoint credential_;  // as it was when the signer came in
  group::SecretScalar key_;
  HostRandomness randomness_;
};

}  // namespace undersigned::wasm
