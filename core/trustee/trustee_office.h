// A trustee at work (docs/protocol.md 4, 5, 10, 11, 16): with its own key, against a letter's
// board.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/trustee/key.h"
#include "core/trustee/runtime.h"
#include "core/trustee/trustee_desk.h"

namespace undersigned::trustee {

struct TrusteeReport {
  std::vector<std::string> done;    // what this call did, a sentence each
  std::vector<std::string> faults;  // who gave something false, a sentence each
  std::string waiting;    // what must happen before the next call can do more; empty: nothing left
  bool complete = false;  // nothing is left for this trustee in this stage
};

// The key ceremony, then the statement that it holds all cards: does what can be done now.
base::Result<TrusteeReport> trustee_step(TrusteeDesk& desk, Key& key, const Runtime& runtime);

// After the close: the count, the opening of names, the tallies. Verifies the whole record first.
// `despite`: how many of the record's objections the trustee has read and goes on despite. Refuses
// "open.early" before the close, "open.objection_time" until the objection time is over,
// "open.objections" where the record has more objections than that, and "open.despite" where it has
// fewer (sections 7, 15).
base::Result<TrusteeReport> trustee_open(TrusteeDesk& desk, Key& key, const Runtime& runtime,
                                         std::size_t despite = 0);

// After the letter has failed and its objection time is over: erases the shares in the key, then
// signs the statement that they are erased. In this order, so that the statement is never false;
// whoever is stopped between the two runs it again. Verifies the whole record first. Refuses
// "erase.state" of a letter that has not failed, "erase.early" within the objection time.
base::Result<TrusteeReport> trustee_erase(TrusteeDesk& desk, Key& key, const Runtime& runtime);

}  // namespace undersigned::trustee
