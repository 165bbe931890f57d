// Claims (docs/protocol.md 13): every number and name that a verified record opens, each under a
// name of its own, so that whoever reads one somewhere can have it derived again from the record:
// `undersigned verify L --claim settlement.signatures=512`. Made from an Outcome, which the
// verifier recomputed; nothing here is secret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/letter/outcome.h"

namespace undersigned::letter {

struct Claim {
  std::string name;   // lower-case letters, digits, ".", "-"
  std::string value;  // a number in digits, or a text
};

// In the order of a reader:
//   people, epochs, state
//   count.by-name.J, count.counted.J          for each level J from 1, once they are opened
//   settlement.names-level, .names, .counted-level, .signatures
//   name.I                                    the name of opened credential I
//   cells, cell.C.people                      C from 1
//   demand.ITEM.level.J, pledge.ITEM.level.J  those who chose exactly level J
//   demand.ITEM.settled-level, .people, .opposed, pledge.ITEM.settled-level, .people
//   ranking.ITEM.A.place.P                    how many put answer A in place P
//   tally.ITEM.A, tally.ITEM.none             answer A from 1, all cells; who gave no answer
//   tally.ITEM.A.cell.C                       where there are several cells
//   outcome.ITEM                              the last word on an item
// What is not open has no claim. Tallies that lack cells have none.
std::vector<Claim> claims_of(const Outcome& outcome);

// The claim of a name; refuses "claim.unknown" (what the record does not open, or a mistyped name).
base::Result<Claim> find_claim(const Outcome& outcome, std::string_view name);
// "name" or "name=value": the claim as the record has it; refuses "claim.unknown", and
// "claim.differs" with both values.
base::Result<Claim> check_claim(const Outcome& outcome, std::string_view text);

}  // namespace undersigned::letter
