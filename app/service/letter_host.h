// One letter as a server holds it: its folder, the verified record and the open epoch's covers in
// memory. There is one writer: nothing here may be called from two threads at once (app/http gives
// each letter a strand).
//
// Crash safety is the store's (docs/adr/0003): everything that this class answers "accepted" to is
// on the disk, and whatever it was doing when it was killed is taken up by the next open().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/service/amendment_office.h"
#include "app/service/board_door.h"
#include "app/service/cover_book.h"
#include "app/service/epochs.h"
#include "app/service/key_file.h"
#include "app/service/letter_folder.h"
#include "app/service/letter_status.h"
#include "app/service/receipt.h"
#include "app/service/record_export.h"
#include "app/service/record_view.h"
#include "app/service/runtime.h"
#include "app/service/witness.h"
#include "core/base/json.h"
#include "core/letter/leaf.h"

namespace undersigned::service {

class LetterHost {
 public:
  // Reads and verifies everything, takes up what was interrupted, writes the record's files.
  // Refuses "letter.draft" before the manifest is fixed, "store.busy" while another program works
  // on it, and a record that does not verify. The runtime must outlive it.
  static base::Result<std::unique_ptr<LetterHost>> open(const std::filesystem::path& folder,
                                                        const Runtime& runtime);

  // The status now; any thread may keep it. A new one, with a greater version, after each change,
  // also after those that came while no server ran.
  std::shared_ptr<const LetterStatus> status() const { return status_; }
  std::filesystem::path record() const { return folder_.record(); }

  struct Taken {
    store::Accepted accepted = store::Accepted::kNew;
    Receipt receipt;
  };
  // Submissions for the open epoch, verified and kept together; a verdict each. Every proof that is
  // false is refused with the same words ("entry.proof"). Refuses the whole as submit_entries does;
  // from the end of the epoch by the clock on with "epoch.ending".
  base::Result<std::vector<base::Result<Taken>>> submit(std::span<const Submitted> submissions);

  // A trustee's message: take_contribution, then the record is advanced by what is complete.
  struct Given {
    store::Accepted accepted = store::Accepted::kNew;
    BoardEntry entry;
  };
  base::Result<Given> give(const Contribution& contribution);
  // Nothing if it is not there.
  base::Result<std::optional<base::Bytes>> message(const trustee::BoardTopic& topic,
                                                   std::uint32_t author) const;
  // A witness's cosignature of the record as it is now: keep_cosignature, and the checkpoint has
  // it.
  base::Result<TakenCosignature> cosign(std::string_view line);
  // A code that registrar and issuers replace: append_amendment, and the open epoch goes on without
  // what the old one had said.
  base::Result<void> amend(const MadeAmendment& made);
  // What somebody adds beside the letter: append_beside; what it is.
  base::Result<letter::LeafKind> add_beside(base::ByteView leaf);
  // What stands beside the letter so far, as the result will have it (docs/guides/result.md).
  base::Json beside() const;
  // The sealed cards, joined; the caller has checked who asks. Refuses "board.phase" before the
  // roster is frozen.
  base::Result<base::Bytes> cards() const;

  // What the record says, once it is complete ("result.pending" before).
  base::Result<letter::Outcome> outcome();

  // Does what the clock demands: starts signing, ends an epoch. Whether it did anything.
  base::Result<bool> tick();
  // When tick() has something to do next; Unix seconds.
  std::optional<std::int64_t> next_moment() const;
  // Makes some of the open epoch's covers; whether any are missing still.
  bool prepare(std::size_t count);

  // For trustees in this process: demonstrations.
  LetterFolder& folder() { return folder_; }
  const RecordView& view() const { return view_; }
  // After such trustees have written to the folder's board.
  base::Result<void> refresh(Change change);

 private:
  LetterHost(LetterFolder folder, std::shared_ptr<const letter::Manifest> manifest, RecordView view,
             KeyFile log_key, const Runtime& runtime);
  base::Result<void> resume();
  base::Result<void> freeze_if_ready();
  base::Result<void> read_board();
  base::Result<void> write_record();
  base::Result<CoverBook*> covers();  // null: the letter has no cover
  void publish(Change change);

  LetterFolder folder_;
  std::shared_ptr<const letter::Manifest> manifest_;
  RecordView view_;
  KeyFile log_key_;
  const Runtime& runtime_;
  RecordWriter writer_;
  std::uint64_t written_ = 0;  // leaves in the record's files
  std::optional<CoverBook> covers_;
  std::vector<BoardEntry> board_;
  std::uint64_t kept_ = 0;  // messages that are the folder's own
  std::shared_ptr<const LetterStatus> status_;
};

}  // namespace undersigned::service
