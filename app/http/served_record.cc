#include "app/http/served_record.h"

#include "app/http/bodies.h"

namespace undersigned::http {

base::Result<void> ServedRecord::open() {
  if (board_) return {};
  UNDERSIGNED_TRY(board_, RemoteBoard::open(client_));
  return {};
}

base::Result<letter::Manifest> ServedRecord::manifest() {
  UNDERSIGNED_TRY_VOID(open());
  return board_->manifest();
}

base::Result<service::RecordView> ServedRecord::read() {
  UNDERSIGNED_TRY_VOID(open());
  return service::RecordView::read(*board_, runtime_);
}

base::Result<void> ServedRecord::post(const char* what, const base::Json& body) {
  UNDERSIGNED_TRY_VOID(client_.post("/api/letters/" + client_.address().letter + "/" + what, body));
  return {};
}

base::Result<void> ServedRecord::amend(service::RecordView&, const service::MadeAmendment& made) {
  return post("amendments", amendment_body(made));
}

base::Result<void> ServedRecord::add_beside(service::RecordView&, base::ByteView leaf) {
  return post("beside", beside_body(leaf));
}

}  // namespace undersigned::http
