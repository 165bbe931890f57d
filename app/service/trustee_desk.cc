#include "app/service/trustee_desk.h"

#include "app/service/files.h"
#include "app/service/record_office.h"
#include "core/log/note.h"
#include "core/log/tile.h"

namespace undersigned::service {

base::Result<void> LocalDesk::advance(RecordView& view) { return advance_record(folder_, view); }

base::Result<base::Bytes> LocalDesk::checkpoint() {
  return read_file(folder_.record() / log::kCheckpointPath, log::kMaxNoteBytes);
}

}  // namespace undersigned::service
