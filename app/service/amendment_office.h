// Replacing a lost or stolen code (docs/protocol.md 5; docs/guides/lost-codes.md): the first
// issuer's and registrar's part, and the second issuer's.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/service/amendment_file.h"
#include "app/service/key_file.h"
#include "app/service/letter_folder.h"
#include "app/service/runtime.h"
#include "app/service/writable_record.h"

namespace undersigned::service {

// Verifies an amendment as the next leaf, then appends it; what its credential had said in the open
// epoch counts no more. Refuses "amendment.phase" where no epoch comes next, "epoch.ending" while
// one is being ended, "amendment.card" for a card that is not the one the amendment names, and what
// AmendmentLeaf refuses; a refusal changes nothing, in the view neither.
base::Result<void> append_amendment(LetterFolder& folder, RecordView& view,
                                    const MadeAmendment& made);

struct AmendReport {
  letter::AmendmentPlace place;
  std::filesystem::path request;     // not empty: the second issuer answers this file first
  std::filesystem::path invitation;  // else: with the new code
};

// Gives a person on the list a new code, with keys/issuer.key and keys/registrar.key, from the
// epoch on that is open or opens next. With two issuers in two steps: without `answer` it writes a
// request for the second one. Repeating it goes on where it stopped, with the same code. Refuses
// "amendment.person" (nobody of this name), "amendment.phase" (nothing may be amended now),
// "amendment.other" (another person's is unfinished), "amendment.answer" (to another request),
// "amendment.letter" (the record is another letter's than the list).
base::Result<AmendReport> replace_code(const LetterFolder& folder, WritableRecord& record,
                                       const std::string& person,
                                       const std::optional<AmendmentAnswer>& answer,
                                       const Runtime& runtime);
// Forgets a replacement that is not in the record ("amendment.none" if there is none,
// "amendment.done" if it is).
base::Result<void> undo_replacement(const LetterFolder& folder, WritableRecord& record,
                                    const Runtime& runtime);

// The second issuer's part.
struct SecondReplacement {
  base::CanonicalCode code;  // secret; goes to the person, over another channel
  AmendmentAnswer answer;
};
// Refuses "issuer.key" and "issuer.letter".
base::Result<SecondReplacement> answer_amendment(const letter::Manifest& manifest,
                                                 const KeyFile& key,
                                                 const AmendmentRequest& request,
                                                 const Runtime& runtime);

}  // namespace undersigned::service
