// Where a trustee works: the letter's board and record, on this machine or on a server
// (docs/protocol.md 4, 5, 10, 11). A trustee believes nothing that it reads here unverified.
#pragma once

#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/service/runtime.h"

namespace undersigned::service {

class TrusteeDesk {
 public:
  virtual ~TrusteeDesk() = default;
  // Refuses "letter.draft" before it is fixed.
  virtual base::Result<letter::Manifest> manifest() = 0;
  virtual store::Board& board() = 0;
  // The view with all that the board's messages make complete.
  virtual base::Result<void> advance(RecordView& view) = 0;
};

// A letter's folder on this machine: whoever works here appends to the record itself.
class LocalDesk final : public TrusteeDesk {
 public:
  LocalDesk(LetterFolder& folder, const Runtime& runtime) : folder_(folder), runtime_(runtime) {}
  base::Result<letter::Manifest> manifest() override { return folder_.manifest(); }
  store::Board& board() override { return folder_.store(); }
  base::Result<void> advance(RecordView& view) override;

 private:
  LetterFolder& folder_;
  const Runtime& runtime_;
};

}  // namespace undersigned::service
