#include "core/log/checkpoint.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/encoding.h"
#include "core/log/decimal.h"

namespace undersigned::log {
namespace {

// Takes the next line, without its newline, off `text`; nothing if no newline is left.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string Checkpoint::text() const {
  return origin + "\n" + std::to_string(size) + "\n" + base::to_base64(root) + "\n";
}

base::Result<Checkpoint> Checkpoint::parse_text(std::string_view text) {
  const auto origin = take_line(text);
  const auto size_line = take_line(text);
  const auto root_line = take_line(text);
  if (!root_line || !text.empty()) {
    return base::fail("checkpoint.form", "8", "A checkpoint has three lines: origin, size, root.");
  }
  Checkpoint checkpoint;
  UNDERSIGNED_TRY_VOID(check_key_name(*origin));
  checkpoint.origin = *origin;
  const auto size = parse_decimal(*size_line, kMaxTreeSize);
  if (!size) {
    return base::fail("checkpoint.size", "8",
                      "A checkpoint's size is a decimal number without leading zeros, at most " +
                          std::to_string(kMaxTreeSize) + ".");
  }
  checkpoint.size = *size;
  const auto root = base::from_base64(*root_line, kHashBytes);
  if (!root || root->size() != kHashBytes) {
    return base::fail("checkpoint.root", "8", "A checkpoint's root is the base64 of 32 bytes.");
  }
  std::ranges::copy(*root, checkpoint.root.begin());
  if (checkpoint.size == 0 && checkpoint.root != empty_root()) {
    return base::fail("checkpoint.root", "8", "The root of a tree without leaves is SHA-256().");
  }
  return checkpoint;
}

base::Bytes format_signed(const Checkpoint& checkpoint, const VerifierKey& log,
                          const group::Signature& signature) {
  UNDERSIGNED_CHECK(checkpoint.origin == log.name() && checkpoint.size <= kMaxTreeSize);
  const std::string note = Note{checkpoint.text(), {note_signature(log, signature)}}.format();
  return {note.begin(), note.end()};
}

base::Result<Checkpoint> open_signed(base::ByteView file, const VerifierKey& log) {
  return open_cosigned(file, log, {});
}

base::Result<Checkpoint> open_cosigned(base::ByteView file, const VerifierKey& log,
                                       const Witnesses& witnesses) {
  UNDERSIGNED_TRY(const Note note, Note::parse(file));
  UNDERSIGNED_TRY(const std::size_t cosigned, verify_note(note, log, witnesses.keys));
  UNDERSIGNED_TRY(Checkpoint checkpoint, Checkpoint::parse_text(note.text));
  if (checkpoint.origin != log.name()) {
    return base::fail("checkpoint.origin", "8",
                      "The checkpoint is of \"" + checkpoint.origin + "\", not of this log.");
  }
  if (cosigned < witnesses.required) {
    return base::fail("checkpoint.witnesses", "8",
                      "The checkpoint is cosigned by " + std::to_string(cosigned) + " of the " +
                          std::to_string(witnesses.required) +
                          " witnesses that the letter requires. Each runs: undersigned witness "
                          "cosign");
  }
  return checkpoint;
}

}  // namespace undersigned::log
