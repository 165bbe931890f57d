// What a trustee signs so that a server takes its messages and gives it the cards
// (docs/http/README.md).
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/hash/sha2.h"
#include "core/trustee/board_topic.h"

namespace undersigned::trustee {

// What τ signs: tag("board", manifest hash, topic with dots, τ, SHA-256(message)).
base::Bytes board_message(const hash::Digest256& manifest_hash, const BoardTopic& topic,
                          std::uint8_t trustee, base::ByteView message);
// tag("board-cards", manifest hash, τ, time), time in Unix seconds.
base::Bytes cards_message(const hash::Digest256& manifest_hash, std::uint8_t trustee,
                          std::uint64_t time);

}  // namespace undersigned::trustee
