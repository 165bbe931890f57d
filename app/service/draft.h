// From an author's draft to the fixed manifest (docs/protocol.md 3).
//
// letter.json holds the settings, letter.md the text. What a manifest has and a draft has not
// (keys, the roster's size) is added when it is fixed; ladders may be shares of the roster ("40%")
// until then and become numbers of people, rounded up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/service/key_file.h"
#include "app/service/letter_folder.h"
#include "app/service/runtime.h"

namespace undersigned::service {

// The draft that `letter new` writes, a whole letter to edit with the standard items of section 3;
// `language` is en, fr or es.
base::Result<void> write_new_draft(const LetterFolder& folder, const std::string& language,
                                   const Runtime& runtime);

// A trustee's public keys into the draft's list; refuses "draft.trustee" for a name or key that
// another entry has. Repeating it changes nothing.
base::Result<void> add_trustee(const LetterFolder& folder, const std::string& name,
                               const group::SigningPublicKey& signing_key,
                               const group::Point& encryption_key);

// A second issuer into the draft; refuses "draft.issuer" if there is another one. Repeating it
// changes nothing.
base::Result<void> add_second_issuer(const LetterFolder& folder, const std::string& name,
                                     const group::SigningPublicKey& key);

struct DraftReport {
  letter::ManifestFields fields;    // as it would be fixed
  std::vector<std::string> advice;  // not wrong, but worth a look
};

// Reads and checks everything that can be checked before keys exist. `people`: the roster's size.
base::Result<DraftReport> check_draft(const LetterFolder& folder, std::uint32_t people);

// Makes the keys that are missing, fixes the manifest and writes manifest.json beside the draft.
// Repeating it with the same draft and keys changes nothing; a changed draft is refused
// ("letter.fixed").
base::Result<letter::Manifest> freeze_draft(LetterFolder& folder, std::uint32_t people,
                                            const Runtime& runtime);

}  // namespace undersigned::service
