// Card::parse: what is accepted encodes to the bytes it came from.
#include <algorithm>

#include "core/letter/card.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  letter::CardPlaintext plaintext{};
  const std::size_t size = std::min(input.size(), plaintext.size());
  std::copy_n(input.begin(), size, plaintext.begin());
  const auto card = letter::Card::parse(plaintext);
  if (!card) {
    UNDERSIGNED_CHECK(card.error().check.starts_with("card."));
    return;
  }
  UNDERSIGNED_CHECK(card->encode() == plaintext);
  for (const auto names : {letter::NameList::kPublished, letter::NameList::kCommitted}) {
    const auto opened = letter::parse_opened_card(plaintext, {{}, {}, "Foundry"}, names);
    const bool salted = names == letter::NameList::kCommitted;
    UNDERSIGNED_CHECK(opened.has_value() ==
                      (card->cohort == "Foundry" && card->salt.has_value() == salted));
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
