#include "core/trustee/record_view.h"

#include "core/base/check.h"
#include "core/ceremony/keys.h"

namespace undersigned::trustee {

base::Result<RecordView> RecordView::read(const Board& board, const Runtime& runtime) {
  RecordView view(runtime);
  UNDERSIGNED_TRY_VOID(view.refresh(board));
  return view;
}

base::Result<const OpeningBoard*> RecordView::opening(const Board& board) {
  UNDERSIGNED_CHECK(verifier_.next().kind == letter::NextKind::kOpening);
  if (!opening_) {
    UNDERSIGNED_TRY(opening_, begin_opening(verifier_, *runtime_));
  }
  UNDERSIGNED_TRY_VOID(read_opening(board, verifier_, *runtime_, *opening_));
  return &*opening_;
}

base::Result<void> RecordView::refresh(const Board& board) {
  UNDERSIGNED_TRY(const std::uint64_t total, board.leaf_count());
  const std::uint64_t first = verifier_.leaves();
  base::Result<void> added;
  UNDERSIGNED_TRY_VOID(board.visit_leaves(first, [&](std::uint64_t index, base::ByteView leaf) {
    added = verifier_.add_leaf(leaf);
    if (index % 256 == 0)
      runtime_->progress("verifying the record",
                         static_cast<double>(index) / static_cast<double>(total));
    return added.has_value();
  }));
  if (verifier_.next().kind != letter::NextKind::kOpening) opening_.reset();
  if (added && !entry_context_ && verifier_.fingerprint()) {
    entry_context_.emplace(*verifier_.fingerprint(), verifier_.manifest()->shape(),
                           verifier_.keys()->sealing, verifier_.keys()->cover);
  }
  return added;
}

}  // namespace undersigned::trustee
