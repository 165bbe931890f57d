#include "app/service/letter_status.h"

#include <algorithm>

namespace undersigned::service {
namespace {

bool has_given(const LetterStatus& state, std::uint8_t trustee, const trustee::BoardTopic& topic) {
  return std::ranges::any_of(state.board, [&](const BoardEntry& entry) {
    return entry.trustee == trustee && entry.topic == topic;
  });
}

// Trustees that have given nothing under any of the topics.
std::vector<std::uint8_t> without(const LetterStatus& state,
                                  std::initializer_list<trustee::BoardTopic> topics) {
  std::vector<std::uint8_t> trustees;
  for (std::uint8_t trustee = 1; trustee <= state.manifest->trustees.size(); ++trustee) {
    if (std::ranges::none_of(topics, [&](const trustee::BoardTopic& topic) {
          return has_given(state, trustee, topic);
        }))
      trustees.push_back(trustee);
  }
  return trustees;
}

bool has_given_any(const LetterStatus& state, std::uint8_t trustee, trustee::TopicKind kind) {
  return std::ranges::any_of(state.board, [&](const BoardEntry& entry) {
    return entry.trustee == trustee && entry.topic.kind == kind;
  });
}

// Whoever has not raised, while rounds are missing; then those who have, for they decrypt.
std::vector<std::uint8_t> awaited_for_names(const LetterStatus& state) {
  std::vector<std::uint8_t> raised, others;
  for (std::uint8_t trustee = 1; trustee <= state.manifest->trustees.size(); ++trustee) {
    const bool has = has_given_any(state, trustee, trustee::TopicKind::kRaise);
    (has ? raised : others).push_back(trustee);
  }
  if (raised.size() < state.manifest->threshold) return others;
  for (const trustee::TopicKind kind : {trustee::TopicKind::kOpen, trustee::TopicKind::kCards}) {
    std::vector<std::uint8_t> missing = raised;
    std::erase_if(missing, [&](std::uint8_t one) { return has_given_any(state, one, kind); });
    if (!missing.empty()) return missing;
  }
  return {};
}

std::vector<std::uint8_t> awaited(const LetterStatus& state) {
  switch (state.phase) {
    case Phase::kKeys:
      for (const trustee::TopicKind kind :
           {trustee::TopicKind::kCommit, trustee::TopicKind::kDisclose}) {
        if (auto missing = without(state, {{kind}}); !missing.empty()) return missing;
      }
      return without(state, {{trustee::TopicKind::kConfirm}, {trustee::TopicKind::kComplain}});
    case Phase::kHolding:
      return without(state, {{trustee::TopicKind::kHolding}});
    case Phase::kDrawing:
      return without(state, {trustee::BoardTopic::of_draw(state.epochs_complete)});
    case Phase::kCounting:
      return without(state, {trustee::BoardTopic::of_sum(state.next.tally)});
    case Phase::kOpening:
      return awaited_for_names(state);
    case Phase::kTallying:
      return without(state, {trustee::BoardTopic::of_sum(state.next.tally)});
    default:
      return {};
  }
}

Phase phase_of(const LetterStatus& state, std::int64_t now) {
  switch (state.next.kind) {
    case letter::NextKind::kFoundation:
      return without(state, {{trustee::TopicKind::kConfirm}}).empty() ? Phase::kRoster
                                                                      : Phase::kKeys;
    case letter::NextKind::kHolding:
      return Phase::kHolding;
    case letter::NextKind::kEpoch:
      return now < state.manifest->schedule.start ? Phase::kWaiting : Phase::kOpen;
    case letter::NextKind::kDraw:
      return Phase::kDrawing;
    case letter::NextKind::kSignatureTally:
      return Phase::kCounting;
    case letter::NextKind::kOpening:
      return Phase::kOpening;
    case letter::NextKind::kTally:
      return Phase::kTallying;
    case letter::NextKind::kComplete:
      return Phase::kComplete;
  }
  std::abort();
}

std::optional<std::int64_t> objections_until(const LetterStatus& state,
                                             const letter::RecordVerifier& record) {
  const std::uint32_t time = state.manifest->objection_seconds;
  if (time == 0 || state.phase < Phase::kCounting || state.phase == Phase::kComplete)
    return std::nullopt;
  return static_cast<std::int64_t>(record.last_epoch_end() + time);
}

}  // namespace

LetterStatus read_status(std::shared_ptr<const letter::Manifest> manifest, const RecordView& view,
                         std::vector<BoardEntry> board, std::int64_t now) {
  const letter::RecordVerifier& record = view.verified();
  LetterStatus state;
  state.manifest = std::move(manifest);
  state.board = std::move(board);
  state.next = record.next();
  state.fingerprint = record.fingerprint();
  state.epochs_complete = record.epochs_complete();
  state.leaves = record.leaves();
  state.root = record.root();
  state.phase = phase_of(state, now);
  if (state.phase == Phase::kOpen) {
    const std::uint32_t number = state.next.epoch;
    const std::int64_t ends = state.manifest->epoch_end(number);
    state.epoch = OpenEpoch{number, ends, number == state.manifest->schedule.epochs};
  }
  state.objections_until = objections_until(state, record);
  state.awaited = awaited(state);
  return state;
}

}  // namespace undersigned::service
