// The key ceremony's messages on the letter's board (docs/protocol.md 4): who has written what, and
// the public result once all have confirmed.
#pragma once

#include <string_view>
#include <vector>

#include "core/ceremony/context.h"
#include "core/ceremony/keys.h"
#include "core/letter/ceremony_context.h"
#include "core/letter/manifest.h"
#include "core/trustee/board.h"

namespace undersigned::trustee {

inline constexpr std::string_view kCommitTopic = "ceremony/commit";
inline constexpr std::string_view kDiscloseTopic = "ceremony/disclose";
inline constexpr std::string_view kConfirmTopic = "ceremony/confirm";
inline constexpr std::string_view kComplainTopic = "ceremony/complain";
inline constexpr std::string_view kHoldingTopic = "holding";

// The messages of all n trustees under a topic, in their order; empty while any is missing.
base::Result<std::vector<base::Bytes>> messages_of_all(const Board& board, std::string_view topic,
                                                       std::size_t trustees);

// The trustees' keys leaves, from the board alone. "keys.missing" says who has not confirmed yet.
// Proofs are the business of ceremony::verify_keys.
base::Result<std::vector<ceremony::TrusteePart>> finished_ceremony(
    const Board& board, const letter::Manifest& manifest);

}  // namespace undersigned::trustee
