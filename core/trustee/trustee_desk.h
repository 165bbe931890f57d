// Where a trustee works: the letter's board and record, on this machine, on a server, or in a page
// (docs/protocol.md 4, 5, 10, 11). A trustee believes nothing that it reads here unverified.
#pragma once

#include "core/letter/manifest.h"
#include "core/trustee/board.h"
#include "core/trustee/record_view.h"

namespace undersigned::trustee {

class TrusteeDesk {
 public:
  virtual ~TrusteeDesk() = default;
  // Refuses "letter.draft" before it is fixed.
  virtual base::Result<letter::Manifest> manifest() = 0;
  virtual Board& board() = 0;
  // The view with all that the board's messages make complete.
  virtual base::Result<void> advance(RecordView& view) = 0;
  // The note that the log shows for the record now: its bytes, unverified.
  virtual base::Result<base::Bytes> checkpoint() = 0;
};

}  // namespace undersigned::trustee
