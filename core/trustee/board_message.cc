#include "core/trustee/board_message.h"

#include "core/hash/transcript.h"

namespace undersigned::trustee {

base::Bytes board_message(const hash::Digest256& manifest_hash, const BoardTopic& topic,
                          std::uint8_t trustee, base::ByteView message) {
  return hash::SessionTag("board")
      .bytes(manifest_hash)
      .bytes(base::as_bytes(topic.dotted()))
      .number(trustee)
      .bytes(hash::sha256(message))
      .tag();
}

base::Bytes cards_message(const hash::Digest256& manifest_hash, std::uint8_t trustee,
                          std::uint64_t time) {
  return hash::SessionTag("board-cards").bytes(manifest_hash).number(trustee).number(time).tag();
}

}  // namespace undersigned::trustee
