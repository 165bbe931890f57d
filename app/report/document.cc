#include "app/report/document.h"

#include <algorithm>
#include <tuple>

#include "app/report/page_parts.h"
#include "core/base/collate.h"
#include "core/base/encoding.h"
#include "core/letter/beside.h"
#include "core/letter/claims.h"
#include "core/letter/totals.h"

namespace undersigned::report {
namespace {

using Row = std::vector<std::string>;

class DocumentWriter {
 public:
  explicit DocumentWriter(const letter::Outcome& outcome)
      : outcome_(outcome), says_(outcome.manifest.language) {}

  std::vector<Block> write() {
    add_letter();
    add_fates();
    add_names();
    add_numbers();
    add_offers();
    add_objections();
    add_record();
    return std::move(blocks_);
  }

 private:
  Block& add(BlockKind kind, std::string text = "") {
    blocks_.push_back({kind, std::move(text), {}, {}, {}});
    return blocks_.back();
  }
  void heading(std::string_view key) { add(BlockKind::kHeading, says_.text(key)); }
  void lead(std::string_view key) { add(BlockKind::kText, says_.text(key)); }
  std::string moment(std::uint64_t seconds) const {
    return says_.text_moment(static_cast<std::int64_t>(seconds));
  }

  void add_letter() {
    const letter::Manifest& manifest = outcome_.manifest;
    add(BlockKind::kAddressee, says_.text("letter.to") + " " + manifest.addressee);
    add(BlockKind::kTitle, manifest.title);
    const Standing standing = standing_of(outcome_, says_);
    add(BlockKind::kStanding,
        standing.headline + (standing.words.empty() ? "" : " " + standing.words));
    add(BlockKind::kBody, manifest.body);
    if (manifest.authors.empty()) return;
    add(BlockKind::kSubheading, says_.text("letter.authors"));
    std::vector<std::string> items;
    for (const letter::Author& author : manifest.authors) {
      std::string item = author.name;
      if (!author.role.empty()) item += ", " + author.role;
      if (!author.stake.empty())
        item += ". " + says_.text("letter.stake", {{"stake", author.stake}});
      items.push_back(std::move(item));
    }
    add(BlockKind::kItems).items = std::move(items);
  }

  void add_fates() {
    const auto standing = letter::standing_outcomes(outcome_);
    if (standing.empty()) return;
    heading("fate.title");
    lead("fate.lead");
    for (const letter::OutcomeLeaf* leaf : standing) {
      const bool whole = leaf->item == outcome_.manifest.signature_item().id;
      add(BlockKind::kSubheading, whole ? says_.text("fate.letter") : leaf->item);
      std::string text = says_.text("fate." + std::string(letter::name_of(leaf->fate))) + " · " +
                         moment(leaf->date);
      if (!leaf->text.empty()) text += ". " + leaf->text;
      add(BlockKind::kText, std::move(text));
      if (!leaf->evidence.empty()) add(BlockKind::kItems).items = leaf->evidence;
      const std::string& author = outcome_.manifest.authors[leaf->author - 1u].name;
      add(BlockKind::kRemark, says_.text("fate.by", {{"author", author}}));
    }
  }

  void add_names() {
    if (is_sealed(outcome_) || !outcome_.settlement) return;
    if (outcome_.settlement->names_level == 0) {
      heading("names.none");
      return lead(has_opened(outcome_) ? "names.none_counted" : "names.none_failed");
    }
    add(BlockKind::kHeading, says_.text_of(outcome_.settlement->names, "names.title"));
    if (outcome_.names.empty()) return lead("names.soon");
    const auto level = static_cast<int>(outcome_.settlement->names_level);
    add(BlockKind::kText, says_.text_of(outcome_.manifest.ladder().threshold(level), "names.lead"));
    std::vector<NamedSigner> names;
    for (const letter::OpenedName& opened : names_in_order(outcome_.names)) {
      NamedSigner signer;
      signer.name = opened.readable ? opened.name : says_.text("names.unreadable");
      signer.about = opened.role;
      if (!opened.role.empty() && !opened.cohort.empty()) signer.about += " · ";
      signer.about += opened.cohort;
      if (const auto* taken_back = letter::withdrawal_of(outcome_, opened.index)) {
        signer.note = says_.text("names.withdrawn");
        if (!taken_back->reason.empty()) signer.note += " " + taken_back->reason;
      }
      names.push_back(std::move(signer));
    }
    add(BlockKind::kNames).names = std::move(names);
  }

  void add_numbers() {
    heading("numbers.title");
    lead("numbers.lead");
    if (outcome_.count) add_ladder(*outcome_.count);
    for (const auto& demand : outcome_.tallies.demands) add_levels(demand, "demand.");
    for (const auto& pledge : outcome_.tallies.pledges) add_levels(pledge, "pledge.");
    for (const letter::ChoiceTally& tally : letter::complete_tallies(outcome_)) add_tally(tally);
    for (const auto& ranking : outcome_.tallies.rankings) add_ranking(ranking);
  }

