// Where a trustee works: the letter's board and record, on this machine, on a server, or in a page
// (docs/protocol.md 4, 5, 10, 11). A trustee believes nothing that it reads here unverified.
#pragma once

#include <optional>
#include <vector>

#include "core/hash/sha2.h"
#include "core/letter/manifest.h"
#include "core/trustee/board.h"
#include "core/trustee/record_view.h"
#include "core/trustee/trustee_watch.h"

namespace undersigned::trustee {

// A record as it was once.
struct Seen {
  std::uint64_t size = 0;
  hash::Digest256 root{};
  bool operator==(const Seen&) const = default;
};

class TrusteeDesk {
 public:
  virtual ~TrusteeDesk() = default;
  // Refuses "letter.draft" before it is fixed.
  virtual base::Result<letter::Manifest> manifest() = 0;
  virtual Board& board() = 0;
  // The note that the log shows for the record now: its bytes, unverified.
  virtual base::Result<base::Bytes> checkpoint() = 0;

  // The record to its newest leaf, with all that the board's messages make complete. While the desk
  // stands each leaf is verified once; after a refusal all are read anew. The runtime must outlive
  // the desk.
  base::Result<const letter::RecordVerifier*> record(const Runtime& runtime);
  // RecordView::opening of the record that record() gave last.
  base::Result<const OpeningBoard*> opening() { return view_->opening(board()); }
  // watch_trustees of that record.
  base::Result<TrusteeWatch> watch() { return watch_trustees(board(), *view_); }
  // The record that record() gave last, if it extends `before`: "trustee.extends" otherwise.
  base::Result<Seen> extended(const Seen& before);

 protected:
  // Brings the view up to date, and where the desk may append, with what can be appended.
  virtual base::Result<void> advance(RecordView& view) = 0;

 private:
  std::optional<RecordView> view_;
  std::vector<Seen> passed_;  // what this view was, whenever extended() was asked
};

}  // namespace undersigned::trustee
