#include "core/log/note.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/encoding.h"
#include "core/base/text.h"
#include "core/hash/sha2.h"

namespace undersigned::log {
namespace {

constexpr std::string_view kCosignatureHead = "cosignature/v1\ntime ";
constexpr std::string_view kDash = "\u2014 ";
using TypedKey = base::ByteArray<1 + std::tuple_size_v<group::SigningPublicKey>>;
constexpr std::size_t kIdBytes = std::tuple_size_v<KeyId>;
constexpr std::size_t kTimeBytes = 8;
constexpr std::size_t kSignedBytes = kIdBytes + std::tuple_size_v<group::Signature>;
constexpr std::size_t kCosignedBytes = kSignedBytes + kTimeBytes;

std::unexpected<base::Error> refuse(const char* check, const char* message) {
  return base::fail(check, "8", message);
}

std::unexpected<base::Error> bad_key() {
  return refuse("note.key",
                "A verifier key is name+key id+base64(type, key), the type 1 of a log's Ed25519 "
                "key, 4 of a witness's.");
}

TypedKey typed_key(const group::SigningPublicKey& key, KeyType type) {
  TypedKey typed{static_cast<std::uint8_t>(type)};
  std::ranges::copy(key, typed.begin() + 1);
  return typed;
}

KeyId key_id(std::string_view name, const group::SigningPublicKey& key, KeyType type) {
  const hash::Digest256 digest = hash::Sha256()
                                     .update(base::as_bytes(name))
                                     .update(base::as_bytes("\n"))
                                     .update(typed_key(key, type))
                                     .finish();
  KeyId id;
  std::ranges::copy_n(digest.begin(), static_cast<std::ptrdiff_t>(id.size()), id.begin());
  return id;
}

// Text before and after the first `separator`; all of it and nothing if there is none.
std::pair<std::string_view, std::string_view> cut(std::string_view text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

// Refuses bytes that are not UTF-8, control characters but newlines, and invisible characters.
base::Result<void> check_note_text(std::string_view note) {
  if (note.find('\t') != std::string_view::npos) {
    return refuse("note.text", "A note has no control characters but newlines.");
  }
  auto checked = base::check_text(note, base::TextKind::kBody, "The note");
  if (!checked) return refuse("note.text", checked.error().message.c_str());
  return {};
}

// Big-endian, as C2SP has it.
std::uint64_t read_time(base::ByteView bytes) {
  std::uint64_t time = 0;
  for (const std::uint8_t byte : bytes.first(kTimeBytes)) time = time << 8 | byte;
  return time;
}

// One signature line without its newline.
base::Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(kDash)) {
    return refuse("note.form", "A signature line begins with an em dash and a space.");
  }
  const auto [name, encoded] = cut(line.substr(kDash.size()), ' ');
  UNDERSIGNED_TRY_VOID(check_key_name(name));
  const auto bytes = base::from_base64(encoded, kCosignedBytes);
  if (!bytes || (bytes->size() != kSignedBytes && bytes->size() != kCosignedBytes)) {
    return refuse("note.signature",
                  "A signature is the base64 of a key id and 64 bytes, a cosignature with 8 bytes "
                  "of time between them.");
  }
  NoteSignature signature{std::string(name), {}, {}, {}};
  base::ByteView rest(*bytes);
  std::ranges::copy(rest.first(kIdBytes), signature.id.begin());
  rest = rest.subspan(kIdBytes);
  if (bytes->size() == kCosignedBytes) {
    signature.time = read_time(rest);
    rest = rest.subspan(kTimeBytes);
    if (*signature.time > kLastCosigning)
      return refuse("note.signature", "A cosignature's time is at most 2^63 - 1 seconds.");
  }
  std::ranges::copy(rest, signature.signature.begin());
  return signature;
}

// All signature lines of a note, each ending in a newline.
base::Result<std::vector<NoteSignature>> parse_signatures(std::string_view lines) {
  std::vector<NoteSignature> signatures;
  while (!lines.empty()) {
    if (signatures.size() == kMaxNoteSignatures) {
      return refuse("note.form", "The note has too many signatures.");
    }
    const auto [line, rest] = cut(lines, '\n');
    UNDERSIGNED_TRY(NoteSignature signature, parse_signature(line));
    const bool duplicate = std::ranges::any_of(signatures, [&](const NoteSignature& other) {
      return other.name == signature.name && other.id == signature.id;
    });
    if (duplicate) return refuse("note.duplicate", "The note has two signatures of one key.");
    signatures.push_back(std::move(signature));
    lines = rest;
  }
  return signatures;
}

}  // namespace

base::Result<void> check_key_name(std::string_view name) {
  const bool fits = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '/' || c == '-';
  });
  if (fits && !name.empty() && name.size() <= kMaxKeyNameBytes) return {};
  return refuse("note.name",
                "A name or origin has 1 to 120 characters of a-z, 0-9, '.', '/', '-'.");
}

