// A record that a server holds, as a command adds to it.
#pragma once

#include <memory>

#include "app/http/remote_board.h"
#include "app/service/runtime.h"
#include "app/service/writable_record.h"

namespace undersigned::http {

class ServedRecord final : public service::WritableRecord {
 public:
  // Both outlive this.
  ServedRecord(Client& client, const service::Runtime& runtime)
      : client_(client), runtime_(runtime) {}
  base::Result<letter::Manifest> manifest() override;
  base::Result<service::RecordView> read() override;
  base::Result<void> amend(service::RecordView& view, const service::MadeAmendment& made) override;
  base::Result<void> add_beside(service::RecordView& view, base::ByteView leaf) override;
  base::Result<void> complete() override { return {}; }  // the server's own

 private:
  base::Result<void> open();
  base::Result<void> post(const char* what, const base::Json& body);

  Client& client_;
  const service::Runtime& runtime_;
  std::unique_ptr<RemoteBoard> board_;
};

}  // namespace undersigned::http
