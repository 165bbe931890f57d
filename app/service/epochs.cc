#include "app/service/epochs.h"

#include <algorithm>
#include <optional>

#include "app/service/each.h"
#include "app/service/entry_desk.h"
#include "app/service/key_file.h"
#include "app/service/record_export.h"
#include "app/service/record_office.h"
#include "core/base/codec.h"
#include "core/base/time_text.h"
#include "core/letter/epoch_leaf.h"
#include "core/letter/leaf.h"
#include "core/letter/roster.h"
#include "core/trustee/ceremony_board.h"

namespace undersigned::service {
namespace {

// Whether a submission is of its credential's present code: an amendment in the open epoch makes
// worthless what the code before it had said in it.
bool still_stands(const RecordView& view, const store::Submission& submission) {
  const letter::RecordVerifier& record = view.verified();
  if (record.roster()->amended_at(submission.index) != submission.epoch) return true;
  const auto entry = read_submission(record, submission.index, submission.entry);
  const EntryDesk desk(record, submission.index);
  return entry && proof::verify_entry(view.entry_context(), desk.place(), *entry);
}

void make_covers(const RecordView& view, std::span<const std::uint32_t> credentials,
                 CoverBook& covers, const Runtime& runtime) {
  for (std::size_t made = 0; made < credentials.size();) {
    const std::size_t count = std::min(kEachAtOnce, credentials.size() - made);
    covers.make(view, credentials.subspan(made, count), runtime);
    made += count;
    runtime.progress("making the epoch's entries",
                     static_cast<double>(made) / static_cast<double>(credentials.size()));
  }
}

base::Bytes entry_leaf(base::ByteView entry) {
  return letter::encode_leaf(letter::LeafKind::kEntry, entry);
}

// The open epoch's entry leaves. Each is made when it is asked for: together they would be as large
// again as what they are made from.
class EntryLeaves {
 public:
  // With `covers`, which it makes where somebody sent nothing, a leaf a credential; without them
  // one of each entry that was sent. The covers outlive it.
  static base::Result<EntryLeaves> prepare(const LetterFolder& folder, const RecordView& view,
                                           CoverBook* covers, const Runtime& runtime) {
    EntryLeaves leaves;
    // The last entry of each credential that sent a good one, in the roster's order.
    UNDERSIGNED_TRY(leaves.sent_,
                    folder.store().last_submissions(view.verified().epochs_complete() + 1));
    std::erase_if(leaves.sent_, [&](const auto& one) { return !still_stands(view, one); });
    if (covers != nullptr) leaves.cover(view, *covers, runtime);
    return leaves;
  }

  std::size_t size() const { return covers_ == nullptr ? sent_.size() : own_.size(); }
  base::Bytes leaf(std::size_t i) const {
    if (covers_ != nullptr)
      return entry_leaf(own_[i] == nullptr ? covers_->entry(static_cast<std::uint32_t>(i))
                                           : own_[i]->entry);
    return entry_leaf(base::Writer().u32(sent_[i].index).raw(sent_[i].entry).bytes());
  }

 private:
  void cover(const RecordView& view, CoverBook& covers, const Runtime& runtime) {
    covers_ = &covers;
    own_.resize(view.verified().roster()->size());
    for (const store::Submission& one : sent_) own_[one.index] = &one;
    std::vector<std::uint32_t> covered;
    for (std::uint32_t i = 0; i < own_.size(); ++i) {
      if (own_[i] == nullptr) covered.push_back(i);
    }
    make_covers(view, covered, covers, runtime);
  }

