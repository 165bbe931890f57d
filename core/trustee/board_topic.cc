#include "core/trustee/board_topic.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/trustee/ceremony_board.h"
#include "core/trustee/opening_board.h"
#include "core/trustee/trustee_vault.h"

namespace undersigned::trustee {
namespace {

struct Fixed {
  TopicKind kind;
  std::string_view stored;
};
constexpr std::array kFixed = {
    Fixed{TopicKind::kCommit, kCommitTopic},   Fixed{TopicKind::kDisclose, kDiscloseTopic},
    Fixed{TopicKind::kConfirm, kConfirmTopic}, Fixed{TopicKind::kComplain, kComplainTopic},
    Fixed{TopicKind::kHolding, kHoldingTopic}, Fixed{TopicKind::kOpen, kOpenTopic},
    Fixed{TopicKind::kCards, kCardsTopic},     Fixed{TopicKind::kErasure, kErasureTopic}};

std::string with(std::string text, char from, char to) {
  std::ranges::replace(text, from, to);
  return text;
}

// A decimal number without leading zeros, at most `max`; takes it off the text.
std::optional<std::uint16_t> take_number(std::string_view& text, std::uint16_t max) {
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || value > max || (digits > 1 && text.front() == '0'))
    return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<BoardTopic> numbered(std::string_view text) {
  BoardTopic topic;
  if (take(text, "sum.")) {
    topic.kind = TopicKind::kSum;
    const auto item = take_number(text, letter::kMaxItems);
    if (!item || *item == 0 || !take(text, ".")) return std::nullopt;
    const auto first = take_number(text, letter::kMaxOptions);
    if (!first || !take(text, ".")) return std::nullopt;
    const auto cell = take_number(text, letter::kAllCells);
    if (!cell || !text.empty()) return std::nullopt;
    topic.item = *item;
    topic.first = *first;
    topic.cell = *cell;
    return topic;
  }
  const bool draw = take(text, "draw.");
  if (draw || take(text, "raise.")) {
    topic.kind = draw ? TopicKind::kDraw : TopicKind::kRaise;
    const auto round = take_number(text, draw ? letter::kMaxEpochs : letter::kMaxThreshold);
    if (!round || *round == 0 || !text.empty()) return std::nullopt;
    topic.round = static_cast<std::uint8_t>(*round);
    return topic;
  }
  return std::nullopt;
}

}  // namespace

base::Result<BoardTopic> BoardTopic::parse(std::string_view dotted) {
  if (dotted.size() <= kMaxBytes) {
    const std::string stored = with(std::string(dotted), '.', '/');
    for (const Fixed& fixed : kFixed) {
      if (stored == fixed.stored && dotted.find('/') == std::string_view::npos) {
        BoardTopic topic;
        topic.kind = fixed.kind;
        return topic;
      }
    }
    if (const auto topic = numbered(dotted)) return *topic;
  }
  return base::fail("board.topic", "", "There is no such topic on a letter's board.");
}

std::string BoardTopic::stored() const {
  for (const Fixed& fixed : kFixed) {
    if (fixed.kind == kind) return std::string(fixed.stored);
  }
  if (kind == TopicKind::kDraw) return draw_topic(round);
  return kind == TopicKind::kSum ? sum_topic({item, first, 0, cell}) : raise_topic(round);
}

std::string BoardTopic::dotted() const { return with(stored(), '/', '.'); }

}  // namespace undersigned::trustee
