#include "app/service/trustee_desk.h"

#include "app/service/record_office.h"

namespace undersigned::service {

base::Result<void> LocalDesk::advance(RecordView& view) {
  return advance_record(folder_, view, runtime_);
}

}  // namespace undersigned::service
