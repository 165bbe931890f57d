// Names of the messages on a letter's board (ceremony_board.h, opening_board.h), as they come from
// outside: docs/http/README.md.
//
//   ceremony.commit, .disclose, .confirm, .complain   holding   draw.EPOCH   sum.Q.FIRST.CELL
//   raise.ROUND
//   open   cards   erasure
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/letter/tally_plan.h"

namespace undersigned::trustee {

enum class TopicKind {
  kCommit,
  kDisclose,
  kConfirm,
  kComplain,
  kHolding,
  kDraw,
  kSum,
  kRaise,
  kOpen,
  kCards,
  kErasure
};

struct BoardTopic {
  TopicKind kind = TopicKind::kCommit;
  std::uint16_t item = 0;   // kSum: q, from 1
  std::uint16_t first = 0;  // kSum: the item's options before those summed
  std::uint16_t cell = 0;   // kSum
  std::uint8_t round = 0;   // kRaise: from 1; kDraw: the epoch

  static BoardTopic of_sum(const letter::TallyPlace& place) {
    return {TopicKind::kSum, place.item, place.first, place.cell, 0};
  }

  static BoardTopic of_draw(std::uint32_t epoch) {
    return {TopicKind::kDraw, 0, 0, 0, static_cast<std::uint8_t>(epoch)};
  }

  static constexpr std::size_t kMaxBytes = 24;
  // One spelling for one topic; refuses all else with "board.topic".
  static base::Result<BoardTopic> parse(std::string_view dotted);
  std::string dotted() const;
  // As the store has it, with slashes.
  std::string stored() const;
  // Whether its one message is given by whoever comes first, under author 0.
  bool shared() const { return kind == TopicKind::kRaise; }

  friend bool operator==(const BoardTopic&, const BoardTopic&) = default;
};

}  // namespace undersigned::trustee
