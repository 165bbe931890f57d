#include "app/report/charts.h"
#include "app/report/html.h"
#include "app/report/page_parts.h"
#include "core/letter/totals.h"

namespace undersigned::report {
namespace {

// The item that asks whether people felt free; by this id pages know to show it beside signing.
constexpr std::string_view kFreedom = "freedom";

std::string cell_name(const letter::Cell& cell) {
  std::string name;
  for (const std::string& cohort : cell.cohorts) name += (name.empty() ? "" : ", ") + cohort;
  return escape(name);
}

// One tally with the words for it: the last answer is *no answer*.
struct Answers {
  Answers(const Page& page, const letter::ChoiceTally& tally)
      : item(page.outcome.manifest.items[tally.item]), cells(page.outcome.cells) {
    const std::vector<std::uint64_t> missing = no_answer_by_cell(cells, tally);
    for (std::size_t a = 0; a < item.answers.size(); ++a) {
      labels.push_back(escape(item.answers[a]));
      totals.push_back(total_of(tally, a));
      by_cell.emplace_back();
      for (const auto& cell : tally.counts) by_cell.back().push_back(cell[a]);
    }
    labels.push_back(page.messages.html("items.no_answer"));
    totals.push_back(no_answer_of(cells, tally));
    by_cell.push_back(missing);
  }

  std::string_view kind(std::size_t a) const { return a + 1 < labels.size() ? "said" : "silent"; }

