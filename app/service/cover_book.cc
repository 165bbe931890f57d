#include "app/service/cover_book.h"

#include "app/service/key_file.h"

#include "app/service/entry_desk.h"
#include "core/base/check.h"
#include "core/letter/roster.h"

namespace undersigned::service {

CoverBook::CoverBook(const RecordView& view, group::SecretScalar cover)
    : epoch_(view.verified().epochs_complete() + 1),
      cover_(std::move(cover)),
      entries_(view.verified().roster()->size()) {}

void CoverBook::forget(std::uint32_t index) {
  if (entries_[index].empty()) return;
  entries_[index].clear();
  --made_;
  next_ = std::min(next_, index);
}

void CoverBook::make(const RecordView& view, std::size_t count, const Runtime& runtime) {
  for (; count > 0 && next_ < entries_.size(); ++next_) {
    if (!entries_[next_].empty()) continue;
    entry(view, next_, runtime);
    --count;
  }
}

const base::Bytes& CoverBook::entry(const RecordView& view, std::uint32_t index,
                                    const Runtime& runtime) {
  UNDERSIGNED_CHECK(view.verified().epochs_complete() + 1 == epoch_);
  base::Bytes& slot = entries_[index];
  if (slot.empty()) {
    const EntryDesk desk(view.verified(), index);
    slot = proof::make_cover_entry(runtime.ops, view.entry_context(), desk.place(), cover_,
                                   runtime.randomness)
               .encode();
    ++made_;
  }
  return slot;
}

base::Result<group::SecretScalar> load_cover_secret(const LetterFolder& folder) {
  UNDERSIGNED_TRY(const KeyFile key,
                  KeyFile::load(folder.key("cover"), KeyKind::kCover, std::nullopt));
  UNDERSIGNED_TRY(const group::Scalar p, group::Scalar::parse(key.extra()));
  return group::SecretScalar(p);
}

}  // namespace undersigned::service
