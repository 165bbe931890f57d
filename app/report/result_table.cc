#include "app/report/result_table.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "app/report/beside_table.h"
#include "core/base/encoding.h"
#include "core/base/time_text.h"
#include "core/letter/beside.h"
#include "core/letter/result_json.h"
#include "core/letter/totals.h"

namespace undersigned::report {
namespace {

using letter::Outcome;
using Row = std::vector<std::string>;

// Cells side by side in a tally; with more the numbers are in the JSON alone.
constexpr std::size_t kMaxColumns = 12;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// The first column to the left, the others, numbers, to the right; two spaces between.
std::string align(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], characters(row[i]));
    }
  }
  std::string out;
  for (const Row& row : rows) {
    std::string line = "  ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - characters(row[i]), ' ');
      line += i == 0 ? row[i] + space : "  " + space + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string state_sentence(const Outcome& outcome) {
  switch (outcome.state) {
    case letter::LetterState::kInProgress:
      return "in progress; next: " + outcome.next;
    case letter::LetterState::kOpenedWithNames:
      return "opened, with names";
    case letter::LetterState::kOpenedCounted:
      return "opened, counted without names";
    case letter::LetterState::kFailed:
      return "did not open; no name is known, only the count below";
  }
  std::abort();
}

std::string people_text(const Outcome& outcome) {
  std::string text = std::to_string(outcome.manifest.roster_size);
  if (outcome.manifest.cover == letter::Cover::kNone && outcome.count)
    text += ", of whom " + std::to_string(letter::people_counted(outcome)) +
            " took part (no cover: that is public)";
  if (outcome.testifying > 0)
    text += ", and " + std::to_string(outcome.testifying) + " who may testify";
  if (outcome.amendments > 0) text += "; codes replaced: " + std::to_string(outcome.amendments);
  return text;
}

std::string head(const Outcome& outcome) {
  const letter::Manifest& manifest = outcome.manifest;
  std::string epochs = std::to_string(outcome.epochs_complete) + " of " +
                       std::to_string(manifest.schedule.epochs) + " complete";
  if (outcome.epochs_complete > 0) {
    epochs += ", the last ended " + base::format_time(static_cast<std::int64_t>(outcome.closed_at));
  }
  return manifest.title + "\nTo: " + manifest.addressee + "\n\n" +  //
         "  state        " + state_sentence(outcome) + "\n" +       //
         "  people       " + people_text(outcome) + "\n" +          //
         "  epochs       " + epochs + "\n" +                        //
         "  record       " + std::to_string(outcome.leaves) + " leaves, root " +
         base::to_hex(outcome.root) + "\n" +  //
         "  fingerprint  " + base::to_hex(outcome.fingerprint) + "\n";
}

std::string ladder_table(const Outcome& outcome) {
  const settlement::Ladder& ladder = outcome.manifest.ladder();
  if (!outcome.count) {
    std::string out = "\nLadder (nothing is counted yet):";
    for (int level = 1; level <= ladder.levels(); ++level) {
      out += (level > 1 ? ", " : " ") + std::to_string(ladder.threshold(level));
    }
    return out + "\n";
  }
  const letter::SignatureCount& count = *outcome.count;
  const auto named = letter::up_to_each_level(count.named),
             counted = letter::up_to_each_level(count.counted);
  std::vector<Row> rows = {
      {"if at least", "by name", "up to here", "counted", "up to here", "names", "counted"}};
  for (int level = 1; level <= ladder.levels(); ++level) {
    const auto i = static_cast<std::size_t>(level - 1);
    const auto settled = [&](std::size_t at) {
      return std::string(at == i + 1 ? "settled" : i < at ? "met" : "-");
    };
    Row row = {std::to_string(ladder.threshold(level)), std::to_string(count.named[i]),
               std::to_string(named[i]), std::to_string(count.counted[i]),
               std::to_string(counted[i])};
    row.push_back(outcome.settlement ? settled(outcome.settlement->names_level) : "");
    row.push_back(outcome.settlement ? settled(outcome.settlement->counted_level) : "");
    rows.push_back(std::move(row));
  }
  return "\nLadder (people by the condition that they set)\n" + align(rows);
}

std::string settlement_text(const Outcome& outcome) {
  if (!outcome.settlement) return "";
  const letter::SettledSignature& settled = *outcome.settlement;
  return "\nSignatures that settled: " + std::to_string(settled.signatures) + ", of them by name " +
         std::to_string(settled.names) + ", counted without a name " +
         std::to_string(settled.signatures - settled.names) + "\n";
}

std::string names_text(const Outcome& outcome) {
  if (outcome.names.empty()) return "";
  std::string out = "\nNames\n";
  for (const letter::OpenedName& opened : outcome.names) {
    const std::string name = opened.readable ? opened.name : "(unreadable card)";
    out += "  " + name;
    if (opened.readable && !opened.role.empty()) out += ", " + opened.role;
    if (!opened.cohort.empty()) out += " (" + opened.cohort + ")";
    if (const auto* taken_back = letter::withdrawal_of(outcome, opened.index)) {
      out += " - taken back in public";
      if (!taken_back->reason.empty()) out += ": " + taken_back->reason;
    }
    out += "\n";
  }
  return out;
}

std::string cells_text(const Outcome& outcome) {
  if (complete_tallies(outcome).empty() || outcome.cells.size() < 2) return "";
  std::string out = "\nCells\n";
  for (std::size_t c = 0; c < outcome.cells.size(); ++c) {
    const letter::Cell& cell = outcome.cells[c];
    out += "  " + std::to_string(c + 1) + "  ";
    for (std::size_t i = 0; i < cell.cohorts.size(); ++i) {
      out += (i > 0 ? " + " : "") + cell.cohorts[i];
    }
    out += ", " + std::to_string(cell.people) + " people\n";
  }
  return out;
}

std::string tally_table(const Outcome& outcome, const letter::ChoiceTally& tally) {
  const letter::Item& item = outcome.manifest.items[tally.item];
  const std::size_t cells = outcome.cells.size();
  const bool by_cell = cells > 1 && cells <= kMaxColumns;
  Row header = {"", "all"};
  for (std::size_t c = 0; by_cell && c < cells; ++c)
    header.push_back("cell " + std::to_string(c + 1));
  std::vector<Row> rows = {header};
  for (std::size_t a = 0; a < item.answers.size(); ++a) {
    Row row = {item.answers[a], std::to_string(total_of(tally, a))};
    for (std::size_t c = 0; by_cell && c < cells; ++c) {
      row.push_back(std::to_string(tally.counts[c][a]));
    }
    rows.push_back(std::move(row));
  }
  Row none = {"(no answer)", std::to_string(no_answer_of(outcome.cells, tally))};
  for (const std::uint64_t people : no_answer_by_cell(outcome.cells, tally)) {
    if (by_cell) none.push_back(std::to_string(people));
  }
  rows.push_back(std::move(none));
  const std::string more = cells > kMaxColumns ? "  (by cell: in the JSON)\n" : "";
  return "\n" + item.question + "  [" + item.id + "]\n" + align(rows) + more;
}

// A demand or a pledge: people by level, what settled, who is opposed.
std::string ladder_tally_table(const Outcome& outcome, const letter::LadderTally& tally,
                               std::string_view doing) {
  const letter::Item& item = outcome.manifest.items[tally.item];
  const auto sums = letter::up_to_each_level(tally.counts);
  std::vector<Row> rows = {{"if at least", std::string(doing), "up to here", ""}};
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const std::size_t level = i + 1;
    rows.push_back({std::to_string(item.ladder->threshold(static_cast<int>(level))),
                    std::to_string(tally.counts[i]), std::to_string(sums[i]),
                    level == tally.level  ? "settled"
                    : level < tally.level ? "met"
                                          : "-"});
  }
  std::string out = "\n" + item.text + "  [" + item.id + "]\n" + align(rows);
  out += tally.level == 0 ? "  does not hold at any level\n"
                          : "  holds with " + std::to_string(tally.people) + " people\n";
  if (tally.opposed) out += "  opposed: " + std::to_string(*tally.opposed) + "\n";
  if (item.kind == letter::ItemKind::kPledge && !item.release.demands.empty()) {
    out += "  demands met, of the " + std::to_string(item.release.at_least) +
           " that free them of their word: " +
           std::to_string(letter::demands_met(outcome, item.release)) + "\n";
  }
  return out;
}

