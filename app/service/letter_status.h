// What anybody may know about a letter that a server holds. Nothing in it is secret, and nothing
// depends on who took part: of an open epoch it has the number and the end, of the record its size,
// which the roster and the schedule give.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/service/record_view.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"
#include "core/trustee/board_topic.h"

namespace undersigned::service {

enum class Phase {
  kKeys,      // the trustees' ceremony
  kRoster,    // keys are made, the roster is not frozen
  kHolding,   // trustees state that they hold the cards
  kWaiting,   // before the start of signing
  kOpen,      // entries are accepted
  kDrawing,   // after an epoch that may be the closing one: whether it is
  kCounting,  // after the close: the sums of the signature item
  kOpening,   // names
  kTallying,  // choice items, cell by cell
  kComplete,
};

// What made the state a new one.
enum class Change { kStart, kBoard, kRecord, kEpoch, kPhase };

struct BoardEntry {
  trustee::BoardTopic topic;
  std::uint32_t author = 0;  // 0 for a round of raising
  std::uint8_t trustee = 0;  // who gave it
  std::uint64_t bytes = 0;
  hash::Digest256 digest{};
};

struct OpenEpoch {
  std::uint32_t number = 0;
  std::int64_t ends = 0;  // by plan; Unix seconds
  bool closing = false;
};

struct LetterStatus {
  std::shared_ptr<const letter::Manifest> manifest;
  std::uint64_t version = 0;
  Change change = Change::kStart;
  Phase phase = Phase::kKeys;
  std::optional<hash::Digest256> fingerprint;
  std::uint32_t epochs_complete = 0;
  std::optional<OpenEpoch> epoch;  // exactly in kOpen
  // From the close until all is opened, where there is time to object: its end, Unix seconds.
  std::optional<std::int64_t> objections_until;
  std::uint64_t leaves = 0;
  hash::Digest256 root{};
  std::vector<BoardEntry> board;               // in the order it came
  letter::NextStep next;                       // of the record
  std::vector<std::uint8_t> awaited;           // trustees that have not given what comes next
  std::optional<letter::LetterState> outcome;  // exactly in kComplete
};

// What the record and the board say at a moment; version, change and outcome are the caller's.
LetterStatus read_status(std::shared_ptr<const letter::Manifest> manifest, const RecordView& view,
                         std::vector<BoardEntry> board, std::int64_t now);

}  // namespace undersigned::service