  std::vector<store::Submission> sent_;
  const CoverBook* covers_ = nullptr;
  std::vector<const store::Submission*> own_;  // of each credential; null: it is covered
};

// Appends them, all or none.
base::Result<void> append_entries(LetterFolder& folder, const RecordView& view, CoverBook* covers,
                                  const Runtime& runtime) {
  UNDERSIGNED_TRY(const EntryLeaves leaves, EntryLeaves::prepare(folder, view, covers, runtime));
  if (leaves.size() == 0) return {};
  UNDERSIGNED_TRY_VOID(folder.store().append_leaves(view.verified().leaves(), leaves.size(),
                                                    [&](std::size_t i) { return leaves.leaf(i); }));
  if (covers != nullptr) covers->forget_all();
  return {};
}

base::Result<void> check_moment(const letter::Manifest& manifest, std::uint32_t epoch, Early early,
                                std::int64_t now) {
  if (manifest.may_close(epoch) && now < manifest.schedule.earliest_opening) {
    return base::fail("epoch.early", "7",
                      "The letter may not close before " +
                          base::format_time(manifest.schedule.earliest_opening) + ".");
  }
  if (early == Early::kRefused && now < manifest.epoch_end(epoch)) {
    return base::fail("epoch.early", "7",
                      "Epoch " + std::to_string(epoch) + " ends at " +
                          base::format_time(manifest.epoch_end(epoch)) +
                          ". Wait, or end it now with --early.");
  }
  return {};
}

// Whether each is a good entry of its credential in the open epoch.
std::vector<base::Result<void>> verify_submissions(const RecordView& view,
                                                   std::span<const Submitted> submissions,
                                                   const Runtime& runtime) {
  const letter::RecordVerifier& record = view.verified();
  std::vector<base::Result<void>> outcomes(submissions.size());
  std::vector<std::size_t> readable;
  std::vector<proof::Entry> entries;
  std::vector<EntryDesk> desks;
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    auto entry = read_submission(record, submissions[i].index, submissions[i].entry);
    if (!entry) {
      outcomes[i] = std::unexpected(entry.error());
      continue;
    }
    readable.push_back(i);
    entries.push_back(std::move(*entry));
    desks.emplace_back(record, submissions[i].index);
  }
  std::vector<proof::PlacedEntry> placed;
  for (std::size_t j = 0; j < entries.size(); ++j)
    placed.push_back({desks[j].place(), &entries[j]});
  const proof::EntryContext& context = view.entry_context();
  if (!proof::verify_entries(context, placed, runtime.randomness, runtime.executor))
    return outcomes;
  // One by one, so that a flood of false ones costs twice its own cost and no more.
  runtime.executor.run(placed.size(), [&](std::size_t j) {
    outcomes[readable[j]] = proof::verify_entry(context, placed[j].place, *placed[j].entry);
  });
  return outcomes;
}

}  // namespace

base::Result<std::uint32_t> open_epoch(const RecordView& view, const Runtime& runtime) {
  const letter::NextStep next = view.verified().next();
  switch (next.kind) {
    case letter::NextKind::kFoundation:
      return base::fail("epoch.foundation", "5",
                        "The roster is not frozen yet. First: undersigned roster freeze");
    case letter::NextKind::kHolding:
      return base::fail("epoch.holding", "5",
                        "Not every trustee has stated that it holds the cards. Each runs: "
                        "undersigned trustee step");
    case letter::NextKind::kEpoch:
      break;
    case letter::NextKind::kDraw:
      return base::fail(
          "epoch.drawing", "7",
          "The trustees are drawing whether the letter has closed. If it has not, the "
          "next epoch opens in a moment.");
    default:
      return base::fail("epoch.closed", "7", "The letter is closed; no more entries are accepted.");
  }
  const letter::Manifest& manifest = *view.verified().manifest();
  if (runtime.now() < manifest.schedule.start) {
    return base::fail("epoch.early", "7",
                      "Signing starts at " + base::format_time(manifest.schedule.start) + ".");
  }
  return next.epoch;
}

base::Result<bool> epoch_is_ending(const store::Store& store) {
  UNDERSIGNED_TRY(const std::uint64_t size, store.leaf_count());
  bool ending = false;
  if (size == 0) return ending;
  UNDERSIGNED_TRY_VOID(store.visit_leaves(size - 1, [&](std::uint64_t, base::ByteView bytes) {
    const auto leaf = letter::Leaf::parse(bytes);
    ending = leaf && leaf->kind == letter::LeafKind::kEntry;
    return false;
  }));
  return ending;
}

base::Result<proof::Entry> read_submission(const letter::RecordVerifier& record,
                                           std::uint32_t index, base::ByteView entry) {
  if (index >= record.roster()->size())
    return base::fail("submission.index", "7", "There is no such credential.");
  return proof::Entry::parse(entry, record.manifest()->options);
}

