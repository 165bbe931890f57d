#include "core/letter/result_json.h"

#include "core/base/check.h"
#include "core/base/encoding.h"
#include "core/base/time_text.h"
#include "core/letter/beside.h"
#include "core/letter/beside_json.h"
#include "core/letter/totals.h"

namespace undersigned::letter {
namespace {

using base::Json;

Json letter_json(const Manifest& manifest) {
  return {{"title", manifest.title},
          {"addressee", manifest.addressee},
          {"language", manifest.language},
          {"manifest_hash", base::to_hex(manifest.hash())}};
}

Json epochs_json(const Outcome& outcome) {
  Json last_end;
  if (outcome.epochs_complete > 0) {
    last_end = base::format_time(static_cast<std::int64_t>(outcome.closed_at));
  }
  return {{"complete", outcome.epochs_complete},
          {"planned", outcome.manifest.schedule.epochs},
          {"last_end", last_end}};
}

Json ladder_json(const Outcome& outcome) {
  const settlement::Ladder& ladder = outcome.manifest.ladder();
  Json levels = Json::array();
  for (int level = 1; level <= ladder.levels(); ++level) {
    Json by_name, counted;
    if (outcome.count) {
      const auto i = static_cast<std::size_t>(level - 1);
      by_name = outcome.count->named[i];
      counted = outcome.count->counted[i];
    }
    levels.push_back({{"level", level},
                      {"threshold", ladder.threshold(level)},
                      {"by_name", by_name},
                      {"counted", counted}});
  }
  return levels;
}

Json settlement_json(const Outcome& outcome) {
  if (!outcome.settlement) return nullptr;
  const SettledSignature& settled = *outcome.settlement;
  return {{"names_level", settled.names_level},
          {"names", settled.names},
          {"counted_level", settled.counted_level},
          {"signatures", settled.signatures}};
}

Json names_json(const Outcome& outcome) {
  Json names = Json::array();
  for (const OpenedName& opened : outcome.names) {
    Json name, role;
    if (opened.readable) {
      name = opened.name;
      role = opened.role;
    }
    names.push_back({{"credential", opened.index},
                     {"readable", opened.readable},
                     {"name", name},
                     {"role", role},
                     {"cohort", opened.cohort},
                     {"withdrawn", withdrawal_of(outcome, opened.index) != nullptr}});
  }
  return names;
}

Json cells_json(const Outcome& outcome) {
  Json cells = Json::array();
  for (const Cell& cell : outcome.cells) {
    cells.push_back({{"cohorts", cell.cohorts}, {"people", cell.people}});
  }
  return cells;
}

Json tally_json(const Outcome& outcome, const ChoiceTally& tally) {
  const Item& item = outcome.manifest.items[tally.item];
  Json answers = Json::array();
  for (std::size_t a = 0; a < item.answers.size(); ++a) {
    Json by_cell = Json::array();
    for (const auto& cell : tally.counts) by_cell.push_back(cell[a]);
    answers.push_back({{"answer", item.answers[a]},
                       {"total", total_of(tally, a)},
                       {"by_cell", std::move(by_cell)}});
  }
  return {{"item", item.id},
          {"question", item.question},
          {"answers", std::move(answers)},
          {"no_answer", no_answer_of(outcome.cells, tally)},
          {"no_answer_by_cell", no_answer_by_cell(outcome.cells, tally)}};
}

// A demand or a pledge: its levels, and what they settle.
Json ladder_tally_json(const Outcome& outcome, const LadderTally& tally) {
  const Item& item = outcome.manifest.items[tally.item];
  Json levels = Json::array();
  for (std::size_t i = 0; i < tally.counts.size(); ++i) {
    const int level = static_cast<int>(i) + 1;
    levels.push_back({{"level", level},
                      {"threshold", item.ladder->threshold(level)},
                      {"people", tally.counts[i]}});
  }
  Json json = {{"item", item.id},
               {"text", item.text},
               {"levels", std::move(levels)},
               {"settled_level", tally.level},
               {"people", tally.people}};
  if (item.kind == ItemKind::kDemand) {
    json["opposed"] = tally.opposed ? Json(*tally.opposed) : Json();
  } else {
    json["release"] = {{"demands", item.release.demands}, {"at_least", item.release.at_least}};
    json["release"]["expires"] =
        item.release.expires ? Json(base::format_time(*item.release.expires)) : Json();
    json["release"]["met"] = demands_met(outcome, item.release);
    json["release"]["released"] = released_by_demands(outcome, item.release);
  }
  return json;
}

Json ranking_json(const Outcome& outcome, const RankingTally& tally) {
  const Item& item = outcome.manifest.items[tally.item];
  Json answers = Json::array();
  for (std::size_t i = 0; i < item.answers.size(); ++i) {
    answers.push_back({{"answer", item.answers[i]}, {"by_place", tally.counts[i]}});
  }
  return {{"item", item.id}, {"question", item.question}, {"answers", std::move(answers)}};
}

template <class T>
Json list_json(const Outcome& outcome, const std::vector<T>& tallies,
               Json (*one)(const Outcome&, const T&)) {
  Json list = Json::array();
  for (const T& tally : tallies) list.push_back(one(outcome, tally));
  return list;
}

}  // namespace

std::string_view state_name(LetterState state) {
  switch (state) {
    case LetterState::kInProgress:
      return "in-progress";
    case LetterState::kOpenedWithNames:
      return "opened";
    case LetterState::kOpenedCounted:
      return "opened-counted";
    case LetterState::kFailed:
      return "failed";
  }
  std::abort();
}

Json result_json(const Outcome& outcome) {
  Json next, took_part;
  if (outcome.state == LetterState::kInProgress) next = outcome.next;
  if (outcome.manifest.cover == Cover::kNone && outcome.count) took_part = people_counted(outcome);
  return {{"undersigned-result", 1},
          {"state", state_name(outcome.state)},
          {"letter", letter_json(outcome.manifest)},
          {"fingerprint", base::to_hex(outcome.fingerprint)},
          {"people", outcome.manifest.roster_size},
          {"cover", kCoverNames[static_cast<std::size_t>(outcome.manifest.cover)]},
          {"took_part", took_part},
          {"testifying", outcome.testifying},
          {"epochs", epochs_json(outcome)},
          {"amendments", outcome.amendments},
          {"record", {{"leaves", outcome.leaves}, {"root", base::to_hex(outcome.root)}}},
          {"next", next},
          {"ladder", ladder_json(outcome)},
          {"settlement", settlement_json(outcome)},
          {"names", names_json(outcome)},
          {"cells", cells_json(outcome)},
          {"demands", list_json(outcome, outcome.tallies.demands, ladder_tally_json)},
          {"pledges", list_json(outcome, outcome.tallies.pledges, ladder_tally_json)},
          {"tallies", list_json(outcome, complete_tallies(outcome), tally_json)},
          {"rankings", list_json(outcome, outcome.tallies.rankings, ranking_json)},
          {"beside", beside_json(outcome.beside, outcome.manifest)}};
}

}  // namespace undersigned::letter
