// A verified letter's result as a document: the same content for every form that is read from top
// to bottom (PDF, Markdown), in the letter's language and as plain text. The page (result_page.h)
// has charts instead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/report/messages.h"
#include "core/letter/outcome.h"

namespace undersigned::report {

enum class BlockKind {
  kTitle,       // text; once
  kAddressee,   // text
  kStanding,    // text: did it open, with how many
  kBody,        // text: the letter's own Markdown
  kHeading,     // text
  kSubheading,  // text
  kText,        // text
  kRemark,      // text, of less weight
  kItems,       // items: a list
  kNames,       // names
  kTable,       // rows, the first one headings; the first column is text, the others numbers
  kCommand,     // text: to be typed
};

struct NamedSigner {
  std::string name, about, note;  // about: role and cohort; note: taken back, or ""
};

struct Block {
  BlockKind kind = BlockKind::kText;
  std::string text;
  std::vector<std::string> items;
  std::vector<NamedSigner> names;
  std::vector<std::vector<std::string>> rows;
};

// What the first lines of a result say: "This letter has opened.", "300 people sign it by name."
struct Standing {
  std::string headline, words;  // words may be empty
};
Standing standing_of(const letter::Outcome& outcome, const Messages& says);

std::vector<Block> result_document(const letter::Outcome& outcome);

// The command that derives one claim again from the record: `undersigned verify …`.
std::string claim_command(const letter::Outcome& outcome, const Messages& says,
                          std::string_view claim);

// Opened names in the order of a reader; cards that cannot be read last.
std::vector<letter::OpenedName> names_in_order(const std::vector<letter::OpenedName>& names);

}  // namespace undersigned::report
