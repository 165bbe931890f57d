// Submissions and epochs (docs/protocol.md 7), as the server does them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/service/cover_book.h"
#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/service/runtime.h"

namespace undersigned::service {

// The epoch that accepts now: 1…b, or "epoch.closed" after the last, "epoch.holding" before the
// trustees have said that they hold the cards, "epoch.early" before the start of signing.
base::Result<std::uint32_t> open_epoch(const RecordView& view, const Runtime& runtime);

// Whether the open epoch's entries are in the record already and only its epoch leaf is missing: a
// crash came between the two (docs/adr/0003). Ending the epoch once more completes it.
base::Result<bool> epoch_is_ending(const store::Store& store);

// What can be refused about a submission without its proof: an index that is no credential's
// ("submission.index"), bytes that are no entry's ("entry.length", "entry.point", "entry.scalar").
base::Result<proof::Entry> read_submission(const letter::RecordVerifier& record,
                                           std::uint32_t index, base::ByteView entry);

struct Submitted {
  std::uint32_t index = 0;  // credential
  base::Bytes entry;
};

// Verifies entries for the open epoch and keeps the good ones until the epoch ends; one verdict
// each, in their order. Once this returns, what is accepted is not lost. kRepeated: the same bytes
// were there already, and nothing changed. All proofs are verified as one batch and all entries
// kept in one step, so many cost little more than one each. The whole is refused if no epoch is
// open ("epoch.…") or nothing can be kept ("store.…").
base::Result<std::vector<base::Result<store::Accepted>>> submit_entries(
    LetterFolder& folder, const RecordView& view, std::span<const Submitted> submissions,
    const Runtime& runtime);

// One of them.
base::Result<store::Accepted> submit_entry(LetterFolder& folder, const RecordView& view,
                                           std::uint32_t index, base::ByteView entry,
                                           const Runtime& runtime);

struct EpochReport {
  std::uint32_t epoch = 0;
  std::uint32_t entries = 0;  // with cover one for everybody, whoever sent one
  std::uint64_t leaves = 0;
};

enum class Early { kRefused, kAllowed };

// Ends the open epoch: the last submission or a cover entry for each credential in one step
// (without cover the submissions alone), then
// the epoch leaf with the signed checkpoint, then the files. Repeating it after a crash goes on
// where it stopped; no second set of cover entries is ever made. Refuses "epoch.early" before the
// planned end unless allowed, and always before the earliest opening for the closing epoch.
// `closing`: whether the caller means to end the closing epoch ("epoch.closing",
// "epoch.not_closing").
base::Result<EpochReport> end_epoch(LetterFolder& folder, RecordView& view, bool closing,
                                    Early early, const Runtime& runtime);
// The same with covers made ahead, for the open epoch (none of a letter without cover), and without
// the files.
base::Result<EpochReport> end_epoch(LetterFolder& folder, RecordView& view, CoverBook* covers,
                                    bool closing, Early early, const Runtime& runtime);

}  // namespace undersigned::service
