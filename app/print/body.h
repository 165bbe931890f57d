// The letter's own text on its way to paper: from the HTML that report/markdown.h makes of it, and
// of nothing else, to paragraphs in Pango's markup.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace undersigned::print {

enum class BodyKind { kParagraph, kHeading, kItem, kQuote, kCode, kRule };

struct BodyBlock {
  BodyKind kind = BodyKind::kParagraph;
  int depth = 0;       // of lists and quotations around it
  int level = 0;       // kHeading: 2…6
  std::string mark;    // kItem: "•" or "3."; empty for its further paragraphs
  std::string markup;  // Pango's; empty for a rule
};

std::vector<BodyBlock> body_blocks(std::string_view html);

}  // namespace undersigned::print
