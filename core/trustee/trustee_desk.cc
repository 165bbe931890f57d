#include "core/trustee/trustee_desk.h"

#include <algorithm>

#include "core/log/merkle.h"

namespace undersigned::trustee {

base::Result<const letter::RecordVerifier*> TrusteeDesk::record(const Runtime& runtime) {
  if (!view_) {
    UNDERSIGNED_TRY(view_, RecordView::read(board(), runtime));
  }
  if (auto advanced = advance(*view_); !advanced) {
    view_.reset();
    passed_.clear();
    return std::unexpected(advanced.error());
  }
  return &view_->verified();
}

base::Result<Seen> TrusteeDesk::extended(const Seen& before) {
  const Seen now{view_->verified().leaves(), view_->verified().root()};
  if (std::ranges::find(passed_, before) == passed_.end()) {
    log::Frontier tree;
    UNDERSIGNED_TRY_VOID(board().visit_leaves(0, [&](std::uint64_t index, base::ByteView leaf) {
      if (index >= before.size) return false;
      tree.append(log::leaf_hash(leaf));
      return true;
    }));
    if (tree.size() != before.size || (before.size > 0 && tree.root() != before.root)) {
      return base::fail("trustee.extends", "10",
                        "This record does not extend the one this trustee verified before: "
                        "somebody rewrote it. Do not go on.");
    }
  }
  if (passed_.empty() || passed_.back() != now) passed_.push_back(now);
  return now;
}

}  // namespace undersigned::trustee
