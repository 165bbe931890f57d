#include "tests/unit/report/samples.h"

#include <array>
#include <cstdlib>

#include "core/letter/manifest.h"

namespace undersigned::test {
namespace {

using letter::LetterState;
using letter::Outcome;

letter::Item choice(std::string id, std::string question, std::vector<std::string> answers) {
  letter::Item item;
  item.id = std::move(id);
  item.question = std::move(question);
  item.answers = std::move(answers);
  return item;
}

letter::Item signature(std::array<std::uint64_t, 3> ladder, std::uint32_t people) {
  letter::Item item;
  item.id = "signature";
  item.kind = letter::ItemKind::kSignature;
  item.ladder = settlement::Ladder::parse(ladder, people).value();
  return item;
}

hash::Digest256 digest(std::uint8_t first) {
  hash::Digest256 bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
  return bytes;
}

void take_away(Outcome& outcome, LetterState state) {
  if (state == LetterState::kOpenedWithNames) return;
  outcome.names.clear();
  if (state == LetterState::kOpenedCounted) return;
  outcome.tallies = {};
  outcome.settlement = letter::SettledSignature{};
  if (state == LetterState::kFailed) return;
  outcome.settlement.reset();
  outcome.count.reset();
  outcome.epochs_complete = 1;
  outcome.leaves -= 10;
  outcome.next = "Epoch 2 of 4: its entries, then its epoch leaf.";
}

letter::Item with_ladder(std::string id, letter::ItemKind kind, std::string text,
                         std::array<std::uint64_t, 2> ladder) {
  letter::Item item;
  item.id = std::move(id);
  item.kind = kind;
  item.text = std::move(text);
  item.ladder = settlement::Ladder::parse(ladder, 12).value();
  return item;
}

}  // namespace

void add_every_kind(Outcome& outcome) {
  using letter::ItemKind;
  auto& items = outcome.manifest.items;
  items.push_back(with_ladder("heat", ItemKind::kDemand, "Heat the <hall>.", {4, 8}));
  items.push_back(with_ladder("light", ItemKind::kDemand, "Light the yard.", {6, 10}));
  items.push_back(with_ladder("resign", ItemKind::kPledge, "I hand in my notice.", {1, 6}));
  items.back().release = {{"heat", "light"}, 1, 1'780'000'000};
  items.push_back(choice("order", "What comes first?", {"Light", "Heat"}));
  items.back().kind = ItemKind::kRanking;
  outcome.tallies.demands = {{3, {5, 2}, 1, 5, 3}, {4, {2, 1}, 0, 0, {}}};
  outcome.tallies.pledges = {{5, {2, 1}, 1, 2, {}}};
  outcome.tallies.rankings = {{6, {{4, 3}, {3, 4}}}};
}

Outcome small_outcome(LetterState state) {
  Outcome outcome;
  letter::Manifest& manifest = outcome.manifest;
  manifest.language = "en";
  manifest.title = "Bring the night shift back";
  manifest.addressee = "The board of Lumen Works";
  manifest.body = "We ask for *three* things.\n\n* light\n* heat\n* time\n";
  manifest.authors = {{"Ana Torvane", "Welder", "Works nights", {}}, {"Bao Lindqvist", "", "", {}}};
  manifest.roster_size = 12;
  manifest.items = {signature({3, 5, 9}, 12),
                    choice("destination", "Where would you go?", {"Stay", "Norhaven", "Elsewhere"}),
                    choice("freedom", "Did you feel free?", {"Yes", "No"})};
  manifest.schedule = {1'772'355'600, 1'772'442'000, 43'200, 4};
  manifest.smallest_cohort = 10;
  outcome.fingerprint = digest(0x10);
  outcome.root = digest(0x80);
  outcome.state = state;
  outcome.epochs_complete = 4;
  outcome.closed_at = 1'772'528'400;
  outcome.leaves = 87;
  outcome.cohorts = {"Foundry", "Gate", "Office"};
  outcome.cells = {{{"Foundry"}, 7}, {{"Gate", "Office"}, 5}};
  outcome.count = letter::SignatureCount{{4, 2, 1}, {0, 1, 2}};
  outcome.settlement = letter::SettledSignature{2, 6, 3, 9};
  outcome.names = {{0, true, "Bao Lindqvist", "Fitter", "Foundry"},
                   {2, true, "Ana Torvane", "Welder", "Foundry"},
                   {3, false, "", "", "Gate"},
                   {5, true, "Cyd Amara", "", "Office"},
                   {8, true, "Dov Petit", "Clerk", "Office"},
                   {11, true, "Eun Salcedo", "Caster", "Foundry"}};
  outcome.tallies.choices = {{1, {{3, 2, 1}, {2, 0, 1}}}, {2, {{4, 1}, {1, 3}}}};
  if (state == LetterState::kOpenedCounted) {
    outcome.count = letter::SignatureCount{{1, 1, 1}, {3, 2, 4}};
    outcome.settlement = letter::SettledSignature{0, 0, 3, 9};
  }
  if (state == LetterState::kFailed) {
    outcome.count = letter::SignatureCount{{1, 1, 1}, {1, 0, 1}};
  }
  take_away(outcome, state);
  return outcome;
}

}  // namespace undersigned::test
