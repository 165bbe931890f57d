// A trustee's desk in a letter's folder on this machine.
#pragma once

#include "app/service/letter_folder.h"
#include "core/trustee/trustee_desk.h"

namespace undersigned::service {

// A letter's folder on this machine: whoever works here appends to the record itself.
class LocalDesk final : public trustee::TrusteeDesk {
 public:
  explicit LocalDesk(LetterFolder& folder) : folder_(folder) {}
  base::Result<letter::Manifest> manifest() override { return folder_.manifest(); }
  trustee::Board& board() override { return folder_.store(); }
  base::Result<base::Bytes> checkpoint() override;

 private:
  base::Result<void> advance(trustee::RecordView& view) override;
  LetterFolder& folder_;
};

}  // namespace undersigned::service
