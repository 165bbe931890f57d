// Charts as HTML: rows of text, each with a bar below it. The numbers are always there as text; a
// bar is an SVG drawing of the same and hidden from screen readers. Widths are attributes in
// percent, so that a chart fits any screen without script and without inline style; what a bar
// stands for is told by fill and pattern together (page.css), never by colour alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/report/messages.h"

namespace undersigned::report {

// A piece of a bar, from left to right. `kind` is its class: "named" (solid), "counted" (hatched),
// "unmet" (outlined), "said" (dotted), "silent" (outlined).
struct Segment {
  std::string_view kind;
  std::uint64_t value = 0;
};

// A bar over 0…scale (at least 1), with a mark at `mark` where there is one.
std::string bar_html(const std::vector<Segment>& segments, std::uint64_t scale,
                     std::optional<std::uint64_t> mark = {});

struct Row {
  std::string label_html;
  std::string value_html;
  std::string note_html;  // below the bar; may be empty
  std::string bar;        // of bar_html
  bool strong = false;    // the row that matters: where it settled
};

// A list of rows; an empty label leaves the list without a name of its own.
std::string rows_html(const std::vector<Row>& rows);

// A figure with its caption: `title_html` and, below it, what the chart says in words.
std::string figure_html(std::string_view title_html, std::string_view words_html,
                        std::string_view content_html);

// A swatch and what it stands for, for a legend; `kind` also "mark".
struct Swatch {
  std::string_view kind;
  std::string label_html;
};
std::string legend_html(const std::vector<Swatch>& swatches);

// The same numbers as a table that opens on demand. The first cell of each row is its heading.
struct Table {
  std::string caption_html;
  std::vector<std::string> header_html;
  std::vector<std::vector<std::string>> rows_html;
};
std::string table_html(const Messages& messages, const Table& table);

// The patterns that page.css fills with; once a page.
std::string patterns_html();

}  // namespace undersigned::report
