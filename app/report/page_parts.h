// The parts of the result page, in the order of a reader: the letter, the names, the numbers, and
// how to check all that. Each is HTML of an Outcome in the letter's language; a part that has
// nothing to say is empty.
#pragma once

#include <string>
#include <vector>

#include "app/report/messages.h"
#include "core/letter/outcome.h"

namespace undersigned::report {

struct Page {
  const letter::Outcome& outcome;
  const Messages& messages;
  std::vector<letter::ChoiceTally> tallies;  // complete ones
};

// One sentence or more: did it open, with how many.
std::string standing_html(const Page& page);

// The article: addressee, title (h1), standing, body, authors.
std::string letter_html(const Page& page);
// Names in columns, or that none is known; nothing while a letter is sealed.
std::string names_html(const Page& page);
// In progress: what comes next.
std::string next_html(const Page& page);
// The ladder: how many asked for what, and what settled.
std::string ladder_html(const Page& page);
// Each demand, with those opposed, each pledge and each ranking that is tallied.
std::string demands_html(const Page& page);
// Each choice item, in all and by cell; the one about freedom last, beside signing.
std::string items_html(const Page& page);
// What became of the letter and its demands; nothing while nobody has said.
std::string fate_html(const Page& page);
// Offers and objections that stand beside the letter; nothing where there are none.
std::string beside_html(const Page& page);
// Fingerprint, tree, command, what the check shows and what it cannot.
std::string record_html(const Page& page);

// A level's numbers mean something only once the sums are open.
inline bool is_sealed(const letter::Outcome& outcome) { return !outcome.count; }
inline bool has_opened(const letter::Outcome& outcome) {
  return outcome.settlement && outcome.settlement->signatures > 0;
}

}  // namespace undersigned::report
