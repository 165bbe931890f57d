// Appending to the record what the trustees' contributions amount to, as soon as they amount to
// something (docs/protocol.md 8): holding statements, tallies, the opening.
#pragma once

#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/service/runtime.h"

namespace undersigned::service {

// Appends everything that is complete and brings the view up to date. May be repeated at any time.
base::Result<void> append_complete(LetterFolder& folder, RecordView& view);

// The same, and writes the record's files.
base::Result<void> advance_record(LetterFolder& folder, RecordView& view);

// Writes the record's files anew from the store.
base::Result<void> rebuild_record(const LetterFolder& folder);

}  // namespace undersigned::service
