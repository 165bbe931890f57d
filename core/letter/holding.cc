#include "core/letter/holding.h"

#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/hash/transcript.h"

namespace undersigned::letter {
namespace {

constexpr std::uint8_t kHolding = 1;  // the only statement of this draft

}  // namespace

base::Bytes holding_message(const hash::Digest256& fingerprint, std::size_t trustee) {
  return hash::SessionTag("holding").bytes(fingerprint).number(trustee).tag();
}

base::Bytes HoldingStatement::encode() const {
  return base::Writer().u8(kHolding).u8(trustee).raw(signature).take();
}

base::Result<HoldingStatement> HoldingStatement::parse(base::ByteView payload) {
  constexpr std::size_t kSize = 2 + sizeof(group::Signature);
  if (payload.size() != kSize || payload[0] != kHolding) {
    return base::fail("holding.encoding", "5",
                      "A statement is not 66 bytes that begin with 1, *holding*.");
  }
  base::Reader reader(payload.subspan(1));
  HoldingStatement statement;
  UNDERSIGNED_TRY(statement.trustee, reader.u8());
  UNDERSIGNED_TRY(statement.signature, reader.array<sizeof(group::Signature)>());
  return statement;
}

base::Result<void> HoldingStatement::verify(const Manifest& manifest,
                                            const hash::Digest256& fingerprint,
                                            std::size_t expected) const {
  UNDERSIGNED_CHECK(expected >= 1 && expected <= manifest.trustees.size());
  if (trustee != expected) {
    return base::fail("holding.order", "5",
                      "Here comes the statement of trustee " + std::to_string(expected) +
                          ", not of " + std::to_string(trustee) + ".");
  }
  const group::SigningPublicKey& key = manifest.trustees[expected - 1].signing_key;
  if (!group::verify_ed25519(key, holding_message(fingerprint, expected), signature)) {
    return base::fail("holding.signature", "5",
                      "Trustee " + std::to_string(expected) +
                          " did not sign that they hold the cards of this roster.");
  }
  return {};
}

}  // namespace undersigned::letter