  void add_ladder(const letter::SignatureCount& count) {
    add(BlockKind::kSubheading, says_.text("ladder.title"));
    add(BlockKind::kText, says_.text("ladder.lead"));
    const auto named = letter::up_to_each_level(count.named),
               counted = letter::up_to_each_level(count.counted);
    const std::uint32_t names = outcome_.settlement ? outcome_.settlement->names : 0;
    std::vector<Row> rows = {{says_.text("ladder.threshold"), says_.text("ladder.by_name_here"),
                              says_.text("ladder.by_name_up_to"), says_.text("ladder.counted_here"),
                              says_.text("ladder.with_names_up_to")}};
    const settlement::Ladder& ladder = outcome_.manifest.ladder();
    for (int level = 1; level <= ladder.levels(); ++level) {
      const auto i = static_cast<std::size_t>(level - 1);
      rows.push_back({says_.number(ladder.threshold(level)), says_.number(count.named[i]),
                      says_.number(named[i]), says_.number(count.counted[i]),
                      says_.number(names + counted[i])});
    }
    add(BlockKind::kTable).rows = std::move(rows);
  }

  // A demand or a pledge, whose messages begin with `says_of`.
  void add_levels(const letter::LadderTally& tally, const std::string& says_of) {
    const letter::Item& item = outcome_.manifest.items[tally.item];
    add(BlockKind::kSubheading, item.text);
    const auto threshold = [&](std::size_t level) {
      return item.ladder->threshold(static_cast<int>(level));
    };
    add(BlockKind::kText,
        tally.level == 0 ? says_.text(says_of + "none")
                         : says_.text_of(tally.people, says_of + "settled",
                                         {{"threshold", says_.number(threshold(tally.level))}}));
    const auto up_to = letter::up_to_each_level(tally.counts);
    std::vector<Row> rows = {
        {says_.text("ladder.threshold"), says_.text("table.here"), says_.text("table.up_to")}};
    for (std::size_t i = 0; i < up_to.size(); ++i) {
      rows.push_back(
          {says_.number(threshold(i + 1)), says_.number(tally.counts[i]), says_.number(up_to[i])});
    }
    if (tally.opposed)
      rows.push_back({says_.text("demand.oppose"), "", says_.number(*tally.opposed)});
    add(BlockKind::kTable).rows = std::move(rows);
  }

  void add_ranking(const letter::RankingTally& tally) {
    const letter::Item& item = outcome_.manifest.items[tally.item];
    add(BlockKind::kSubheading, item.question);
    std::vector<Row> rows = {{""}};
    for (std::size_t i = 0; i < item.answers.size(); ++i) {
      rows[0].push_back(says_.text("ranking.place", {{"n", says_.number(i + 1)}}));
      rows.push_back({item.answers[i]});
      for (const std::uint32_t people : tally.counts[i]) {
        rows.back().push_back(says_.number(people));
      }
    }
    add(BlockKind::kTable).rows = std::move(rows);
  }

  void add_tally(const letter::ChoiceTally& tally) {
    const letter::Item& item = outcome_.manifest.items[tally.item];
    add(BlockKind::kSubheading, item.question);
    if (item.id == "freedom") add(BlockKind::kRemark, says_.text("freedom.lead"));
    std::vector<Row> rows = {{"", says_.text("items.all")}};
    for (std::size_t a = 0; a < item.answers.size(); ++a)
      rows.push_back({item.answers[a], says_.number(letter::total_of(tally, a))});
    rows.push_back(
        {says_.text("items.no_answer"), says_.number(letter::no_answer_of(outcome_.cells, tally))});
    const bool by_cell = outcome_.cells.size() > 1;
    const std::vector<std::uint64_t> silent = letter::no_answer_by_cell(outcome_.cells, tally);
    for (std::size_t c = 0; by_cell && c < outcome_.cells.size(); ++c) {
      rows[0].push_back(std::to_string(c + 1));
      for (std::size_t a = 0; a < item.answers.size(); ++a)
        rows[a + 1].push_back(says_.number(tally.counts[c][a]));
      rows.back().push_back(says_.number(silent[c]));
    }
    add(BlockKind::kTable).rows = std::move(rows);
    if (by_cell) add_cells();
  }

  // What the columns of a tally stand for.
  void add_cells() {
    std::string text;
    for (std::size_t c = 0; c < outcome_.cells.size(); ++c) {
      const letter::Cell& cell = outcome_.cells[c];
      text += (c == 0 ? "" : "; ") + std::to_string(c + 1) + ": ";
      for (std::size_t i = 0; i < cell.cohorts.size(); ++i)
        text += (i == 0 ? "" : " + ") + cell.cohorts[i];
      text += " (" + says_.number(cell.people) + ")";
    }
    add(BlockKind::kRemark, std::move(text));
  }

