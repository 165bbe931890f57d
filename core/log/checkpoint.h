// Checkpoints (docs/protocol.md 8), after C2SP's tlog-checkpoint: a signed note that says which
// tree a log has. Its text is three lines, no more:
//
//   origin ⏎ size ⏎ base64(root) ⏎
//
// and its one signature is the log's, whose key bears the origin as its name.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/log/merkle.h"
#include "core/log/note.h"

namespace undersigned::log {

struct Checkpoint {
  std::string origin;      // passes check_key_name
  std::uint64_t size = 0;  // leaves, at most kMaxTreeSize
  Hash root{};             // MTH of them; empty_root() if size is 0

  // The text that the log signs, byte for byte.
  std::string text() const;
  // Exactly what text() writes. Errors: note.name (the origin), checkpoint.form, checkpoint.size,
  // checkpoint.root (section 8).
  static base::Result<Checkpoint> parse_text(std::string_view text);

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The checkpoint file: the note of a checkpoint that `log` signed; `signature` is over
// checkpoint.text(). Aborts if the origin is not the key's name or the size over kMaxTreeSize;
// whether the signature is true is not checked.
base::Bytes format_signed(const Checkpoint& checkpoint, const VerifierKey& log,
                          const group::Signature& signature);

// A checkpoint file, signed by `log`, and by no other, with the key's name as its origin. Errors:
// those of Note::parse, verify_note and parse_text; checkpoint.origin. Public values only; variable
// time.
base::Result<Checkpoint> open_signed(base::ByteView file, const VerifierKey& log);

// The same where witnesses may cosign: who they are, and how many of them must have. Errors
// besides: checkpoint.witnesses if fewer did.
struct Witnesses {
  std::span<const VerifierKey> keys;  // all different
  std::size_t required = 0;
};
base::Result<Checkpoint> open_cosigned(base::ByteView file, const VerifierKey& log,
                                       const Witnesses& witnesses);

}  // namespace undersigned::log
