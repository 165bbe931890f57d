// The record that a command adds leaves to: its letter's folder (folder_record.h), or one that a
// server holds (app/http/served_record.h). Either verifies a leaf before it keeps it.
#pragma once

#include "app/service/record_view.h"
#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/letter/amendment.h"
#include "core/letter/manifest.h"

namespace undersigned::service {

// An amendment that nobody has to add anything to, with the card that its credential has from then
// on; empty if it testifies.
struct MadeAmendment {
  letter::AmendmentLeaf leaf;
  base::Bytes card;
};

class WritableRecord {
 public:
  virtual ~WritableRecord() = default;
  // Unverified: of a server, what it says. The record's own is in the view.
  virtual base::Result<letter::Manifest> manifest() = 0;
  // Verified, every leaf.
  virtual base::Result<RecordView> read() = 0;
  virtual base::Result<void> amend(RecordView& view, const MadeAmendment& made) = 0;
  // `leaf`: header and all, of section 15.
  virtual base::Result<void> add_beside(RecordView& view, base::ByteView leaf) = 0;
  // What follows either; may be repeated.
  virtual base::Result<void> complete() = 0;
};

}  // namespace undersigned::service