  void add_offers() {
    const auto standing = letter::standing_offers(outcome_);
    if (standing.empty()) return;
    heading("offers.title");
    lead("offers.lead");
    for (const letter::OfferLeaf* leaf : standing) {
      const letter::Offer& offer = leaf->offer;
      add(BlockKind::kSubheading, offer.company);
      const auto item = [&](std::string_view key, const std::string& value) {
        return says_.text(key) + ": " + value;
      };
      add(BlockKind::kItems).items = {
          item("offer.places", says_.number(offer.places)),
          item("offer.who", offer.who),
          item("offer.pay",
               says_.text("offer.pay_" + std::string(letter::word_of(offer.matched_pay)))),
          item("offer.place", offer.place_of_work),
          item("offer.firmness",
               says_.text("offer." + std::string(letter::word_of(offer.firmness)))),
          item("offer.made", moment(offer.made)),
          item("offer.expires", moment(offer.expires))};
      if (offer.facts.empty()) {
        add(BlockKind::kRemark, says_.text("offer.no_facts"));
        continue;
      }
      add(BlockKind::kText, says_.text("offer.facts"));
      std::vector<std::string> facts;
      for (const letter::OfferFact& fact : offer.facts) {
        facts.push_back(says_.text("fact." + std::string(letter::word_of(fact.kind))) + ", " +
                        moment(fact.date) + ": " + fact.what + " (" + fact.source + ")");
      }
      add(BlockKind::kItems).items = std::move(facts);
    }
  }

  void add_objections() {
    if (outcome_.beside.objections.empty()) return;
    heading("objections.title");
    lead("objections.lead");
    std::vector<std::string> items;
    for (const letter::ObjectionStatement& objection : outcome_.beside.objections) {
      items.push_back(letter::objector_name(objection, outcome_.manifest) + ", " +
                      moment(objection.date) + ": " + objection.text);
    }
    add(BlockKind::kItems).items = std::move(items);
  }

  void add_record() {
    heading("record.title");
    lead("record.lead");
    add(BlockKind::kText, says_.text("record.fingerprint"));
    add(BlockKind::kCommand, base::to_hex(outcome_.fingerprint));
    add(BlockKind::kCommand, "undersigned-verify --fingerprint " +
                                 base::to_hex(outcome_.fingerprint) + " " +
                                 says_.text("record.folder"));
    add(BlockKind::kRemark, says_.text("record.how"));
    add(BlockKind::kSubheading, says_.text("claims.title"));
    add(BlockKind::kText, says_.text("claims.lead"));
    add(BlockKind::kCommand, claim_command(outcome_, says_, "NAME"));
    std::vector<Row> rows = {{says_.text("claims.name"), says_.text("claims.value")}};
    for (const letter::Claim& claim : letter::claims_of(outcome_)) {
      // Names stand above; a hundred rows of them help nobody on paper.
      if (!claim.name.starts_with("name.")) rows.push_back({claim.name, claim.value});
    }
    add(BlockKind::kTable).rows = std::move(rows);
  }

  const letter::Outcome& outcome_;
  Messages says_;
  std::vector<Block> blocks_;
};

}  // namespace

Standing standing_of(const letter::Outcome& outcome, const Messages& says) {
  if (is_sealed(outcome)) return {says.text("standing.sealed"), says.text("standing.sealed_words")};
  if (!has_opened(outcome))
    return {says.text("standing.failed"), says.text("standing.failed_words")};
  const letter::SettledSignature& settled = *outcome.settlement;
  const bool opening = outcome.state == letter::LetterState::kInProgress;
  Standing standing{says.text(opening ? "standing.opening" : "standing.opened"), ""};
  if (settled.names == 0) {
    standing.words =
        says.text_of(settled.signatures, "standing.counted") + " " + says.text("standing.no_names");
    return standing;
  }
  standing.words = says.text_of(settled.names, "standing.names");
  const std::uint32_t counted = settled.signatures - settled.names;
  if (counted > 0) standing.words += " " + says.text_of(counted, "standing.more");
  return standing;
}

std::vector<Block> result_document(const letter::Outcome& outcome) {
  return DocumentWriter(outcome).write();
}

std::string claim_command(const letter::Outcome& outcome, const Messages& says,
                          std::string_view claim) {
  return "undersigned verify --fingerprint " + base::to_hex(outcome.fingerprint) + " --claim " +
         std::string(claim) + " " + says.text("record.folder");
}

std::vector<letter::OpenedName> names_in_order(const std::vector<letter::OpenedName>& names) {
  std::vector<std::tuple<bool, std::string, const letter::OpenedName*>> keyed;
  for (const letter::OpenedName& opened : names) {
    keyed.emplace_back(!opened.readable, base::collation_key(opened.name), &opened);
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    const auto key = [](const auto& k) {
      const letter::OpenedName& opened = *std::get<2>(k);
      return std::tie(std::get<0>(k), std::get<1>(k), opened.name, opened.index);
    };
    return key(a) < key(b);
  });
  std::vector<letter::OpenedName> sorted;
  for (const auto& entry : keyed) sorted.push_back(*std::get<2>(entry));
  return sorted;
}

}  // namespace undersigned::report
