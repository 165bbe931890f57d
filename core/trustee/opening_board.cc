#include "core/trustee/opening_board.h"

#include <algorithm>

#include "core/base/codec.h"
#include "core/ceremony/keys.h"
#include "core/letter/card.h"
#include "core/letter/roster.h"

namespace undersigned::trustee {
namespace {

std::string_view part_topic(letter::PartKind kind) {
  return kind == letter::PartKind::kPairs ? kOpenTopic : kCardsTopic;
}

base::Result<void> read_rounds(const Board& messages, const letter::RecordVerifier& record,
                               const Runtime& runtime, OpeningBoard& board) {
  const letter::Manifest& manifest = *record.manifest();
  while (board.rounds.size() < manifest.threshold) {
    UNDERSIGNED_TRY(const auto message, messages.message(raise_topic(board.rounds.size() + 1), 0));
    if (!message) return {};
    UNDERSIGNED_TRY(letter::Opening::Round round,
                    parse_round_message(*message, manifest, board, runtime));
    UNDERSIGNED_TRY_VOID(verify_round(board, round, runtime));
    board.pairs = letter::raised_pairs(round.pairs);
    board.rounds.push_back(std::move(round));
  }
  return {};
}

// The parts of the raising trustees over some points that are missing among `parts`, verified, τ
// ascending; false ones are left out.
base::Result<void> read_parts(const Board& messages, const letter::RecordVerifier& record,
                              const OpeningBoard& board, letter::PartKind kind,
                              std::span<const proof::PublishedPoint> points,
                              std::vector<letter::OpeningPart>& parts) {
  for (std::uint8_t trustee = 1; trustee <= record.keys()->trustees(); ++trustee) {
    const auto place = std::ranges::lower_bound(parts, trustee, {}, &letter::OpeningPart::trustee);
    const bool known = place != parts.end() && place->trustee == trustee;
    if (known || !board.raised_by(trustee)) continue;
    UNDERSIGNED_TRY(const auto message, messages.message(part_topic(kind), trustee));
    if (!message) continue;
    auto part = letter::OpeningPart::parse(*message, points.size());
    const bool good = part && part->trustee == trustee &&
                      verify_opening_part(board, record, kind, points, *part).has_value();
    if (good) parts.insert(place, *std::move(part));
  }
  return {};
}

base::Result<void> read_cards(const Board& messages, const letter::RecordVerifier& record,
                              const Runtime& runtime, OpeningBoard& board) {
  UNDERSIGNED_TRY(const auto bodies, messages.cards());
  if (bodies.size() != record.roster()->size())
    return base::fail("names.cards", "11", "The cards of this letter are not complete.");
  std::vector<letter::OpenedCard> cards;
  for (const std::uint32_t i :
       letter::opened_set(board.credentials, board.pairs,
                          letter::combine_opening(board.parts, runtime.executor))) {
    if (hash::sha256(bodies[i]) != record.roster()->card_hash(i) ||
        bodies[i].size() != letter::kCardBodyBytes) {
      return base::fail("names.cards", "11", "A card is not the one whose hash the roster has.");
    }
    letter::CardBody body;
    std::ranges::copy(bodies[i], body.begin());
    cards.push_back({i, body});
  }
  board.card_points = letter::card_points(cards);
  board.cards = std::move(cards);
  board.opened = true;
  return {};
}

}  // namespace

std::string raise_topic(std::size_t round) { return "raise/" + std::to_string(round); }

base::Result<letter::Opening::Round> parse_round_message(base::ByteView message,
                                                         const letter::Manifest& manifest,
                                                         const OpeningBoard& board,
                                                         const Runtime& runtime) {
  letter::Opening::Round round;
  round.trustee = message.empty() ? 0 : message.front();
  if (round.trustee < 1 || round.trustee > manifest.trustees.size()) {
    return base::fail("names.raise", "11", "A round of raising names no trustee of this letter.");
  }
  UNDERSIGNED_TRY(round.pairs,
                  letter::parse_round(message.subspan(1), board.pairs.size(), runtime.executor));
  return round;
}

base::Result<void> verify_round(const OpeningBoard& board, const letter::Opening::Round& round,
                                const Runtime& runtime) {
  if (board.raised_by(round.trustee))
    return base::fail("names.raise", "11", "One trustee has raised twice.");
  const letter::RaisingPlace place{board.place, static_cast<std::uint8_t>(board.rounds.size() + 1),
                                   round.trustee};
  return letter::verify_raise(runtime.randomness, runtime.executor, place, 0, board.pairs,
                              round.pairs);
}

base::Result<void> verify_opening_part(const OpeningBoard& board,
                                       const letter::RecordVerifier& record, letter::PartKind kind,
                                       std::span<const proof::PublishedPoint> points,
                                       const letter::OpeningPart& part) {
  const ceremony::SlotKeys& shares = record.keys()->shares_of(part.trustee);
  const group::Point key =
      kind == letter::PartKind::kCards
          ? shares.card
          : letter::named_key(shares.sealing, record.manifest()->signature_item(),
                              record.settlement()->names_level);
  return letter::verify_part({board.place, kind, part.trustee}, key, points, part);
}

std::string sum_topic(const letter::TallyPlace& place) {
  return "sum/" + std::to_string(place.item) + "/" + std::to_string(place.first) + "/" +
         std::to_string(place.cell);
}

base::Result<void> verify_sum(const letter::RecordVerifier& record, const letter::TallyPlace& place,
                              const letter::SumPart& part) {
  const auto& keys = record.keys()->shares_of(part.trustee).sealing;
  return letter::verify_sum_part(
      record.sum_place(place), record.sum(place),
      letter::of_tally(std::span<const group::Point>(keys), *record.manifest(), place), part);
}

base::Result<void> give_sum_part(Board& messages, const letter::RecordVerifier& record,
                                 const letter::TallyPlace& place, const letter::SumPart& part) {
  UNDERSIGNED_TRY_VOID(verify_sum(record, place, part));
  return messages.put_message(sum_topic(place), part.trustee, part.encode());
}

base::Result<std::vector<letter::SumPart>> sum_parts(const Board& messages,
                                                     const letter::RecordVerifier& record,
                                                     const letter::TallyPlace& place) {
  std::vector<letter::SumPart> parts;
  UNDERSIGNED_TRY(const auto trustees, messages.authors(sum_topic(place)));
  for (const std::uint32_t trustee : trustees) {
    UNDERSIGNED_TRY(const auto message, messages.message(sum_topic(place), trustee));
    auto part = letter::SumPart::parse(*message, place.options);
    const bool good =
        part && part->trustee == trustee && verify_sum(record, place, *part).has_value();
    if (good) parts.push_back(*std::move(part));
  }
  return parts;
}

std::string draw_topic(std::uint32_t epoch) { return "draw/" + std::to_string(epoch); }

base::Result<void> verify_draw(const letter::RecordVerifier& record, const letter::DrawPart& part) {
  const letter::DrawPlace place{*record.fingerprint(), record.epochs_complete()};
  return letter::verify_draw_part(place, record.keys()->shares_of(part.trustee).draw, part);
}

base::Result<std::vector<letter::DrawPart>> draw_parts(const Board& messages,
                                                       const letter::RecordVerifier& record) {
  std::vector<letter::DrawPart> parts;
  const std::string topic = draw_topic(record.epochs_complete());
  UNDERSIGNED_TRY(const auto trustees, messages.authors(topic));
  for (const std::uint32_t trustee : trustees) {
    UNDERSIGNED_TRY(const auto message, messages.message(topic, trustee));
    const auto part = letter::DrawPart::parse(*message);
    if (part && part->trustee == trustee && verify_draw(record, *part)) parts.push_back(*part);
  }
  return parts;
}

bool OpeningBoard::raised_by(std::uint8_t trustee) const {
  return std::ranges::any_of(rounds, [&](const auto& round) { return round.trustee == trustee; });
}

std::vector<proof::PublishedPoint> OpeningBoard::points(letter::PartKind kind) const {
  return kind == letter::PartKind::kCards ? card_points : letter::first_components(pairs);
}

bool OpeningBoard::complete(std::size_t threshold) const {
  return opened && (card_points.empty() || card_parts.size() == threshold);
}

base::Result<OpeningBoard> begin_opening(const letter::RecordVerifier& record,
                                         const Runtime& runtime) {
  OpeningBoard board;
  board.place = {*record.fingerprint(), record.epochs_complete()};
  board.credentials = record.entries()->standing();
  UNDERSIGNED_TRY(board.pairs,
                  letter::opening_pairs(*record.entries(), board.credentials,
                                        record.manifest()->signature_item(),
                                        record.settlement()->names_level, runtime.executor));
  return board;
}

base::Result<void> read_opening(const Board& messages, const letter::RecordVerifier& record,
                                const Runtime& runtime, OpeningBoard& board) {
  const std::size_t threshold = record.manifest()->threshold;
  UNDERSIGNED_TRY_VOID(read_rounds(messages, record, runtime, board));
  if (board.rounds.size() < threshold) return {};
  if (!board.opened) {
    UNDERSIGNED_TRY_VOID(read_parts(messages, record, board, letter::PartKind::kPairs,
                                    letter::first_components(board.pairs), board.parts));
    if (board.parts.size() < threshold) return {};
    UNDERSIGNED_TRY_VOID(read_cards(messages, record, runtime, board));
  }
  return read_parts(messages, record, board, letter::PartKind::kCards, board.card_points,
                    board.card_parts);
}

base::Result<void> give_round(Board& messages, std::size_t round,
                              const letter::Opening::Round& raised) {
  base::Writer message;
  message.u8(raised.trustee).raw(letter::encode_round(raised.pairs));
  const auto kept = messages.put_message(raise_topic(round), 0, message.bytes());
  if (!kept && kept.error().check == "store.message") {
    return base::fail("opening.taken", "11",
                      "Another trustee has just given this round; run the command again.");
  }
  return kept;
}

base::Result<void> give_part(Board& messages, letter::PartKind kind,
                             const letter::OpeningPart& part) {
  return messages.put_message(part_topic(kind), part.trustee, part.encode());
}

}  // namespace undersigned::trustee
