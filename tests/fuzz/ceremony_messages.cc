// Messages of the key ceremony, for three trustees and two options: what is accepted encodes to the
// bytes it came from, and nothing that is not signed verifies.
#include <algorithm>

#include "core/ceremony/messages.h"
#include "core/ceremony/shares.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

// Trustees whose keys nobody has.
ceremony::CeremonyContext make_context() {
  ceremony::CeremonyContext context;
  context.threshold = 2;
  context.options = 2;
  for (const char* name : {"first", "second", "third"}) {
    context.signing_keys.push_back(hash::sha256(base::as_bytes(name)));
    context.encryption_keys.emplace_back(
        group::hash_to_group(base::as_bytes(name), base::as_bytes("fuzz")));
  }
  context.check();
  return context;
}

template <class T>
bool check_encoding(const base::Result<T>& parsed, base::ByteView bytes) {
  if (parsed) UNDERSIGNED_CHECK(std::ranges::equal(parsed->encode(), bytes));
  return parsed.has_value();
}

void check_disclosure(const ceremony::CeremonyContext& context, base::ByteView input) {
  const auto disclosure = ceremony::Disclosure::parse(context, input);
  if (!check_encoding(disclosure, input)) return;
  for (std::uint8_t recipient = 1; recipient <= 3; ++recipient) {
    if (recipient == disclosure->trustee()) continue;
    UNDERSIGNED_CHECK(disclosure->box(context, recipient).size() ==
                      ceremony::Disclosure::box_size(context));
  }
  if (const auto keys = disclosure->open(context)) {
    UNDERSIGNED_CHECK(keys->dealing.coefficients.size() == context.slots() * context.threshold);
  }
}

}  // namespace

void fuzz(base::ByteView input) {
  static const ceremony::CeremonyContext context = make_context();
  const auto commitment = ceremony::Commitment::parse(context, input);
  if (check_encoding(commitment, input)) UNDERSIGNED_CHECK(!commitment->verify(context));
  check_disclosure(context, input);
  check_encoding(ceremony::Confirmation::parse(context, input), input);
  check_encoding(ceremony::Complaint::parse(context, input), input);
  check_encoding(ceremony::TrusteePart::parse(context, 1, input), input);
  check_encoding(ceremony::CoverPart::parse(input), input);
  const auto shares = ceremony::TrusteeShares::parse(input);
  if (shares) {
    const auto again = shares->encode();
    UNDERSIGNED_CHECK(std::ranges::equal(again.reveal(), input));
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
