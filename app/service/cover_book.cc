#include "app/service/cover_book.h"

#include "app/service/each.h"
#include "app/service/entry_desk.h"
#include "app/service/key_file.h"
#include "core/base/check.h"
#include "core/letter/roster.h"

namespace undersigned::service {

CoverBook::CoverBook(const RecordView& view, group::SecretScalar cover)
    : epoch_(view.verified().epochs_complete() + 1),
      cover_(std::move(cover)),
      entries_(view.verified().roster()->size()) {}

base::Result<std::optional<CoverBook>> CoverBook::open(const LetterFolder& folder,
                                                       const RecordView& view) {
  if (view.verified().manifest()->cover == letter::Cover::kNone) return std::nullopt;
  UNDERSIGNED_TRY(group::SecretScalar cover, load_cover_secret(folder));
  return CoverBook(view, std::move(cover));
}

void CoverBook::forget(std::uint32_t credential) {
  if (credential >= entries_.size() || entries_[credential].empty()) return;
  entries_[credential].clear();
  --made_;
  next_ = std::min(next_, credential);
}

void CoverBook::forget_all() {
  entries_ = std::vector<base::Bytes>(entries_.size());
  made_ = next_ = 0;
}

void CoverBook::make(const RecordView& view, std::size_t count, const Runtime& runtime) {
  std::vector<std::uint32_t> next;
  for (; next.size() < count && next_ < entries_.size(); ++next_) {
    if (entries_[next_].empty()) next.push_back(next_);
  }
  make(view, next, runtime);
}

void CoverBook::make(const RecordView& view, std::span<const std::uint32_t> credentials,
                     const Runtime& runtime) {
  UNDERSIGNED_CHECK(view.verified().epochs_complete() + 1 == epoch_);
  std::vector<std::uint32_t> missing;
  for (const std::uint32_t index : credentials) {
    if (entries_[index].empty()) missing.push_back(index);
  }
  std::vector<base::Bytes> made;
  const auto cover = [&](std::size_t i, const Runtime& own) -> base::Result<base::Bytes> {
    const EntryDesk desk(view.verified(), missing[i]);
    return proof::make_cover_entry(own.ops, view.entry_context(), desk.place(), cover_,
                                   own.randomness)
        .encode();
  };
  UNDERSIGNED_CHECK(append_each(0, missing.size(), runtime, made, cover));
  for (std::size_t i = 0; i < made.size(); ++i) entries_[missing[i]] = std::move(made[i]);
  made_ += made.size();
}

const base::Bytes& CoverBook::entry(std::uint32_t index) const {
  UNDERSIGNED_CHECK(!entries_[index].empty());
  return entries_[index];
}

base::Result<group::SecretScalar> load_cover_secret(const LetterFolder& folder) {
  UNDERSIGNED_TRY(const KeyFile key,
                  KeyFile::load(folder.key("cover"), KeyKind::kCover, std::nullopt));
  UNDERSIGNED_TRY(const group::Scalar p, group::Scalar::parse(key.extra()));
  return group::SecretScalar(p);
}

}  // namespace undersigned::service