  const letter::Item& item;
  const std::vector<letter::Cell>& cells;
  std::vector<std::string> labels;
  std::vector<std::uint64_t> totals;
  std::vector<std::vector<std::uint64_t>> by_cell;  // [answer][cell]
};

std::string in_all(const Page& page, const Answers& answers, std::string_view title_html) {
  const Messages& says = page.messages;
  const std::uint64_t people = letter::people_counted(page.outcome);
  std::vector<Row> rows;
  for (std::size_t a = 0; a < answers.labels.size(); ++a) {
    const std::string share =
        element("span", "class=\"share\"", says.percent(answers.totals[a], people));
    rows.push_back({answers.labels[a], says.number(answers.totals[a]) + " " + share, "",
                    bar_html({{answers.kind(a), answers.totals[a]}}, people), false});
  }
  const std::string words = says.html_of(people - answers.totals.back(), "items.answered",
                                         {{"people", says.number(people)}});
  return figure_html(title_html, words, rows_html(rows));
}

// A small chart an answer, a bar a cell: full width is everybody in that cell.
std::string by_cell(const Page& page, const Answers& answers) {
  const Messages& says = page.messages;
  std::string panels;
  for (std::size_t a = 0; a < answers.labels.size(); ++a) {
    std::vector<Row> rows;
    for (std::size_t c = 0; c < answers.cells.size(); ++c) {
      const std::uint32_t people = answers.cells[c].people;
      const std::uint64_t number = answers.by_cell[a][c];
      rows.push_back(
          {cell_name(answers.cells[c]),
           says.html("items.of", {{"n", says.number(number)}, {"all", says.number(people)}}), "",
           bar_html({{answers.kind(a), number}}, people), false});
    }
    panels += figure_html(answers.labels[a], "", rows_html(rows));
  }
  return element("h4", "", says.html("items.by_cell")) + "\n" +
         element("p", "class=\"remark\"",
                 says.html_of(page.outcome.manifest.smallest_cohort, "items.cells")) +
         "\n" + element("div", "class=\"panels\"", "\n" + panels) + "\n";
}

std::string numbers_table(const Page& page, const Answers& answers) {
  const Messages& says = page.messages;
  Table table{escape(answers.item.question), {"", says.html("items.all")}, {}};
  const bool several = answers.cells.size() > 1;
  for (std::size_t c = 0; several && c < answers.cells.size(); ++c) {
    table.header_html.push_back(cell_name(answers.cells[c]));
  }
  for (std::size_t a = 0; a < answers.labels.size(); ++a) {
    std::vector<std::string> row = {answers.labels[a], says.number(answers.totals[a])};
    for (const std::uint64_t number : answers.by_cell[a]) {
      if (several) row.push_back(says.number(number));
    }
    table.rows_html.push_back(std::move(row));
  }
  std::vector<std::string> people = {says.html("items.people"),
                                     says.number(letter::people_counted(page.outcome))};
  for (const letter::Cell& cell : answers.cells) {
    if (several) people.push_back(says.number(cell.people));
  }
  table.rows_html.push_back(std::move(people));
  return table_html(says, table);
}

std::string section(const letter::Item& item, std::string_view html) {
  const std::string id = "item-" + item.id;
  return element("section", "id=\"" + id + "\" aria-labelledby=\"heading-" + id + "\"",
                 "\n" + element("h3", "id=\"heading-" + id + "\"", escape(item.question)) + "\n" +
                     std::string(html)) +
         "\n";
}

// What the record shows about signing, to stand beside what people said about it.
std::string signed_chart(const Page& page) {
  const Messages& says = page.messages;
  const letter::SettledSignature& settled = *page.outcome.settlement;
  const std::uint64_t people = letter::people_counted(page.outcome);
  const std::uint64_t counted = settled.signatures - settled.names;
  const auto row = [&](std::string_view key, std::string_view kind, std::uint64_t n) {
    const std::string share = element("span", "class=\"share\"", says.percent(n, people));
    return Row{says.html(key), says.number(n) + " " + share, "", bar_html({{kind, n}}, people),
               false};
  };
  return figure_html(says.html("freedom.record"), says.html("freedom.record_words"),
                     rows_html({row("freedom.named", "named", settled.names),
                                row("freedom.counted", "counted", counted)}));
}

std::string item_section(const Page& page, const letter::ChoiceTally& tally) {
  const Messages& says = page.messages;
  const Answers answers(page, tally);
  const bool freedom = answers.item.id == kFreedom;
  const std::string title = says.html(freedom ? "freedom.said" : "items.all");
  std::string html;
  if (freedom) html += element("p", "class=\"lead\"", says.html("freedom.lead")) + "\n";
  const std::string chart = in_all(page, answers, title);
  html += freedom ? element("div", "class=\"pair\"", signed_chart(page) + chart) + "\n" : chart;
  if (answers.cells.size() > 1) html += by_cell(page, answers);
  return section(answers.item, html + numbers_table(page, answers));
}

// The cells with their sizes: known from the roster on, without cover from the close on.
std::string cells_html(const Page& page) {
  std::string items;
  for (const letter::Cell& cell : page.outcome.cells) {
    items += element("li", "",
                     cell_name(cell) + " " +
                         element("span", "class=\"value\"", page.messages.number(cell.people))) +
             "\n";
  }
  if (items.empty()) return "";
  return element("h4", "",
                 page.messages.html(page.outcome.manifest.cover == letter::Cover::kAll
                                        ? "items.groups"
                                        : "items.groups_uncovered")) +
         "\n" + element("ul", "class=\"groups\" role=\"list\"", items) + "\n";
}

// Questions whose answers are not open, and why.
std::string sealed_items(const Page& page) {
  std::string items;
  for (const letter::Item& item : page.outcome.manifest.items) {
    const std::string& asked = item.text.empty() ? item.question : item.text;
    if (!asked.empty()) items += element("li", "", escape(asked)) + "\n";
  }
  if (items.empty()) return "";
  const bool failed = page.outcome.state == letter::LetterState::kFailed;
  const Messages& says = page.messages;
  return element("section", "id=\"questions\" aria-labelledby=\"heading-questions\"",
                 "\n" + element("h3", "id=\"heading-questions\"", says.html("items.sealed")) +
                     "\n" +
                     element("p", "class=\"lead\"",
                             says.html(failed ? "items.sealed_failed" : "items.sealed_yet")) +
                     "\n" + element("ul", "class=\"questions\" role=\"list\"", items) + "\n" +
                     cells_html(page)) +
         "\n";
}

}  // namespace

std::string items_html(const Page& page) {
  if (page.outcome.tallies == letter::TalliedItems{}) return sealed_items(page);
  std::string html, freedom;
  for (const letter::ChoiceTally& tally : page.tallies) {
    const bool is_freedom = page.outcome.manifest.items[tally.item].id == kFreedom;
    (is_freedom ? freedom : html) += item_section(page, tally);
  }
  return html + freedom;
}

}  // namespace undersigned::report
