// Who of the trustees has given what the opening needs, by name (docs/protocol.md 10, 11): whom it
// waits for, and whose part is false. A false part is never used; the others go on without it as
// long as t good ones come.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/trustee/board.h"
#include "core/trustee/record_view.h"

namespace undersigned::trustee {

struct TrusteeWatch {
  std::string waiting;              // a sentence with names; empty: nothing is awaited
  std::vector<std::string> faults;  // a sentence each: who gave something false, and where
};

// Of a closed letter that is not complete; anything else has nothing to watch.
base::Result<TrusteeWatch> watch_trustees(const Board& board, RecordView& view);

}  // namespace undersigned::trustee
