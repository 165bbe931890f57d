// The options of an item in a person's words (docs/protocol.md 3), and back. What commands, events
// and pages write for an option of
//
//   a signature   by-name>=300   counted>=100    300 and 100 on its ladder
//   a demand      salary=stand>=200              ID=oppose
//   a pledge      resign=will>=200
//   a choice      destination=Stay               an answer by its exact text, or its number from 1
//   a ranking     order=2>1>3                    the answers' numbers, the first place first
//
// and ID=none for none. Nothing here is constant time: it runs where the person types.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/letter/manifest.h"

namespace undersigned::letter {

inline constexpr std::string_view kNone = "none";

// Of option 1…options of an item that is no ranking: "by-name>=300", "salary=oppose".
std::string option_text(const Item& item, std::size_t option);
// What reports call it: "by-name>=300", "oppose", or the answer's own text.
std::string option_name(const Item& item, std::size_t option);
// Of a ranking: places[i] is that of answer i, both from 1.
std::string ranking_text(const Item& item, std::span<const std::uint32_t> places);

// What `answer` after "ID=" says, one number for each row of the item: the option, or for a ranking
// the place of each answer; zeros for none. Nothing if it is not possible. A signature's options
// have no id before them.
std::optional<std::vector<std::uint32_t>> read_answer(const Item& item, std::string_view answer);

// All that is possible, for a refusal: "by-name>=3, counted>=3, signature=none".
std::string possible_answers(const Item& item);

}  // namespace undersigned::letter
