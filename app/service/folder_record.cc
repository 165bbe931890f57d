#include "app/service/folder_record.h"

#include "app/service/amendment_office.h"
#include "app/service/record_office.h"

namespace undersigned::service {

base::Result<letter::Manifest> FolderRecord::manifest() { return folder_.manifest(); }

base::Result<RecordView> FolderRecord::read() {
  return RecordView::read(folder_.store(), runtime_);
}

base::Result<void> FolderRecord::amend(RecordView& view, const MadeAmendment& made) {
  return append_amendment(folder_, view, made);
}

base::Result<void> FolderRecord::add_beside(RecordView& view, base::ByteView leaf) {
  return append_beside(view, folder_.store(), leaf);
}

base::Result<void> FolderRecord::complete() { return rebuild_record(folder_); }

}  // namespace undersigned::service
