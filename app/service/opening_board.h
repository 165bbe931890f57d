// What trustees have given towards sums and the opening of names (docs/protocol.md 10, 11), on the
// letter's board. Whatever is given is verified when it is given, and again by everyone who builds
// on it.
//
//   sum/<item>/<cell>   by τ: its SumPart
//   raise/<round>       one a round: u8 τ ‖ the raised pairs
//   open                by τ: its OpeningPart of the pairs
//   cards               by τ: its OpeningPart of the opened cards
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/service/runtime.h"
#include "core/letter/count.h"
#include "core/letter/names.h"

namespace undersigned::service {

// --- sums ---
std::string sum_topic(std::uint16_t item, std::uint16_t cell);
// Verifies and keeps a part; "count.part" names a trustee whose part is false.
base::Result<void> give_sum_part(LetterFolder& folder, const letter::RecordVerifier& record,
                                 std::uint16_t item, std::uint16_t cell,
                                 const letter::SumPart& part);
// The verified parts for one sum, in the order they came.
base::Result<std::vector<letter::SumPart>> sum_parts(const LetterFolder& folder,
                                                     const letter::RecordVerifier& record,
                                                     std::uint16_t item, std::uint16_t cell);

// --- names ---
// How far the opening has come; everything in it is verified.
struct OpeningBoard {
  letter::OpeningPlace place;
  std::vector<letter::Opening::Round> rounds;
  std::vector<letter::OpeningPair>
      pairs;  // after the last round; before any: section 11's (R_i, Z_i)
  std::vector<letter::OpeningPart> parts;          // τ ascending
  std::vector<letter::OpenedCard> cards;           // once t parts are there
  std::vector<proof::PublishedPoint> card_points;  // their readable S
  std::vector<letter::OpeningPart> card_parts;     // τ ascending

  bool raised_by(std::uint8_t trustee) const;
  bool complete(std::size_t threshold) const;
};
base::Result<OpeningBoard> read_opening(const LetterFolder& folder,
                                        const letter::RecordVerifier& record,
                                        const Runtime& runtime);
// Gives a round to the board; "opening.taken" if another trustee was quicker.
base::Result<void> give_round(LetterFolder& folder, std::size_t round,
                              const letter::Opening::Round& raised);
base::Result<void> give_part(LetterFolder& folder, letter::PartKind kind,
                             const letter::OpeningPart& part);

}  // namespace undersigned::service