VerifierKey::VerifierKey(std::string name, const group::SigningPublicKey& key, KeyType type)
    : name_(std::move(name)), key_(key), type_(type), id_(key_id(name_, key_, type)) {}

base::Result<VerifierKey> VerifierKey::of(std::string name, const group::SigningPublicKey& key,
                                          KeyType type) {
  UNDERSIGNED_TRY_VOID(check_key_name(name));
  return VerifierKey(std::move(name), key, type);
}

base::Result<VerifierKey> VerifierKey::parse(std::string_view text, KeyType type) {
  const auto [name, id_and_key] = cut(text, '+');
  const auto [id, encoded] = cut(id_and_key, '+');
  UNDERSIGNED_TRY_VOID(check_key_name(name));
  const auto typed = base::from_base64(encoded, sizeof(TypedKey));
  if (!typed || typed->size() != sizeof(TypedKey) ||
      typed->front() != static_cast<std::uint8_t>(type)) {
    return bad_key();
  }
  group::SigningPublicKey key;
  std::copy(typed->begin() + 1, typed->end(), key.begin());
  VerifierKey verifier(std::string(name), key, type);
  if (id != base::to_hex(verifier.id_)) return bad_key();
  return verifier;
}

std::string VerifierKey::format() const {
  return name_ + "+" + base::to_hex(id_) + "+" + base::to_base64(typed_key(key_, type_));
}

base::Result<Note> Note::parse(base::ByteView bytes) {
  if (bytes.size() > kMaxNoteBytes) return refuse("note.size", "The note is too long.");
  const std::string_view note = base::as_text(bytes);
  UNDERSIGNED_TRY_VOID(check_note_text(note));
  const std::size_t end = note.find("\n\n");
  if (note.starts_with('\n') || !note.ends_with('\n') || end == std::string_view::npos) {
    return refuse("note.form", "A note is a text, an empty line, and signature lines.");
  }
  const std::string_view signature_lines = note.substr(end + 2);
  if (signature_lines.empty()) return refuse("note.form", "The note has no signature.");
  UNDERSIGNED_TRY(auto signatures, parse_signatures(signature_lines));
  return Note{std::string(note.substr(0, end + 1)), std::move(signatures)};
}

std::string Note::format() const {
  std::string note = text + "\n";
  for (const NoteSignature& line : signatures) note += line.format();
  UNDERSIGNED_CHECK(parse(base::as_bytes(note)).has_value());
  return note;
}

base::Result<NoteSignature> NoteSignature::parse(std::string_view line) {
  if (!line.ends_with('\n')) return refuse("note.form", "A signature line ends in a newline.");
  return parse_signature(line.substr(0, line.size() - 1));
}

std::string NoteSignature::format() const {
  base::Bytes raw(id.begin(), id.end());
  for (std::size_t i = 0; time && i < kTimeBytes; ++i)
    raw.push_back(static_cast<std::uint8_t>(*time >> (8 * (kTimeBytes - 1 - i))));
  raw.insert(raw.end(), signature.begin(), signature.end());
  return std::string(kDash) + name + " " + base::to_base64(raw) + "\n";
}

NoteSignature note_signature(const VerifierKey& key, const group::Signature& signature) {
  return {key.name(), key.id(), signature, {}};
}

std::string cosigned_text(std::string_view text, std::uint64_t time) {
  return std::string(kCosignatureHead) + std::to_string(time) + "\n" + std::string(text);
}

bool verify_line(std::string_view text, const NoteSignature& line, const VerifierKey& key) {
  if (!line.is_by(key)) return false;
  const std::string message = line.time ? cosigned_text(text, *line.time) : std::string(text);
  return group::verify_ed25519(key.key(), base::as_bytes(message), line.signature);
}

base::Result<std::size_t> verify_note(const Note& note, const VerifierKey& key,
                                      std::span<const VerifierKey> witnesses) {
  std::size_t cosigned = 0;
  for (const NoteSignature& line : note.signatures) {
    const auto is_by = [&](const VerifierKey& one) { return line.is_by(one); };
    const auto witness = std::ranges::find_if(witnesses, is_by);
    if (!is_by(key) && witness == witnesses.end())
      return refuse("note.unknown", "The note has a signature of an unknown key.");
    if (!verify_line(note.text, line, is_by(key) ? key : *witness))
      return refuse("note.verify", "A signature of the note is false.");
    if (!is_by(key)) ++cosigned;
  }
  // Note::parse takes one line a key.
  if (cosigned == note.signatures.size()) return refuse("note.unsigned", "The note is not signed.");
  return cosigned;
}

}  // namespace undersigned::log