base::Result<std::vector<base::Result<store::Accepted>>> submit_entries(
    LetterFolder& folder, const RecordView& view, std::span<const Submitted> submissions,
    const Runtime& runtime) {
  UNDERSIGNED_TRY(const std::uint32_t epoch, open_epoch(view, runtime));
  UNDERSIGNED_TRY(const bool ending, epoch_is_ending(folder.store()));
  if (ending)
    return base::fail("epoch.ending", "7", "The epoch is just ending; try again in a moment.");
  const std::vector<base::Result<void>> proved = verify_submissions(view, submissions, runtime);
  std::vector<store::Submission> good;
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    if (proved[i]) good.push_back({epoch, submissions[i].index, submissions[i].entry});
  }
  UNDERSIGNED_TRY(const auto kept, folder.store().add_submissions(good));
  std::vector<base::Result<store::Accepted>> verdicts;
  auto next = kept.begin();
  for (const base::Result<void>& outcome : proved) {
    if (outcome) {
      verdicts.push_back(*next++);
    } else {
      verdicts.push_back(std::unexpected(outcome.error()));
    }
  }
  return verdicts;
}

base::Result<store::Accepted> submit_entry(LetterFolder& folder, const RecordView& view,
                                           std::uint32_t index, base::ByteView bytes,
                                           const Runtime& runtime) {
  const std::vector<Submitted> one = {{index, base::Bytes(bytes.begin(), bytes.end())}};
  UNDERSIGNED_TRY(const auto verdicts, submit_entries(folder, view, one, runtime));
  return verdicts.front();
}

base::Result<EpochReport> end_epoch(LetterFolder& folder, RecordView& view, bool closing,
                                    Early early, const Runtime& runtime) {
  UNDERSIGNED_TRY_VOID(open_epoch(view, runtime));
  UNDERSIGNED_TRY(std::optional<CoverBook> covers, CoverBook::open(folder, view));
  UNDERSIGNED_TRY(const EpochReport report,
                  end_epoch(folder, view, covers ? &*covers : nullptr, closing, early, runtime));
  UNDERSIGNED_TRY_VOID(rebuild_record(folder));
  return report;
}

base::Result<EpochReport> end_epoch(LetterFolder& folder, RecordView& view, CoverBook* covers,
                                    bool closing, Early early, const Runtime& runtime) {
  UNDERSIGNED_TRY(const std::uint32_t epoch, open_epoch(view, runtime));
  const letter::Manifest& manifest = *view.verified().manifest();
  if (closing != (epoch == manifest.schedule.epochs)) {
    return closing ? base::fail("epoch.not_closing", "7",
                                "Epoch " + std::to_string(epoch) + " of " +
                                    std::to_string(manifest.schedule.epochs) +
                                    " is open; the letter closes with the last. End this one with: "
                                    "undersigned epoch")
                   : base::fail("epoch.closing", "7",
                                "This is the closing epoch; after it nobody can sign or withdraw. "
                                "End it with: undersigned close");
  }
  UNDERSIGNED_TRY_VOID(check_moment(manifest, epoch, early, runtime.now()));
  UNDERSIGNED_TRY(const KeyFile log_key,
                  KeyFile::load(folder.key("log"), KeyKind::kLog, std::nullopt));
  UNDERSIGNED_TRY(const bool ending, epoch_is_ending(folder.store()));
  if (!ending) {
    UNDERSIGNED_TRY_VOID(append_entries(folder, view, covers, runtime));
    UNDERSIGNED_TRY_VOID(view.refresh(folder.store()));
  }
  // The entries are in the record for good; only now is anything signed about them.
  letter::EpochLeaf leaf;
  leaf.epoch = epoch;
  // The clock's, but after the epoch before.
  leaf.end =
      std::max(static_cast<std::uint64_t>(runtime.now()), view.verified().last_epoch_end() + 1);
  const std::uint64_t size = view.verified().leaves();
  UNDERSIGNED_TRY(leaf.note,
                  sign_checkpoint(manifest, log_key.signing(), size, view.verified().root()));
  const std::vector<base::Bytes> last = {
      letter::encode_leaf(letter::LeafKind::kEpoch, leaf.encode())};
  UNDERSIGNED_TRY_VOID(folder.store().append_leaves(size, last));
  UNDERSIGNED_TRY_VOID(view.refresh(folder.store()));
  return EpochReport{epoch, view.verified().last_entry_count(), view.verified().leaves()};
}

}  // namespace undersigned::service
