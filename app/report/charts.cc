#include "app/report/charts.h"

#include <algorithm>

#include "app/report/html.h"

namespace undersigned::report {
namespace {

constexpr std::string_view kHidden = "aria-hidden=\"true\" focusable=\"false\"";

// part of whole in percent with two decimals, for a width; at most 100%.
std::string share(std::uint64_t part, std::uint64_t whole) {
  const std::uint64_t parts = std::min<std::uint64_t>(10'000, part * 10'000 / whole);
  const std::string decimals = std::to_string(100 + parts % 100);
  return std::to_string(parts / 100) + "." + decimals.substr(1) + "%";
}

std::string rectangle(std::string_view kind, std::uint64_t from, std::uint64_t value,
                      std::uint64_t scale) {
  return "<rect class=\"" + std::string(kind) + "\" x=\"" + share(from, scale) + "\" width=\"" +
         share(value, scale) + "\" height=\"100%\"/>";
}

}  // namespace

std::string bar_html(const std::vector<Segment>& segments, std::uint64_t scale,
                     std::optional<std::uint64_t> mark) {
  scale = std::max<std::uint64_t>(scale, 1);
  std::string drawing = "<rect class=\"track\" width=\"100%\" height=\"100%\"/>";
  std::uint64_t from = 0;
  for (const Segment& segment : segments) {
    if (segment.value > 0) drawing += rectangle(segment.kind, from, segment.value, scale);
    from += segment.value;
  }
  if (mark) {
    const std::string at = share(*mark, scale);
    const std::string ends = "x1=\"" + at + "\" x2=\"" + at + "\" y1=\"-15%\" y2=\"115%\"";
    drawing += "<line class=\"halo\" " + ends + "/><line class=\"mark\" " + ends + "/>";
  }
  return element("svg", "class=\"bar\" " + std::string(kHidden), drawing);
}

std::string rows_html(const std::vector<Row>& rows) {
  std::string items;
  for (const Row& row : rows) {
    const std::string head = element("span", "class=\"label\"", row.label_html) + " " +
                             element("span", "class=\"value\"", row.value_html);
    std::string item = element("p", "class=\"head\"", head) + row.bar;
    if (!row.note_html.empty()) item += element("p", "class=\"note\"", row.note_html);
    items += element("li", row.strong ? "class=\"strong\"" : "", item) + "\n";
  }
  return element("ul", "class=\"rows\" role=\"list\"", items) + "\n";
}

std::string figure_html(std::string_view title_html, std::string_view words_html,
                        std::string_view content_html) {
  std::string caption = element("strong", "", title_html);
  if (!words_html.empty()) caption += " " + element("span", "", words_html);
  return element("figure", "",
                 element("figcaption", "", caption) + "\n" + std::string(content_html)) +
         "\n";
}

std::string legend_html(const std::vector<Swatch>& swatches) {
  std::string items;
  for (const Swatch& swatch : swatches) {
    const std::string drawing =
        swatch.kind == "mark" ? "<line class=\"mark\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"100%\"/>"
                              : rectangle(swatch.kind, 0, 1, 1);
    items += element("li", "",
                     element("svg", "class=\"swatch\" " + std::string(kHidden), drawing) + " " +
                         swatch.label_html);
  }
  return element("ul", "class=\"legend\" role=\"list\"", items) + "\n";
}

std::string table_html(const Messages& messages, const Table& table) {
  std::string head;
  for (const std::string& cell : table.header_html) {
    head += cell.empty() ? "<td></td>" : element("th", "scope=\"col\"", cell);
  }
  std::string body;
  for (const auto& row : table.rows_html) {
    std::string cells = element("th", "scope=\"row\"", row.front());
    for (std::size_t i = 1; i < row.size(); ++i) cells += element("td", "", row[i]);
    body += element("tr", "", cells) + "\n";
  }
  const std::string content = element("caption", "", table.caption_html) +
                              element("thead", "", element("tr", "", head)) + "\n" +
                              element("tbody", "", body);
  const std::string scroller =
      element("div",
              "class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"" +
                  messages.html("table.label") + "\"",
              element("table", "", content));
  return element("details", "", element("summary", "", messages.html("table.open")) + scroller) +
         "\n";
}

std::string patterns_html() {
  // Lines at 45° for what is counted without a name; dots for what was said in the ballot.
  const std::string hatch =
      "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" height=\"6\"/>"
      "<rect class=\"hatch-line\" width=\"2.4\" height=\"6\"/></pattern>";
  const std::string dots =
      "<pattern id=\"dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
      "<rect class=\"dots-ground\" width=\"6\" height=\"6\"/>"
      "<circle class=\"dots-point\" cx=\"3\" cy=\"3\" r=\"1\"/></pattern>";
  return element("svg", "class=\"patterns\" width=\"0\" height=\"0\" " + std::string(kHidden),
                 element("defs", "", hatch + dots)) +
         "\n";
}

}  // namespace undersigned::report
