// Submissions and epochs (docs/protocol.md 7), as the server does them.
#pragma once

#include <cstdint>

#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/service/runtime.h"

namespace undersigned::service {

// The epoch that accepts now: 1…b, or "epoch.closed" after the last, "epoch.holding" before the
// trustees have said that they hold the cards, "epoch.early" before the start of signing.
base::Result<std::uint32_t> open_epoch(const RecordView& view, const Runtime& runtime);

// Verifies an entry of credential `index` for the open epoch and keeps it until the epoch ends.
// Once this returns, it is not lost. kRepeated: the same bytes were there already, and nothing
// changed.
base::Result<store::Accepted> submit_entry(LetterFolder& folder, const RecordView& view,
                                           std::uint32_t index, base::ByteView entry,
                                           const Runtime& runtime);

struct EpochReport {
  std::uint32_t epoch = 0;
  std::uint32_t people = 0;  // entries, one each; how many were submitted stays with the server
  std::uint64_t leaves = 0;
};

enum class Early { kRefused, kAllowed };

// Ends the open epoch: the last submission or a cover entry for each credential in one step, then
// the epoch leaf with the signed checkpoint, then the files. Repeating it after a crash goes on
// where it stopped; no second set of cover entries is ever made. Refuses "epoch.early" before the
// planned end unless allowed, and always before the earliest opening for the closing epoch.
// `closing`: whether the caller means to end the closing epoch ("epoch.closing",
// "epoch.not_closing").
base::Result<EpochReport> end_epoch(LetterFolder& folder, RecordView& view, bool closing,
                                    Early early, const Runtime& runtime);

}  // namespace undersigned::service
