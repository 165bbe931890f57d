// Demands, pledges and rankings on the page: each quantity has a chart of its own, over everybody
// who may sign, and nothing adds them up.
#include "app/report/charts.h"
#include "app/report/html.h"
#include "app/report/page_parts.h"
#include "core/letter/beside.h"
#include "core/letter/totals.h"

namespace undersigned::report {
namespace {

using letter::LadderTally;

// One demand or pledge with the words for it; its messages begin with "demand." or "pledge.".
struct Subject {
  const Page& page;
  const letter::Item& item;
  const LadderTally& tally;
  std::string_view says_of;

  std::string key(std::string_view end) const { return std::string(says_of) + std::string(end); }
  std::uint32_t threshold(std::size_t level) const {
    return item.ladder->threshold(static_cast<int>(level));
  }
};

std::string fate_of(const Subject& subject, std::size_t level, std::uint64_t people) {
  const Messages& says = subject.page.messages;
  if (level == subject.tally.level) return says.html(subject.key("reached"));
  if (level < subject.tally.level) return says.html(subject.key("met"));
  return says.html_of(subject.threshold(level) - people, "ladder.short");
}

std::string levels_chart(const Subject& subject) {
  const Messages& says = subject.page.messages;
  const std::uint64_t everybody = letter::people_counted(subject.page.outcome);
  const LadderTally& tally = subject.tally;
  const std::vector<std::uint64_t> up_to = letter::up_to_each_level(tally.counts);
  std::vector<Row> rows;
  for (std::size_t level = 1; level <= up_to.size(); ++level) {
    const std::uint64_t people = up_to[level - 1];
    const std::uint64_t met = std::min<std::uint64_t>(people, tally.people);
    rows.push_back(
        {says.html_of(subject.threshold(level), subject.key("if")), says.number(people),
         fate_of(subject, level, people),
         bar_html({{"said", met}, {"unmet", people - met}}, everybody, subject.threshold(level)),
         level == tally.level});
  }
  std::string words = says.html(subject.key("none"));
  if (tally.level > 0) {
    words = says.html_of(tally.people, subject.key("settled"),
                         {{"threshold", says.number(subject.threshold(tally.level))}});
  }
  return figure_html(says.html(subject.key("title")), words, rows_html(rows));
}

std::string opposed_chart(const Subject& subject) {
  if (!subject.tally.opposed) return "";
  const Messages& says = subject.page.messages;
  const std::uint64_t everybody = letter::people_counted(subject.page.outcome);
  const std::uint64_t opposed = *subject.tally.opposed;
  return figure_html(says.html("demand.opposed"), says.html("demand.opposed_words"),
                     rows_html({{says.html("demand.oppose"), says.number(opposed), "",
                                 bar_html({{"said", opposed}}, everybody), false}}));
}

std::string_view release_words(const letter::Outcome& outcome, const letter::Release& release) {
  return letter::released_by_demands(outcome, release) ? "pledge.released" : "pledge.bound";
}

// When those who pledged are free of their word.
std::string release_html(const Subject& subject) {
  const Messages& says = subject.page.messages;
  const letter::Release& release = subject.item.release;
  std::string html;
  if (!release.demands.empty()) {
    std::string demands;
    for (const letter::Item& item : subject.page.outcome.manifest.items) {
      for (const std::string& id : release.demands) {
        if (item.id == id) demands += element("li", "", escape(item.text)) + "\n";
      }
    }
    html += element("p", "class=\"remark\"", says.html_of(release.at_least, "pledge.release")) +
            "\n" + element("ul", "class=\"questions\" role=\"list\"", demands) + "\n" +
            element("p", "", says.html(release_words(subject.page.outcome, release))) + "\n";
  }
  if (release.expires) {
    html += element("p", "class=\"remark\"",
                    says.html("pledge.expires", {{"moment", says.moment(*release.expires)}})) +
            "\n";
  }
  return html;
}

std::string levels_table(const Subject& subject) {
  const Messages& says = subject.page.messages;
  Table table{escape(subject.item.text),
              {says.html("ladder.level"), says.html("ladder.threshold"), says.html("table.here"),
               says.html("table.up_to")},
              {}};
  const std::vector<std::uint64_t> up_to = letter::up_to_each_level(subject.tally.counts);
  for (std::size_t i = 0; i < up_to.size(); ++i) {
    table.rows_html.push_back({says.number(i + 1), says.number(subject.threshold(i + 1)),
                               says.number(subject.tally.counts[i]), says.number(up_to[i])});
  }
  return table_html(says, table);
}

std::string section(const letter::Item& item, std::string_view heading, std::string_view html) {
  const std::string id = "item-" + item.id;
  return element("section", "id=\"" + id + "\" aria-labelledby=\"heading-" + id + "\"",
                 "\n" + element("h3", "id=\"heading-" + id + "\"", escape(heading)) + "\n" +
                     std::string(html)) +
         "\n";
}

std::string ladder_section(const Page& page, const LadderTally& tally, std::string_view says_of) {
  const letter::Item& item = page.outcome.manifest.items[tally.item];
  const Subject subject{page, item, tally, says_of};
  const bool pledge = item.kind == letter::ItemKind::kPledge;
  return section(item, item.text,
                 levels_chart(subject) + opposed_chart(subject) +
                     (pledge ? release_html(subject) : "") + levels_table(subject));
}

// How many put each answer first, and all places as a table.
std::string ranking_section(const Page& page, const letter::RankingTally& tally) {
  const Messages& says = page.messages;
  const letter::Item& item = page.outcome.manifest.items[tally.item];
  const std::uint64_t everybody = letter::people_counted(page.outcome);
  std::uint64_t ranked = 0;
  std::vector<Row> rows;
  Table table{escape(item.question), {""}, {}};
  for (std::size_t i = 0; i < item.answers.size(); ++i) {
    const std::uint64_t first = tally.counts[i][0];
    ranked += first;
    const std::string share = element("span", "class=\"share\"", says.percent(first, everybody));
    rows.push_back({escape(item.answers[i]), says.number(first) + " " + share, "",
                    bar_html({{"said", first}}, everybody), false});
    table.header_html.push_back(says.html("ranking.place", {{"n", says.number(i + 1)}}));
    table.rows_html.push_back({escape(item.answers[i])});
    for (const std::uint32_t n : tally.counts[i]) table.rows_html.back().push_back(says.number(n));
  }
  const std::string words =
      says.html_of(ranked, "items.answered", {{"people", says.number(everybody)}});
  return section(
      item, item.question,
      figure_html(says.html("ranking.first"), words, rows_html(rows)) + table_html(says, table));
}

}  // namespace

std::string demands_html(const Page& page) {
  const letter::TalliedItems& tallies = page.outcome.tallies;
  std::string html;
  for (const LadderTally& demand : tallies.demands) html += ladder_section(page, demand, "demand.");
  for (const LadderTally& pledge : tallies.pledges) html += ladder_section(page, pledge, "pledge.");
  for (const auto& ranking : tallies.rankings) html += ranking_section(page, ranking);
  return html;
}

}  // namespace undersigned::report
