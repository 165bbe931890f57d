#include "core/letter/verify_epochs.h"

#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/letter/cells.h"
#include "core/letter/draw.h"
#include "core/letter/epoch_leaf.h"
#include "core/letter/tasks.h"
#include "core/log/checkpoint.h"

namespace undersigned::letter {

EpochsVerifier::EpochsVerifier(Verification& verification, std::size_t at_once,
                               std::size_t ready_bytes)
    : v_(verification),
      at_once_(at_once),
      context_(*v_.fingerprint, v_.manifest->shape(), v_.keys->sealing, v_.keys->cover),
      cover_(v_.manifest->cover == Cover::kAll),
      latest_(v_.roster->size(), v_.manifest->options, ready_bytes),
      sums_(v_.cells.cells.size(), EntrySum(v_.manifest->options)) {
  if (cover_) return;
  for (std::uint32_t i = 0; i < v_.roster->size(); ++i) latest_.set(i, context_.origin());
}

namespace {

std::unexpected<base::Error> withheld_partly() {
  return base::fail("withheld.partly", "16",
                    "Some entries are withheld and others are not: it is all of them or none.");
}

}  // namespace

base::Result<void> EpochsVerifier::add_withheld() {
  if (has_entries_) return withheld_partly();
  v_.withheld = true;
  count_entry();
  return {};
}

// With cover whose entry it is follows from its place, else its payload begins with that.
base::Result<std::uint32_t> EpochsVerifier::credential_of(base::ByteView& payload,
                                                          const Place& place) const {
  if (cover_) return place.index;
  base::Reader reader(payload);
  const auto credential = reader.u32();
  if (!credential || *credential >= v_.roster->size() || *credential < next_credential_) {
    return base::fail("entry.credential", "7",
                      credential
                          ? "An entry of credential " + std::to_string(*credential) +
                                " stands where one of credential " +
                                std::to_string(next_credential_) + " or a later one, below " +
                                std::to_string(v_.roster->size()) + ", should be."
                          : "An entry does not say whose it is.");
  }
  payload = *reader.raw(reader.remaining());
  return *credential;
}

base::Result<void> EpochsVerifier::add_entry(const Leaf& leaf, const Place& place) {
  if (v_.withheld) return withheld_partly();
  has_entries_ = true;
  base::ByteView entry = leaf.payload;
  const auto credential = credential_of(entry, place);
  if (!credential) {
    // Those that wait come before it: what is wrong with them is wrong first.
    UNDERSIGNED_TRY_VOID(flush());
    return std::unexpected(credential.error());
  }
  if (waiting_.empty()) first_leaf_ = v_.current();
  waiting_.push_back({*credential, base::Bytes(entry.begin(), entry.end())});
  next_credential_ = *credential + 1;
  count_entry();
  between_ = false;
  return waiting_.size() >= at_once_ ? flush() : base::Result<void>{};
}

base::Result<void> EpochsVerifier::flush() {
  if (waiting_.empty()) return {};
  const std::size_t options = v_.manifest->options;
  auto parsed = make_all<base::Result<proof::Entry>>(
      waiting_.size(), v_.executor,
      [&](std::size_t i) { return proof::Entry::parse(waiting_[i].entry, options); });
  std::vector<proof::Entry> entries;
  std::optional<base::Error> error;
  for (base::Result<proof::Entry>& entry : parsed) {
    if (!entry) {
      error = std::move(entry).error();
      break;
    }
    entries.push_back(*std::move(entry));
  }
  // Those before the one that cannot be read come first.
  UNDERSIGNED_TRY_VOID(verify_proofs(entries));
  if (error) {
    blame_waiting(entries.size());
    return std::unexpected(*std::move(error));
  }
  keep(entries);
  waiting_.clear();
  return {};
}

base::Result<void> EpochsVerifier::verify_proofs(std::span<const proof::Entry> entries) {
  const bool afresh = !v_.manifest->refers_back(complete_ + 1);
  const auto before = make_all<proof::PublishedCiphertext>(
      afresh ? 0 : entries.size(), v_.executor,
      [&](std::size_t i) { return latest_.at(waiting_[i].credential); });
  std::vector<proof::PlacedEntry> placed;
  placed.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint32_t credential = waiting_[i].credential;
    const auto& previous = afresh ? context_.origin() : before[i];
    placed.push_back(
        {{complete_ + 1, credential, &v_.roster->key(credential), &previous}, &entries[i]});
  }
  auto failure = proof::verify_entries(context_, placed, v_.randomness, v_.executor);
  if (!failure) return {};
  blame_waiting(failure->index);
  return std::unexpected(std::move(failure->error));
}

void EpochsVerifier::keep(std::span<const proof::Entry> entries) {
  const bool closing = cover_ && v_.manifest->may_close(complete_ + 1);
  if (closing && waiting_.front().credential == 0)
    sums_.assign(v_.cells.cells.size(), EntrySum(v_.manifest->options));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint32_t credential = waiting_[i].credential;
    latest_.set(credential, entries[i].sealed());
    if (closing) {
      sums_[v_.cells.of_cohort[v_.roster->cohort_of(credential)]].add(entries[i].ciphertext());
    }
  }
}

