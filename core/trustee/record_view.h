// The record as one who trusts nobody sees it: every leaf on the board, verified from the first on.
// Whoever contributes to a record reads it through this.
#pragma once

#include <optional>

#include "core/letter/verifier.h"
#include "core/proof/entry.h"
#include "core/trustee/board.h"
#include "core/trustee/opening_board.h"
#include "core/trustee/runtime.h"

namespace undersigned::trustee {

class RecordView {
 public:
  // Verifies the whole record so far; refuses with the verifier's own words. The runtime must
  // outlive it.
  static base::Result<RecordView> read(const Board& board, const Runtime& runtime);
  // The leaves that came since.
  base::Result<void> refresh(const Board& board);

  // What the record says, once nothing can be added to it any more.
  base::Result<letter::Outcome> outcome() { return verifier_.finish(); }

  // Verifies a leaf as the next one. After a refusal the view is of no further use.
  base::Result<void> add(base::ByteView leaf) { return verifier_.add_leaf(leaf); }

  // The same of a leaf from outside that is to stand beside the letter; a refusal changes nothing.
  base::Result<void> add_beside(base::ByteView leaf) { return verifier_.add_beside(leaf); }

  const letter::RecordVerifier& verified() const { return verifier_; }
  // What trustees have given towards the opening of names, where that comes next: each message is
  // verified once, however often this is asked. Refuses what read_opening refuses.
  base::Result<const OpeningBoard*> opening(const Board& board);
  // What is fixed for all entries of this letter (docs/protocol.md 6); once the roster is frozen.
  const proof::EntryContext& entry_context() const { return *entry_context_; }

 private:
  explicit RecordView(const Runtime& runtime)
      : runtime_(&runtime), verifier_(runtime.executor, runtime.randomness) {}
  const Runtime* runtime_;
  letter::RecordVerifier verifier_;
  std::optional<proof::EntryContext> entry_context_;
  std::optional<OpeningBoard> opening_;  // while it comes next
};

}  // namespace undersigned::trustee
