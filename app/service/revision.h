// Versions of a letter (docs/protocol.md 3). A changed text is a new letter with its own manifest,
// record and fingerprint: nobody's signature is carried over, everybody is asked again. Codes may
// be kept, so that people need no new ones.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/service/letter_folder.h"
#include "app/service/text_diff.h"
#include "core/base/json.h"

namespace undersigned::service {

// A new letter's folder at `to` (absent or empty) with the draft of the fixed letter `from`: its
// text and settings, another log origin, no trustees (each makes a new key for a new letter). Keys
// of authors, registrar and issuer are the same ones; those of log and cover are not. The people's
// codes come along for `roster issue --keep-codes`.
base::Result<LetterFolder> revise_letter(const LetterFolder& from, const std::filesystem::path& to);

struct FieldChange {
  std::string path;          // "title", "items.destination.answers"
  base::Json before, after;  // null: not there
};
struct LetterDiff {
  std::vector<FieldChange> fields;  // everything but the body and keys
  std::vector<DiffLine> body;
  bool same() const;
};
// Lists of things that have an id or a name are compared by it, so that a new first item is not
// seen as a change of all.
LetterDiff diff_letters(const base::Json& before, const base::Json& after);
// Manifests if both letters are fixed, else drafts.
base::Result<LetterDiff> diff_folders(const LetterFolder& before, const LetterFolder& after);

}  // namespace undersigned::service