// No entry comes any more. Without cover, what stands now is what is counted, and fixes the cells.
void EpochsVerifier::close() {
  closed_ = true;
  if (cover_ || v_.withheld) return;
  const std::vector<std::uint32_t> standing = latest_.standing();
  std::vector<std::uint32_t> people(v_.roster->cohorts().size());
  for (const std::uint32_t i : standing) ++people[v_.roster->cohort_of(i)];
  v_.cells = make_cells(v_.roster->cohorts(), people, v_.manifest->smallest_cohort);
  sums_.assign(v_.cells.cells.size(), EntrySum(v_.manifest->options));
  for (const std::uint32_t i : standing) {
    sums_[v_.cells.of_cohort[v_.roster->cohort_of(i)]].add(
        latest_.part(i, 0, v_.manifest->options));
  }
}

void EpochsVerifier::blame_waiting(std::size_t position) {
  v_.blame = {Check::kEntries, first_leaf_ + position, std::string(name_of(LeafKind::kEntry))};
}

void EpochsVerifier::forget_entries() {
  latest_ = KeptEntries(0, v_.manifest->options);
  between_ = false;
}

base::Result<void> EpochsVerifier::end_epoch(const Leaf& leaf, const Place& place) {
  UNDERSIGNED_TRY(const EpochLeaf epoch, EpochLeaf::parse(leaf.payload));
  if (epoch.epoch != place.epoch) {
    return base::fail("epoch.number", "7",
                      "This leaf ends epoch " + std::to_string(epoch.epoch) +
                          "; the entries before it are those of epoch " +
                          std::to_string(place.epoch) + ".");
  }
  UNDERSIGNED_TRY_VOID(check_end(epoch.end));
  UNDERSIGNED_TRY_VOID(check_note(epoch.note));
  last_end_ = epoch.end;
  ++complete_;
  between_ = true;
  next_credential_ = 0;
  last_entry_count_ = std::exchange(epoch_entry_count_, 0);
  if (complete_ == v_.manifest->schedule.epochs) close();
  return {};
}

base::Result<AmendmentLeaf> amend_roster(Verification& verification, const Leaf& leaf,
                                         std::uint32_t epoch) {
  const Manifest& manifest = *verification.manifest;
  UNDERSIGNED_TRY(AmendmentLeaf amendment,
                  AmendmentLeaf::parse(leaf.payload, manifest.issuers.size()));
  UNDERSIGNED_TRY_VOID(
      amendment.verify(manifest, *verification.roster, *verification.fingerprint, epoch));
  verification.roster->amend(amendment);
  return amendment;
}

base::Result<void> EpochsVerifier::add_amendment(const Leaf& leaf) {
  UNDERSIGNED_TRY(const AmendmentLeaf amendment, amend_roster(v_, leaf, complete_ + 1));
  const std::uint32_t i = amendment.place.credential;
  if (i < latest_.size())
    latest_.set(i, proof::PublishedCiphertext::identity(v_.manifest->options));
  return {};
}

base::Result<void> EpochsVerifier::add_draw(const Leaf& leaf) {
  UNDERSIGNED_TRY(const Draw draw,
                  Draw::parse(leaf.payload, v_.keys->threshold, v_.keys->trustees()));
  if (draw.epoch != complete_) {
    return base::fail("draw.epoch", "7",
                      "This is the draw after epoch " + std::to_string(draw.epoch) +
                          "; what comes here is that after epoch " + std::to_string(complete_) +
                          ".");
  }
  const DrawPlace place{*v_.fingerprint, complete_};
  for (const DrawPart& part : draw.parts) {
    UNDERSIGNED_TRY_VOID(verify_draw_part(place, v_.keys->shares_of(part.trustee).draw, part));
  }
  drawn_ = complete_;
  if (draw_closes(draw.drawn(), complete_, v_.manifest->schedule.epochs)) close();
  return {};
}

base::Result<void> EpochsVerifier::check_end(std::uint64_t end) const {
  const bool closing = v_.manifest->may_close(complete_ + 1);
  if (complete_ > 0 && end <= last_end_) {
    return base::fail("epoch.end", "7", "The epoch ends before the one before it did.");
  }
  // Earliest openings are moments from 1970 on (section 3).
  if (closing && end < static_cast<std::uint64_t>(v_.manifest->schedule.earliest_opening)) {
    return base::fail(
        "epoch.end", "7",
        "An epoch that may close the letter ends before the earliest moment at which it may open.");
  }
  return {};
}

// The signed checkpoint of the tree before this leaf.
base::Result<void> EpochsVerifier::check_note(std::string_view note) const {
  UNDERSIGNED_TRY(const auto key,
                  log::VerifierKey::of(v_.manifest->log_origin, v_.manifest->log_key));
  const auto checkpoint = log::open_signed(base::as_bytes(note), key);
  if (!checkpoint) {
    return base::fail(
        "epoch.checkpoint", "7",
        "The checkpoint in the epoch's leaf is not the log's: " + checkpoint.error().message);
  }
  if (checkpoint->size != v_.tree.size() || checkpoint->root != v_.tree.root()) {
    return base::fail("epoch.checkpoint", "7",
                      "The checkpoint in the epoch's leaf is not of the tree before it.");
  }
  return {};
}

ItemSum EpochsVerifier::sum(const TallyPlace& place) const {
  UNDERSIGNED_CHECK(closed() && !v_.withheld);
  if (place.cell != kAllCells) {
    UNDERSIGNED_CHECK(place.cell < sums_.size());
    return sums_[place.cell].of(*v_.manifest, place);
  }
  EntrySum all(v_.manifest->options);
  for (const EntrySum& sum : sums_) all.add(sum);
  return all.of(*v_.manifest, place);
}

SumPlace EpochsVerifier::place(const TallyPlace& place) const {
  return {*v_.fingerprint, complete_, place};
}

}  // namespace undersigned::letter
