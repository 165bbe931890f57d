// Both branches prove, epoch after epoch, and the ciphertexts hold what was chosen.
#include "core/proof/entry.h"

#include <gtest/gtest.h>

#include "tests/support/sealed_letter.h"

namespace undersigned::proof {
namespace {

using test::SealedLetter;

// What verify_entry says: the name of the check, or "good".
std::string verdict(const EntryContext& context, const EntryPlace& place, const Entry& entry) {
  const auto outcome = verify_entry(context, place, entry);
  return outcome ? "good" : outcome.error().check;
}

void expect_opened(const SealedLetter& letter, const elgamal::VectorCiphertext& sealed,
                   std::span<const group::Scalar> values) {
  for (std::size_t k = 0; k < values.size(); ++k) {
    EXPECT_EQ(letter.opened(sealed, k), letter.ops.multiply_base(values[k])) << k;
  }
}

TEST(Entry, BothBranchesProveEpochAfterEpoch) {
  for (const std::vector<std::uint32_t>& shape :
       {std::vector<std::uint32_t>{1}, {1, 1}, {3}, {2, 1, 5}}) {
    SealedLetter letter(shape);
    const EntryContext context = letter.context();
    const auto key = test::secret(letter.credential_secrets[0]);
    const auto cover_key = test::secret(letter.cover_secret);
    const Choice none = Choice::none(letter.shape);
    const Choice some(letter.shape, shape);  // the last option of every item
    std::vector<Entry> entries;
    entries.reserve(8);
    // Cover of nothing, a choice, its cover, another choice, cover, withdrawal, cover, choice.
    const Choice* choices[] = {nullptr, &some, nullptr, &none, nullptr, &none, nullptr, &some};
    const Choice* held = &none;
    for (std::uint64_t epoch = 1; epoch <= 8; ++epoch) {
      const EntryPlace place{epoch, 0, &letter.credentials[0],
                             epoch == 1 ? &context.origin() : &entries.back().sealed()};
      const Choice* choice = choices[epoch - 1];
      if (choice != nullptr) {
        held = choice;
        entries.push_back(
            make_choice_entry(letter.ops, context, place, key, *choice, letter.randomness));
      } else {
        entries.push_back(
            make_cover_entry(letter.ops, context, place, cover_key, letter.randomness));
      }
      EXPECT_EQ(verdict(context, place, entries.back()), "good") << epoch;
      expect_opened(letter, entries.back().ciphertext(), held->values());
    }
  }
}

}  // namespace
}  // namespace undersigned::proof
