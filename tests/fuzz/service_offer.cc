// A company's offer as JSON, bare and signed: what is read encodes, and reads back the same.
#include "app/service/offer_file.h"
#include "core/base/check.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  if (const auto offer = service::parse_offer(input)) {
    const auto record = letter::Offer::parse(offer->encode());
    UNDERSIGNED_CHECK(record && *record == *offer);
    const std::string again = service::offer_json(*offer).dump();
    const auto read = service::parse_offer(base::as_bytes(again));
    UNDERSIGNED_CHECK(read && *read == *offer);
  }
  if (const auto made = service::SignedOffer::parse(input)) {
    const std::string again = made->write();
    UNDERSIGNED_CHECK(service::SignedOffer::parse(base::as_bytes(again)).has_value());
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
