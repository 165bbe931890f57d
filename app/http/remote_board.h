// A letter on a server as those who work on it see it (docs/http/README.md): its board, its record,
// its cards. Nothing that a server says is believed: manifest, leaves and messages are verified by
// who reads them, as from anywhere else.
#pragma once

#include <optional>

#include "app/http/client.h"
#include "app/service/board_door.h"
#include "app/service/epochs.h"
#include "app/service/receipt.h"
#include "app/service/trustee_desk.h"
#include "app/service/trustee_key.h"
#include "core/log/checkpoint.h"
#include "core/trustee/trustee_office.h"

namespace undersigned::http {

class RemoteBoard final : public store::Board {
 public:
  // Reads the manifest. `signer` and τ for those who write; the client must outlive it.
  static base::Result<std::unique_ptr<RemoteBoard>> open(Client& client);
  void write_as(std::uint8_t trustee, const group::Signer& signer) {
    trustee_ = trustee;
    signer_ = &signer;
  }
  const letter::Manifest& manifest() const { return manifest_; }

  // The note of the server's checkpoint, unverified.
  base::Result<base::Bytes> note() const;
  // The size that the server's signed checkpoint has; 0 before there is one. Refuses a checkpoint
  // of another log, and one that is smaller than an earlier one ("remote.shrunk").
  base::Result<std::uint64_t> leaf_count() const override;
  base::Result<void> visit_leaves(
      std::uint64_t first,
      const std::function<bool(std::uint64_t, base::ByteView)>& visit) const override;
  base::Result<void> put_message(std::string_view topic, std::uint32_t author,
                                 base::ByteView message) override;
  base::Result<std::optional<base::Bytes>> message(std::string_view topic,
                                                   std::uint32_t author) const override;
  base::Result<std::vector<std::uint32_t>> authors(std::string_view topic) const override;
  base::Result<std::vector<base::Bytes>> cards() const override;

 private:
  RemoteBoard(Client& client, letter::Manifest manifest);
  base::Result<log::Checkpoint> checkpoint() const;
  std::string api(const std::string& rest) const;

  Client& client_;
  letter::Manifest manifest_;
  std::uint8_t trustee_ = 0;
  const group::Signer* signer_ = nullptr;
  mutable std::uint64_t seen_ = 0;
};

class RemoteDesk final : public trustee::TrusteeDesk {
 public:
  explicit RemoteDesk(RemoteBoard& board) : board_(board) {}
  base::Result<letter::Manifest> manifest() override { return board_.manifest(); }
  store::Board& board() override { return board_; }
  base::Result<base::Bytes> checkpoint() override { return board_.note(); }

 private:
  // The server has appended what is complete; this reads it.
  base::Result<void> advance(service::RecordView& view) override { return view.refresh(board_); }
  RemoteBoard& board_;
};

// Sends an entry; the server's receipt, verified with the log's key: "remote.receipt".
base::Result<service::Receipt> send_entry(Client& client, const letter::Manifest& manifest,
                                          const hash::Digest256& fingerprint,
                                          const service::Submitted& submitted);

}  // namespace undersigned::http
