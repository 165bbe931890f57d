// Signed notes (docs/protocol.md 8), after C2SP's signed-note, in the strict form that the record
// has: one encoding for one content.
//
//   text, ending in a newline, without empty lines
//   an empty line
//   one or more lines   — name base64(key id ‖ signature)
//                       — name base64(key id ‖ big-endian u64 time ‖ signature)
//
// The second form is a witness's cosignature/v1, after C2SP's tlog-cosignature: over the text with
// two lines before it, "cosignature/v1" and "time " and the time in decimal. The key id is the
// first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), the type 0x01 of a log, 0x04 of a witness:
// a hint which key to try, not a commitment to it. C2SP ignores signatures of unknown keys and lets
// texts have empty lines and names any characters but spaces and plus; here unknown signatures are
// refused, texts have no empty line, and names are 1…120 characters of [a-z0-9./-], as an origin is
// (section 3).
//
// Signing is not here: note_signature takes the 64 bytes that an Ed25519 key made over the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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

// What a key signs: notes as they are, or notes that it has seen, with the time.
enum class KeyType : std::uint8_t { kEd25519 = 0x01, kCosignature = 0x04 };

// The public half of an Ed25519 key that signs or cosigns notes, with its name.
class VerifierKey {
 public:
  // Error: note.name. Whether `key` is a point is left to the verification of signatures.
  static base::Result<VerifierKey> of(std::string name, const group::SigningPublicKey& key,
                                      KeyType type = KeyType::kEd25519);
  // From text: name+hexadecimal key id+base64(type ‖ key), with the id that name and key have.
  // Errors: note.name, note.key, also for a key of another type (section 8).
  static base::Result<VerifierKey> parse(std::string_view text, KeyType type = KeyType::kEd25519);
  std::string format() const;

  const std::string& name() const { return name_; }
  const group::SigningPublicKey& key() const { return key_; }
  KeyType type() const { return type_; }
  // SHA-256(name ‖ 0x0A ‖ type ‖ key)[0…3].
  const KeyId& id() const { return id_; }

  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;

 private:
  VerifierKey(std::string name, const group::SigningPublicKey& key, KeyType type);

  std::string name_;
  group::SigningPublicKey key_;
  KeyType type_;
  KeyId id_;
};

// The last moment that a cosignature can have, in Unix seconds.
inline constexpr std::uint64_t kLastCosigning = (std::uint64_t{1} << 63) - 1;

struct NoteSignature {
  std::string name;
  KeyId id{};
  group::Signature signature{};
  std::optional<std::uint64_t> time;  // of a cosignature: Unix seconds, at most kLastCosigning

  // One line, with its newline. Errors: note.form, note.name, note.signature.
  static base::Result<NoteSignature> parse(std::string_view line);
  std::string format() const;
  // Whether the line says that it is by this key.
  bool is_by(const VerifierKey& key) const {
    return name == key.name() && id == key.id() &&
           time.has_value() == (key.type() == KeyType::kCosignature);
  }
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

// What a witness signs: the note's text after the two lines of a cosignature.
std::string cosigned_text(std::string_view text, std::uint64_t time);
// Whether `line` is a true signature of the text by `key`. Public values only; variable time.
bool verify_line(std::string_view text, const NoteSignature& line, const VerifierKey& key);

// Accepts a note that is signed by `key`, cosigned by any of `witnesses`, and has no other line;
// gives how many of them cosigned. Errors: note.unknown for a line of another name, id or form,
// note.unsigned if there is none of `key`, note.verify if any signature is false (section 8).
// Public values only; variable time.
base::Result<std::size_t> verify_note(const Note& note, const VerifierKey& key,
                                      std::span<const VerifierKey> witnesses = {});

}  // namespace undersigned::log
