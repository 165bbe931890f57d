// The record as a use case reads it, and how a leaf comes to it.
#pragma once

#include "app/store/store.h"
#include "core/trustee/record_view.h"

namespace undersigned::service {

using RecordView = trustee::RecordView;

// Verifies a leaf as the next one, then appends it to the store: what the verifier refuses is never
// stored. After a refusal the view is of no further use.
base::Result<void> append_leaf(RecordView& view, store::Store& store, base::ByteView leaf);
// The same of a leaf from outside that is to stand beside the letter (docs/protocol.md 15); a
// refusal changes nothing, in the view neither. What trustees say of their shares (section 16)
// comes by their board: "beside.place".
base::Result<void> append_beside(RecordView& view, store::Store& store, base::ByteView leaf);

}  // namespace undersigned::service
