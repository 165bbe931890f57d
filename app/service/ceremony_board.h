// The key ceremony's messages on the letter's board (docs/protocol.md 4): who has written what, and
// the public result once all have confirmed.
#pragma once

#include <string_view>
#include <vector>

#include "app/service/letter_folder.h"
#include "core/ceremony/context.h"
#include "core/ceremony/keys.h"
#include "core/group/scalar.h"

namespace undersigned::service {

inline constexpr std::string_view kCommitTopic = "ceremony/commit";
inline constexpr std::string_view kDiscloseTopic = "ceremony/disclose";
inline constexpr std::string_view kConfirmTopic = "ceremony/confirm";
inline constexpr std::string_view kComplainTopic = "ceremony/complain";

ceremony::CeremonyContext ceremony_context(const letter::Manifest& manifest);

// The messages of all n trustees under a topic, in their order; empty while any is missing.
base::Result<std::vector<base::Bytes>> messages_of_all(const store::Board& board,
                                                       std::string_view topic,
                                                       std::size_t trustees);

// The trustees' keys leaves, from the board alone. "keys.missing" says who has not confirmed yet.
// Proofs are the business of ceremony::verify_keys.
base::Result<std::vector<ceremony::TrusteePart>> finished_ceremony(
    const store::Board& board, const letter::Manifest& manifest);

// p, from keys/cover.key. Secret.
base::Result<group::SecretScalar> load_cover_secret(const LetterFolder& folder);

}  // namespace undersigned::service
