// Messages of trustees that come from outside (docs/http/README.md): signed by the trustee, and
// verified as far as the record and the board allow before they are kept, because what is kept is
// kept for good.
#pragma once

#include <cstdint>

#include "app/service/record_view.h"
#include "app/service/runtime.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/letter/manifest.h"
#include "core/trustee/board_message.h"
#include "core/trustee/board_topic.h"

namespace undersigned::service {

struct Contribution {
  trustee::BoardTopic topic;
  std::uint8_t trustee = 0;  // τ
  base::Bytes message;
  group::Signature signature{};
};

// Refuses "board.trustee" (none of the letter's) and "board.signature".
base::Result<void> check_trustee(const letter::Manifest& manifest, std::uint8_t trustee,
                                 base::ByteView signed_message, const group::Signature& signature);

// Verifies a contribution, its signature first, and keeps it. kRepeated: the same bytes are there.
// Refuses "board.trustee", "board.signature"; "board.phase" before or after its time;
// "store.message" and "opening.taken" where other bytes are; "board.message" with the reason for
// what is not good.
base::Result<store::Accepted> take_contribution(store::Board& board,
                                                const letter::Manifest& manifest, RecordView& view,
                                                const Contribution& contribution,
                                                const Runtime& runtime);

}  // namespace undersigned::service
