// What trustees have given towards draws, sums and the opening of names (docs/protocol.md 7, 10,
// 11), on the letter's board. Whatever is given is verified when it is given, and again by everyone
// who builds on it.
//
//   draw/<epoch>        by τ: its DrawPart
//   sum/<item>/<first>/<cell>   by τ: its SumPart
//   raise/<round>       one a round: u8 τ ‖ the raised pairs
//   open                by τ: its OpeningPart of the pairs
//   cards               by τ: its OpeningPart of the opened cards
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/letter/count.h"
#include "core/letter/draw.h"
#include "core/letter/names.h"
#include "core/letter/verifier.h"
#include "core/trustee/board.h"
#include "core/trustee/runtime.h"

namespace undersigned::trustee {

// --- sums ---
std::string sum_topic(const letter::TallyPlace& place);
// Whether a part of one of the letter's trustees is good: "count.part", "count.sum".
base::Result<void> verify_sum(const letter::RecordVerifier& record, const letter::TallyPlace& place,
                              const letter::SumPart& part);
// Verifies and keeps a part; "count.part" names a trustee whose part is false.
base::Result<void> give_sum_part(Board& messages, const letter::RecordVerifier& record,
                                 const letter::TallyPlace& place, const letter::SumPart& part);
// The verified parts for one sum, in the order they came; false ones are left out
// (trustee_watch.h names whose they are).
base::Result<std::vector<letter::SumPart>> sum_parts(const Board& messages,
                                                     const letter::RecordVerifier& record,
                                                     const letter::TallyPlace& place);

// --- draws ---
std::string draw_topic(std::uint32_t epoch);
// Whether a part of one of the letter's trustees is good, of the draw that is due: "draw.part".
base::Result<void> verify_draw(const letter::RecordVerifier& record, const letter::DrawPart& part);
// The verified parts of the draw that is due, in the order they came; false ones are left out.
base::Result<std::vector<letter::DrawPart>> draw_parts(const Board& messages,
                                                       const letter::RecordVerifier& record);

// --- names ---
inline constexpr std::string_view kOpenTopic = "open";
inline constexpr std::string_view kCardsTopic = "cards";
std::string raise_topic(std::size_t round);
// How far the opening has come; everything in it is verified.
struct OpeningBoard {
  letter::OpeningPlace place;
  std::vector<letter::Opening::Round> rounds;
  std::vector<std::uint32_t> credentials;  // of the pairs
  std::vector<letter::OpeningPair>
      pairs;  // after the last round; before any: section 11's (R_i, Z_i)
  std::vector<letter::OpeningPart> parts;  // τ ascending
  bool opened = false;                     // t parts are there, and the cards
  std::vector<letter::OpenedCard> cards;
  std::vector<proof::PublishedPoint> card_points;  // their readable S
  std::vector<letter::OpeningPart> card_parts;     // τ ascending

  bool raised_by(std::uint8_t trustee) const;
  // What parts of this kind are made of; empty before their time.
  std::vector<proof::PublishedPoint> points(letter::PartKind kind) const;
  bool complete(std::size_t threshold) const;
};
// A round of this board in the form of its message, u8 τ ‖ the raised pairs; refuses "names.raise"
// for a trustee that is none of the letter's, "names.encoding".
base::Result<letter::Opening::Round> parse_round_message(base::ByteView message,
                                                         const letter::Manifest& manifest,
                                                         const OpeningBoard& board,
                                                         const Runtime& runtime);
// Whether a round may come next on this board, and is good: "names.raise".
base::Result<void> verify_round(const OpeningBoard& board, const letter::Opening::Round& round,
                                const Runtime& runtime);
// Whether a trustee's part over `points` is good: the pairs' first components, or the opened cards'
// S. "names.part", "names.card_part".
base::Result<void> verify_opening_part(const OpeningBoard& board,
                                       const letter::RecordVerifier& record, letter::PartKind kind,
                                       std::span<const proof::PublishedPoint> points,
                                       const letter::OpeningPart& part);
// Before anything was given. Of a record in which names are opened next.
base::Result<OpeningBoard> begin_opening(const letter::RecordVerifier& record,
                                         const Runtime& runtime);
// Takes what has been given since, all of it verified; what the board holds stays as it is, since
// messages never change. After a refusal it holds what was good before.
base::Result<void> read_opening(const Board& messages, const letter::RecordVerifier& record,
                                const Runtime& runtime, OpeningBoard& board);
// Gives a round to the board; "opening.taken" if another trustee was quicker.
base::Result<void> give_round(Board& messages, std::size_t round,
                              const letter::Opening::Round& raised);
base::Result<void> give_part(Board& messages, letter::PartKind kind,
                             const letter::OpeningPart& part);

}  // namespace undersigned::trustee
