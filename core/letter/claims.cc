#include "core/letter/claims.h"

#include <algorithm>
#include <cstdint>

#include "core/letter/beside.h"
#include "core/letter/totals.h"

namespace undersigned::letter {
namespace {

class Claims {
 public:
  explicit Claims(const Outcome& outcome) : outcome_(outcome) {}

  std::vector<Claim> all() {
    add("people", outcome_.manifest.roster_size);
    add("testifying", outcome_.testifying);
    add("epochs", outcome_.epochs_complete);
    add("amendments", outcome_.amendments);
    add("state", state());
    if (outcome_.count && outcome_.manifest.cover == Cover::kNone)
      add("took-part", people_counted(outcome_));
    if (outcome_.count) add_count(*outcome_.count);
    if (outcome_.settlement) add_settlement(*outcome_.settlement);
    const bool named = outcome_.settlement && outcome_.settlement->names_level > 0;
    for (const OpenedName& name : outcome_.names) {
      if (named && name.readable) add("name." + std::to_string(name.index), name.name);
    }
    for (const LadderTally& demand : outcome_.tallies.demands) add_ladder("demand.", demand);
    for (const LadderTally& pledge : outcome_.tallies.pledges) add_ladder("pledge.", pledge);
    for (const RankingTally& ranking : outcome_.tallies.rankings) add_ranking(ranking);
    if (!outcome_.tallies.choices.empty()) add_cells();
    for (const ChoiceTally& tally : outcome_.tallies.choices) {
      if (tally.counts.size() == outcome_.cells.size()) add_tally(tally);
    }
    add_outcomes();
    return std::move(claims_);
  }

 private:
  void add(std::string name, std::string value) {
    claims_.push_back({std::move(name), std::move(value)});
  }
  void add(std::string name, const char* value) { add(std::move(name), std::string(value)); }
  void add(std::string name, std::uint64_t value) { add(std::move(name), std::to_string(value)); }

  const char* state() const {
    switch (outcome_.state) {
      case LetterState::kInProgress:
        return "in-progress";
      case LetterState::kOpenedWithNames:
        return "opened";
      case LetterState::kOpenedCounted:
        return "opened-counted";
      case LetterState::kFailed:
        return "failed";
    }
    return "";
  }

  void add_count(const SignatureCount& count) {
    for (std::size_t j = 0; j < count.named.size(); ++j)
      add("count.by-name." + std::to_string(j + 1), count.named[j]);
    for (std::size_t j = 0; j < count.counted.size(); ++j)
      add("count.counted." + std::to_string(j + 1), count.counted[j]);
  }

  void add_settlement(const SettledSignature& settled) {
    add("settlement.names-level", settled.names_level);
    add("settlement.names", settled.names);
    add("settlement.counted-level", settled.counted_level);
    add("settlement.signatures", settled.signatures);
  }

  void add_cells() {
    add("cells", outcome_.cells.size());
    for (std::size_t c = 0; c < outcome_.cells.size(); ++c)
      add("cell." + std::to_string(c + 1) + ".people", outcome_.cells[c].people);
  }

  void add_tally(const ChoiceTally& tally) {
    const Item& item = outcome_.manifest.items[tally.item];
    const std::string name = "tally." + item.id + ".";
    std::uint64_t answered = 0;
    for (std::size_t a = 0; a < item.answers.size(); ++a) {
      std::uint64_t total = 0;
      for (const auto& cell : tally.counts) total += cell[a];
      answered += total;
      add(name + std::to_string(a + 1), total);
      for (std::size_t c = 0; outcome_.cells.size() > 1 && c < tally.counts.size(); ++c) {
        add(name + std::to_string(a + 1) + ".cell." + std::to_string(c + 1), tally.counts[c][a]);
      }
    }
    add(name + "none", people_counted(outcome_) - answered);
  }

  void add_ladder(const char* kind, const LadderTally& tally) {
    const std::string name = kind + outcome_.manifest.items[tally.item].id + ".";
    for (std::size_t j = 0; j < tally.counts.size(); ++j)
      add(name + "level." + std::to_string(j + 1), tally.counts[j]);
    add(name + "settled-level", tally.level);
    add(name + "people", tally.people);
    if (tally.opposed) add(name + "opposed", *tally.opposed);
    const Item& item = outcome_.manifest.items[tally.item];
    if (item.kind != ItemKind::kPledge || item.release.demands.empty()) return;
    add(name + "demands-met", demands_met(outcome_, item.release));
    add(name + "released", released_by_demands(outcome_, item.release) ? "yes" : "no");
  }

  void add_ranking(const RankingTally& tally) {
    const std::string name = "ranking." + outcome_.manifest.items[tally.item].id + ".";
    for (std::size_t a = 0; a < tally.counts.size(); ++a) {
      for (std::size_t place = 0; place < tally.counts[a].size(); ++place) {
        add(name + std::to_string(a + 1) + ".place." + std::to_string(place + 1),
            tally.counts[a][place]);
      }
    }
  }

  void add_outcomes() {
    for (const OutcomeLeaf* const last : standing_outcomes(outcome_))
      add("outcome." + last->item, std::string(name_of(last->fate)));
  }

  const Outcome& outcome_;
  std::vector<Claim> claims_;
};

}  // namespace

std::vector<Claim> claims_of(const Outcome& outcome) { return Claims(outcome).all(); }

base::Result<Claim> find_claim(const Outcome& outcome, std::string_view name) {
  const std::vector<Claim> claims = claims_of(outcome);
  const auto found = std::ranges::find(claims, name, &Claim::name);
  if (found != claims.end()) return *found;
  return base::fail("claim.unknown", "13",
                    "The record opens nothing of the name '" + std::string(name) +
                        "'. All that it opens: --claims");
}

base::Result<Claim> check_claim(const Outcome& outcome, std::string_view text) {
  const std::size_t equals = text.find('=');
  UNDERSIGNED_TRY(Claim claim, find_claim(outcome, text.substr(0, equals)));
  if (equals == std::string_view::npos || text.substr(equals + 1) == claim.value) return claim;
  return base::fail("claim.differs", "13",
                    "The record gives " + claim.name + "=" + claim.value + ", not " +
                        std::string(text.substr(equals + 1)) + ".");
}

}  // namespace undersigned::letter
