#include "app/service/epochs.h"

#include <algorithm>

#include "app/service/ceremony_board.h"
#include "app/service/entry_desk.h"
#include "app/service/key_file.h"
#include "app/service/record_export.h"
#include "core/base/time_text.h"
#include "core/letter/epoch_leaf.h"
#include "core/letter/leaf.h"
#include "core/letter/roster.h"

namespace undersigned::service {
namespace {

// Whether the open epoch's entries are in the record already, and only its epoch leaf is missing.
base::Result<bool> is_ending(const store::Store& store) {
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

// One entry leaf a credential, in the roster's order.
base::Result<std::vector<base::Bytes>> make_entries(const LetterFolder& folder,
                                                    const RecordView& view, std::uint32_t epoch,
                                                    const Runtime& runtime) {
  const letter::RecordVerifier& record = view.verified();
  UNDERSIGNED_TRY(const group::SecretScalar cover, load_cover_secret(folder));
  UNDERSIGNED_TRY(const auto submissions, folder.store().last_submissions(epoch));
  const std::uint32_t people = record.roster()->size();
  std::vector<base::Bytes> leaves(people);
  for (const store::Submission& submission : submissions) {
    leaves[submission.index] = letter::encode_leaf(letter::LeafKind::kEntry, submission.entry);
  }
  const proof::EntryContext& context = view.entry_context();
  for (std::uint32_t i = 0; i < people; ++i) {
    if (leaves[i].empty()) {
      const EntryDesk desk(record, i);
      const proof::Entry entry =
          proof::make_cover_entry(runtime.ops, context, desk.place(), cover, runtime.randomness);
      leaves[i] = letter::encode_leaf(letter::LeafKind::kEntry, entry.encode());
    }
    if (i % 64 == 0)
      runtime.progress("making the epoch's entries", static_cast<double>(i) / people);
  }
  return leaves;
}

base::Result<void> check_moment(const letter::Manifest& manifest, std::uint32_t epoch, Early early,
                                std::int64_t now) {
  const bool closing = epoch == manifest.schedule.epochs;
  if (closing && now < manifest.schedule.earliest_opening) {
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

// The end that the epoch leaf states: the clock's, but after the epoch before.
base::Result<std::uint64_t> end_of_epoch(const store::Store& store, std::int64_t now) {
  std::uint64_t last = 0;
  UNDERSIGNED_TRY_VOID(store.visit_leaves(0, [&](std::uint64_t, base::ByteView bytes) {
    const auto leaf = letter::Leaf::parse(bytes);
    if (!leaf || leaf->kind != letter::LeafKind::kEpoch) return true;
    if (const auto epoch = letter::EpochLeaf::parse(leaf->payload)) last = epoch->end;
    return true;
  }));
  return std::max(static_cast<std::uint64_t>(now), last + 1);
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

base::Result<store::Accepted> submit_entry(LetterFolder& folder, const RecordView& view,
                                           std::uint32_t index, base::ByteView bytes,
                                           const Runtime& runtime) {
  UNDERSIGNED_TRY(const std::uint32_t epoch, open_epoch(view, runtime));
  UNDERSIGNED_TRY(const bool ending, is_ending(folder.store()));
  if (ending)
    return base::fail("epoch.ending", "7", "The epoch is just ending; try again in a moment.");
  const letter::RecordVerifier& record = view.verified();
  if (index >= record.roster()->size())
    return base::fail("submission.index", "7", "There is no such credential.");
  UNDERSIGNED_TRY(const proof::Entry entry, proof::Entry::parse(bytes, record.manifest()->options));
  const EntryDesk desk(record, index);
  UNDERSIGNED_TRY_VOID(proof::verify_entry(view.entry_context(), desk.place(), entry));
  return folder.store().add_submission({epoch, index, base::Bytes(bytes.begin(), bytes.end())});
}

base::Result<EpochReport> end_epoch(LetterFolder& folder, RecordView& view, bool closing,
                                    Early early, const Runtime& runtime) {
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
  UNDERSIGNED_TRY(const bool ending, is_ending(folder.store()));
  if (!ending) {
    UNDERSIGNED_TRY(const std::vector<base::Bytes> entries,
                    make_entries(folder, view, epoch, runtime));
    UNDERSIGNED_TRY_VOID(folder.store().append_leaves(view.verified().leaves(), entries));
    UNDERSIGNED_TRY_VOID(view.refresh(folder));
  }
  // The entries are in the record for good; only now is anything signed about them.
  letter::EpochLeaf leaf;
  leaf.epoch = epoch;
  UNDERSIGNED_TRY(leaf.end, end_of_epoch(folder.store(), runtime.now()));
  const std::uint64_t size = view.verified().leaves();
  UNDERSIGNED_TRY(leaf.note,
                  sign_checkpoint(manifest, log_key.signing(), size, view.verified().root()));
  const std::vector<base::Bytes> last = {
      letter::encode_leaf(letter::LeafKind::kEpoch, leaf.encode())};
  UNDERSIGNED_TRY_VOID(folder.store().append_leaves(size, last));
  UNDERSIGNED_TRY_VOID(view.refresh(folder));
  UNDERSIGNED_TRY_VOID(export_record(folder, manifest, log_key.signing()));
  return EpochReport{epoch, manifest.roster_size, view.verified().leaves()};
}

}  // namespace undersigned::service
