// The encodings of entries and of linear proofs. The first two bytes say how many options, or how
// many equations and scalars; what is accepted has exactly the length that follows from them, and
// encodes to the bytes it came from.
#include <algorithm>

#include "core/proof/entry.h"
#include "core/proof/linear.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

void check_entry(base::ByteView bytes, std::size_t options) {
  const auto entry = proof::Entry::parse(bytes, options);
  if (!entry) return;
  UNDERSIGNED_CHECK(bytes.size() == proof::Entry::size(options));
  UNDERSIGNED_CHECK(std::ranges::equal(entry->encode(), bytes));
  UNDERSIGNED_CHECK(entry->options() == options && entry->f().size() == options);
  const auto sealed = proof::PublishedCiphertext::parse(entry->sealed().bytes(), options);
  UNDERSIGNED_CHECK(sealed && std::ranges::equal(sealed->bytes(), bytes.first(32 * (1 + options))));
}

void check_linear(base::ByteView bytes, std::size_t equations, std::size_t scalars) {
  const auto proof = proof::LinearProof::parse(bytes, equations, scalars);
  if (!proof) return;
  UNDERSIGNED_CHECK(bytes.size() == 32 * (equations + scalars));
  base::Bytes again;
  const auto append = [&again](const base::ByteArray<32>& part) {
    again.insert(again.end(), part.begin(), part.end());
  };
  for (const auto& point : proof->commitments) append(point.point().encode());
  for (const auto& scalar : proof->responses) append(scalar.encode());
  UNDERSIGNED_CHECK(std::ranges::equal(again, bytes));
}

}  // namespace

void fuzz(base::ByteView input) {
  if (input.size() < 2) return;
  const base::ByteView bytes = input.subspan(2);
  check_entry(bytes, 1 + input[0] % 128);
  check_linear(bytes, 1 + input[0] % 16, 1 + input[1] % 16);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
