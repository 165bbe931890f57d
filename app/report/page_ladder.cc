#include <algorithm>

#include "app/report/charts.h"
#include "app/report/html.h"
#include "app/report/page_parts.h"
#include "core/letter/totals.h"

namespace undersigned::report {
namespace {

// The opened sums and what settled, by level from 0.
struct Levels {
  explicit Levels(const letter::Outcome& outcome)
      : ladder(outcome.manifest.ladder()),
        settled(outcome.settlement.value_or(letter::SettledSignature{})),
        by_name(outcome.count->named),
        counted(outcome.count->counted),
        names_up_to(letter::up_to_each_level(by_name)),
        counted_up_to(letter::up_to_each_level(counted)) {
    const std::uint64_t most = std::max({std::uint64_t{ladder.threshold(ladder.levels())},
                                         names_up_to.back(), settled.names + counted_up_to.back()});
    scale = std::min<std::uint64_t>(outcome.manifest.roster_size, most + most / 10 + 1);
  }

  std::size_t size() const { return by_name.size(); }
  std::uint32_t threshold(std::size_t i) const { return ladder.threshold(static_cast<int>(i) + 1); }

  const settlement::Ladder& ladder;
  letter::SettledSignature settled;
  std::vector<std::uint32_t> by_name, counted;
  std::vector<std::uint64_t> names_up_to;    // W_j
  std::vector<std::uint64_t> counted_up_to;  // C_j
  std::uint64_t scale = 1;
};

// What became of level i (from 0) of the names or the counted, who settled at level `at` (from 1,
// 0: none) with `total`; `size` people are there up to it.
struct Fate {
  std::string_view settled_key, met_key;
  std::size_t at = 0;
  std::uint64_t total = 0;

  std::string of(const Messages& says, std::size_t i, std::uint64_t threshold,
                 std::uint64_t size) const {
    if (i + 1 == at) return says.html(settled_key);
    if (i + 1 < at) return says.html_of(total, met_key);
    return says.html_of(threshold - std::min(size, threshold), "ladder.short");
  }
};

std::string names_chart(const Messages& says, const Levels& levels) {
  const Fate fate{"ladder.names_settle", "ladder.names_met", levels.settled.names_level,
                  levels.settled.names};
  std::vector<Row> rows;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::uint64_t size = levels.names_up_to[i];
    const std::uint64_t met = std::min<std::uint64_t>(size, levels.settled.names);
    rows.push_back(
        {says.html_of(levels.threshold(i), "ladder.names_if"), says.number(size),
         fate.of(says, i, levels.threshold(i), size),
         bar_html({{"named", met}, {"unmet", size - met}}, levels.scale, levels.threshold(i)),
         i + 1 == levels.settled.names_level});
  }
  std::string words = says.html("ladder.names_none");
  if (levels.settled.names_level > 0) {
    words = says.html_of(
        levels.settled.names, "ladder.names_settled",
        {{"threshold", says.number(levels.threshold(levels.settled.names_level - 1))}});
  }
  return figure_html(says.html("ladder.names"), words, rows_html(rows));
}

std::string counted_chart(const Messages& says, const Levels& levels) {
  const std::uint64_t names = levels.settled.names;
  const std::uint64_t settled = levels.settled.signatures - names;
  const Fate fate{"ladder.counted_settle", "ladder.counted_met", levels.settled.counted_level,
                  levels.settled.signatures};
  std::vector<Row> rows;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::uint64_t counted = levels.counted_up_to[i];
    const std::uint64_t met = std::min(counted, settled);
    std::string note = fate.of(says, i, levels.threshold(i), names + counted);
    if (names > 0) {
      note = says.html("ladder.sum",
                       {{"names", says.number(names)}, {"counted", says.number(counted)}}) +
             " " + note;
    }
    rows.push_back({says.html_of(levels.threshold(i), "ladder.counted_if"),
                    says.number(names + counted), note,
                    bar_html({{"named", names}, {"counted", met}, {"unmet", counted - met}},
                             levels.scale, levels.threshold(i)),
                    i + 1 == levels.settled.counted_level});
  }
  std::string words = says.html("ladder.counted_none");
  if (levels.settled.counted_level > 0) {
    words = says.html_of(
        levels.settled.signatures, "ladder.counted_settled",
        {{"threshold", says.number(levels.threshold(levels.settled.counted_level - 1))}});
  }
  return figure_html(says.html("ladder.counted"), words, rows_html(rows));
}

// What the bars show, and no more.
std::string legend(const Messages& says, const Levels& levels) {
  const std::uint64_t names = levels.settled.names;
  const std::uint64_t counted = levels.settled.signatures - names;
  std::vector<Swatch> swatches;
  if (names > 0) swatches.push_back({"named", says.html("legend.named")});
  if (counted > 0) swatches.push_back({"counted", says.html("legend.counted")});
  if (levels.names_up_to.back() + levels.counted_up_to.back() > names + counted) {
    swatches.push_back({"unmet", says.html("legend.unmet")});
  }
  swatches.push_back({"mark", says.html("legend.mark")});
  return legend_html(swatches);
}

std::string numbers_table(const Messages& says, const Levels& levels) {
  Table table{says.html("ladder.title"),
              {says.html("ladder.level"), says.html("ladder.threshold"),
               says.html("ladder.by_name_here"), says.html("ladder.by_name_up_to"),
               says.html("ladder.counted_here"), says.html("ladder.with_names_up_to")},
              {}};
  for (std::size_t i = 0; i < levels.size(); ++i) {
    table.rows_html.push_back({says.number(i + 1), says.number(levels.threshold(i)),
                               says.number(levels.by_name[i]), says.number(levels.names_up_to[i]),
                               says.number(levels.counted[i]),
                               says.number(levels.settled.names + levels.counted_up_to[i])});
  }
  return table_html(says, table);
}

// Before the count: the thresholds alone, over everybody who may sign.
std::string sealed_chart(const Page& page) {
  const Messages& says = page.messages;
  const settlement::Ladder& ladder = page.outcome.manifest.ladder();
  std::vector<Row> rows;
  Table table{
      says.html("ladder.title"), {says.html("ladder.level"), says.html("ladder.threshold")}, {}};
  for (int level = 1; level <= ladder.levels(); ++level) {
    const std::uint32_t threshold = ladder.threshold(level);
    rows.push_back({says.html_of(threshold, "ladder.if"), says.html("ladder.sealed"), "",
                    bar_html({}, page.outcome.manifest.roster_size, threshold), false});
    table.rows_html.push_back(
        {says.number(static_cast<std::uint64_t>(level)), says.number(threshold)});
  }
  return figure_html(says.html("ladder.levels"), says.html("ladder.sealed_words"),
                     rows_html(rows)) +
         legend_html({{"mark", says.html("legend.mark_sealed")}}) + table_html(says, table);
}

}  // namespace

std::string ladder_html(const Page& page) {
  const Messages& says = page.messages;
  std::string html = element("h3", "id=\"heading-ladder\"", says.html("ladder.title")) + "\n" +
                     element("p", "class=\"lead\"", says.html("ladder.lead")) + "\n";
  if (is_sealed(page.outcome)) {
    html += sealed_chart(page);
  } else {
    const Levels levels(page.outcome);
    html +=
        element("div", "class=\"pair\"", names_chart(says, levels) + counted_chart(says, levels)) +
        legend(says, levels) + numbers_table(says, levels);
  }
  return element("section", "id=\"ladder\" aria-labelledby=\"heading-ladder\"", "\n" + html) + "\n";
}

}  // namespace undersigned::report
