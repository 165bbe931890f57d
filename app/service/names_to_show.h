// What a registrar shows of a list of names that the letter commits to in place of publishing it
// (docs/protocol.md 5; docs/guides/roster.md).
#pragma once

#include "app/service/letter_folder.h"
#include "core/letter/shown_names.h"

namespace undersigned::service {

// Names and salts of all who sign, once the roster is frozen. Private. Refuses "names.published"
// where the list is in the record, "roster.draft" before the roster is frozen.
base::Result<letter::ShownNames> names_to_show(const LetterFolder& folder);

}  // namespace undersigned::service
