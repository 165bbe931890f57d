// Where an entry of a credential stands in the epoch that is open (docs/protocol.md 6): what both
// sides of it need.
#pragma once

#include <cstdint>

#include "app/service/record_view.h"
#include "core/proof/entry.h"

namespace undersigned::service {

// An entry's place, with what it refers to.
class EntryDesk {
 public:
  // For credential index < N in the epoch after the last complete one.
  EntryDesk(const letter::RecordVerifier& record, std::uint32_t index);
  proof::EntryPlace place() const { return {epoch_, index_, &credential_, &previous_}; }

 private:
  std::uint32_t epoch_, index_;
  proof::PublishedPoint credential_;
  proof::PublishedCiphertext previous_;
};

}  // namespace undersigned::service
