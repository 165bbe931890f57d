// What a signer's and an issuer's machine does with a code and a choice: nothing depends on them
// until the body of the card and the proof are published.
#include <algorithm>

#include "app/sodium/sodium.h"
#include "core/base/code.h"
#include "core/letter/card.h"
#include "core/letter/choice.h"
#include "core/letter/half.h"
#include "tests/support/sample_manifest.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

base::CanonicalCode secret_code() {
  base::CanonicalCode code;
  std::fill(code.reveal().begin(), code.reveal().end(), std::uint8_t{'Q'});
  mark_secret(code.reveal().data(), code.reveal().size());
  return code;
}

void derive_and_prove() {
  sodium::initialise();
  const sodium::SodiumGroup ops;
  sodium::SeededRandomness randomness({1});
  const auto key = letter::half_key(secret_code(), test::sample_key("issuer"));
  letter::make_half(ops, test::sample_key("manifest"), 1, 3, key, randomness);
}

void seal_card() {
  sodium::initialise();
  const sodium::SodiumGroup ops;
  const auto seed = letter::card_seed(secret_code(), test::sample_key("manifest"));
  letter::CardPlaintext plaintext = *letter::Card{"Ana", "Cook", "Kitchen"}.encode();
  mark_secret(plaintext.data(), plaintext.size());
  const letter::CardBinding binding{test::sample_key("manifest"), {}, "Kitchen"};
  letter::card_hash(letter::seal_card(ops, seed, plaintext, binding, group::Point::base()));
}

void choose() {
  const letter::Manifest manifest = test::manifest_of(test::all_items_fields());
  letter::Wish wish;
  wish.choose(manifest.items[0], secret(std::uint32_t{4}));
  wish.choose(manifest.items[1], secret(std::uint32_t{0}));
  const std::uint32_t places[] = {secret(std::uint32_t{2}), secret(std::uint32_t{3}),
                                  secret(std::uint32_t{1})};
  wish.rank(manifest.items[5], places);
  (void)wish.choice(manifest);
}

}  // namespace

std::vector<Subject> subjects() {
  return {{"letter.half", derive_and_prove}, {"letter.card", seal_card}, {"letter.wish", choose}};
}

}  // namespace undersigned::timing
