// Notes and checkpoints: an accepted file is the one encoding of what it says, and no file that was
// not signed is accepted as signed.
#include "core/log/checkpoint.h"
#include "core/log/note.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

void check_checkpoint(std::string_view text) {
  const auto checkpoint = log::Checkpoint::parse_text(text);
  if (checkpoint) UNDERSIGNED_CHECK(checkpoint->text() == text);
}

void check_key(std::string_view text) {
  const auto key = log::VerifierKey::parse(text);
  if (key) UNDERSIGNED_CHECK(key->format() == text);
}

}  // namespace

void fuzz(base::ByteView input) {
  const std::string_view text = base::as_text(input);
  check_checkpoint(text);
  check_key(text);
  const auto note = log::Note::parse(input);
  if (!note) return;
  UNDERSIGNED_CHECK(input.size() <= log::kMaxNoteBytes && note->format() == text);
  UNDERSIGNED_CHECK(!note->signatures.empty() &&
                    note->signatures.size() <= log::kMaxNoteSignatures);
  check_checkpoint(note->text);
  // A key whose secret nobody has: the base point of Ed25519, with its sign.
  group::SigningPublicKey nobody;
  nobody.fill(0x66);
  nobody[31] = 0xe6;
  const auto key = log::VerifierKey::of(note->signatures[0].name, nobody);
  UNDERSIGNED_CHECK(key.has_value());
  UNDERSIGNED_CHECK(!log::verify_note(*note, *key));
  UNDERSIGNED_CHECK(!log::open_signed(input, *key));
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
