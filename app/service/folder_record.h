// A record in its letter's folder, as a command adds to it.
#pragma once

#include "app/service/letter_folder.h"
#include "app/service/runtime.h"
#include "app/service/writable_record.h"

namespace undersigned::service {

class FolderRecord final : public WritableRecord {
 public:
  // Both outlive this.
  FolderRecord(LetterFolder& folder, const Runtime& runtime) : folder_(folder), runtime_(runtime) {}
  base::Result<letter::Manifest> manifest() override;
  base::Result<RecordView> read() override;
  base::Result<void> amend(RecordView& view, const MadeAmendment& made) override;
  base::Result<void> add_beside(RecordView& view, base::ByteView leaf) override;
  base::Result<void> complete() override;  // the record's files

 private:
  LetterFolder& folder_;
  const Runtime& runtime_;
};

}  // namespace undersigned::service
