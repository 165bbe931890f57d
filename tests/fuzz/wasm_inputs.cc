// What a page hands to the core's C interface: bundles, receipts, requests to be let in, trustees'
// key files, messages and cards, amendments, texts beside the letter. u8 which of them ‖ its bytes.
// Nothing is let in that the record does not hold, and a key file that opens is written again as
// itself.
#include <algorithm>
#include <memory>

#include "core/base/code.h"
#include "core/letter/leaf.h"
#include "core/letter/objection.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/tiny_letter.h"
#include "wasm/reader.h"
#include "wasm/signer.h"
#include "wasm/tree.h"
#include "wasm/trustee.h"

namespace undersigned::wasm {

// What a browser gives by crypto.getRandomValues.
void HostRandomness::fill(std::span<std::uint8_t> out) { std::ranges::fill(out, std::uint8_t{7}); }

}  // namespace undersigned::wasm

namespace undersigned {
namespace {

std::shared_ptr<const test::TinyFoundation> foundation() {
  static const auto made = std::make_shared<const test::TinyFoundation>(
      test::TinyPlan{.people = 3, .ladder = {2}, .epochs = 1});
  return made;
}

// A reader of a letter that people sign.
wasm::Reader& signing() {
  static const auto reader = [] {
    auto out = std::make_unique<wasm::Reader>(std::nullopt);
    const test::TinyLetter letter = std::move(test::TinyLetter(foundation()).holding());
    for (const base::Bytes& leaf : letter.leaves()) UNDERSIGNED_CHECK(out->add_leaf(leaf));
    return out;
  }();
  return *reader;
}

// What is written is read again as it was given.
void speak(base::ByteView text) {
  static wasm::Signer signer = [] {
    const letter::Card card = foundation()->card_of(0);
    const base::CodeText typed = base::format_code(foundation()->codes[0]);
    const std::string code(typed.reveal().begin(), typed.reveal().end());
    const base::Json request = {{"name", card.name},
                                {"role", card.role},
                                {"cohort", card.cohort},
                                {"codes", base::Json::array({code})}};
    return wasm::Signer::let_in(signing().record(), base::as_bytes(request.dump())).value();
  }();
  const auto leaf = signer.object(1'900'000'000, base::as_text(text));
  if (!leaf) return;
  const auto read = letter::ObjectionStatement::parse(letter::Leaf::parse(*leaf)->payload);
  UNDERSIGNED_CHECK(read && read->text == base::as_text(text));
}

void read_key(base::ByteView input) {
  static_cast<void>(wasm::protection_of(input));
  const auto key = wasm::PageKey::parse(input, std::nullopt);
  if (!key) return;
  wasm::HostRandomness randomness;
  const base::SecretBytes text = key->text(randomness);
  const auto again = wasm::PageKey::parse(text.reveal(), std::nullopt);
  UNDERSIGNED_CHECK(again && again->signer().public_key() == key->signer().public_key());
}

void work(base::ByteView input) {
  const auto trustee = wasm::Trustee::create("somebody", std::nullopt);
  // Of another letter's trustees: nothing is begun with it.
  UNDERSIGNED_CHECK(!trustee->take_letter(input));
  UNDERSIGNED_CHECK(!trustee->take_letter(foundation()->manifest.bytes()));
  static_cast<void>(trustee->take_bundle(0, input, 2));
  const std::string topic(base::as_text(input.first(std::min<std::size_t>(input.size(), 16))));
  static_cast<void>(trustee->take_message(topic, 1, input));
}

}  // namespace

void fuzz(base::ByteView input) {
  if (input.empty()) return;
  const base::ByteView bytes = input.subspan(1);
  wasm::Reader reader(std::nullopt);
  switch (input[0] % 8) {
    case 0:
      static_cast<void>(reader.add_bundle(bytes, 1 + static_cast<int>(bytes.size() % 3)));
      break;
    case 1:
      static_cast<void>(wasm::Receipt::parse(bytes));
      break;
    case 2:
      UNDERSIGNED_CHECK(!wasm::Signer::let_in(signing().record(), bytes));
      break;
    case 3:
      static_cast<void>(signing().open_checkpoint(bytes, letter::Cosignatures::kWelcome));
      break;
    case 4:
      return read_key(bytes);
    case 5:
      return work(bytes);
    case 7:
      return speak(bytes);
    default:
      // Nobody signed it, registrar and issuers least of all.
      UNDERSIGNED_CHECK(!signing().amend(bytes, 1));
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
