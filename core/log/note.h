// Signed notes (docs/protocol.md 8), after C2SP's signed-note, in the strict form that the record
// has: one encoding for one content.
//
//   text, ending in a newline, without empty lines
//   an empty line
//   one or more lines   — name base64(key id ‖ signature)
//
// The key id is the first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key): a hint which key to try,
// not a commitment to it. C2SP ignores signatures of unknown keys and lets texts have empty lines
// and names any characters but spaces and plus; here unknown signatures are refused, texts have no
// empty line, and names are 1…120 characters of [a-z0-9./-], as an origin is (section 3).
//
// Signing is not here: note_signature takes the 64 bytes that an Ed25519 key made over the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"

namespace undersigned::log {

inline constexpr std::size_t kMaxNoteBytes = 8'192;
inline constexpr std::size_t kMaxNoteSignatures = 16;
inline constexpr std::size_t kMaxKeyNameBytes = 120;

using KeyId = base::ByteArray<4>;

// Accepts the name of a key or the origin of a log: 1…120 characters of [a-z0-9./-]. Error:
// note.name (section 8).
base::Result<void> check_key_name(std::string_view name);

// The public half of an Ed25519 key that signs notes, with its name.
class VerifierKey {
 public:
  // Error: note.name. Whether `key` is a point is left to the verification of signatures.
  static base::Result<VerifierKey> of(std::string name, const group::SigningPublicKey& key);
  // From text: name+hexadecimal key id+base64(0x01 ‖ key), with the id that name and key have.
  // Errors: note.name, note.key (section 8).
  static base::Result<VerifierKey> parse(std::string_view text);
  std::string format() const;

  const std::string& name() const { return name_; }
  const group::SigningPublicKey& key() const { return key_; }
  // SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)[0…3].
  const KeyId& id() const { return id_; }

 private:
  VerifierKey(std::string name, const group::SigningPublicKey& key);

  std::string name_;
  group::SigningPublicKey key_;
  KeyId id_;
};

struct NoteSignature {
  std::string name;
  KeyId id{};
  group::Signature signature{};
};

struct Note {
  std::string text;  // what is signed, with its last newline
  std::vector<NoteSignature> signatures;

  // Errors: note.size, note.text (UTF-8 without control characters but newlines), note.form
  // (lines), note.name, note.signature (base64, length), note.duplicate (two lines of one name and
  // id), all of section 8. Checks no signature.
  static base::Result<Note> parse(base::ByteView bytes);
  // The bytes that parse takes; aborts if there are none.
  std::string format() const;
};

// The line that says that `key` signed.
NoteSignature note_signature(const VerifierKey& key, const group::Signature& signature);

// Accepts a note that is signed by `key`, and by no other. Errors: note.unknown for a signature
// line of another name or id, note.unsigned if there is no other line, note.verify if the signature
// is false (section 8). Public values only; variable time.
base::Result<void> verify_note(const Note& note, const VerifierKey& key);

}  // namespace undersigned::log