std::string ranking_table(const Outcome& outcome, const letter::RankingTally& tally) {
  const letter::Item& item = outcome.manifest.items[tally.item];
  std::vector<Row> rows(1);
  rows[0].push_back("place");
  for (std::size_t i = 0; i < item.answers.size(); ++i) {
    rows[0].push_back(std::to_string(i + 1));
    rows.push_back({item.answers[i]});
    for (const std::uint32_t people : tally.counts[i]) {
      rows.back().push_back(std::to_string(people));
    }
  }
  return "\n" + item.question + "  [" + item.id + "]\n" + align(rows);
}

}  // namespace

std::string result_table(const Outcome& outcome) {
  std::string out =
      head(outcome) + names_text(outcome) + ladder_table(outcome) + settlement_text(outcome);
  for (const letter::LadderTally& demand : outcome.tallies.demands)
    out += ladder_tally_table(outcome, demand, "stand behind");
  for (const letter::LadderTally& pledge : outcome.tallies.pledges)
    out += ladder_tally_table(outcome, pledge, "will");
  out += cells_text(outcome);
  for (const letter::ChoiceTally& tally : complete_tallies(outcome))
    out += tally_table(outcome, tally);
  for (const letter::RankingTally& ranking : outcome.tallies.rankings)
    out += ranking_table(outcome, ranking);
  return out + beside_table(outcome);
}

}  // namespace undersigned::report
