// Whole letters from seeds: people, ladders, trustees, epochs, choices and replaced codes drawn at
// random, then perhaps one who cheats: server, signer, trustee, registrar. An honest record says
// what plain counting of the true choices says; a dishonest one is refused by the check of that
// cheat, at the leaf where it was done. UNDERSIGNED_SEEDS: how many letters (200).
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::size_t bound) {
    return static_cast<std::uint32_t>(engine_() % static_cast<std::uint32_t>(bound));
  }

 private:
  std::mt19937 engine_;
};

TinyPlan random_plan(Dice& dice) {
  TinyPlan plan;
  plan.people = 2 + dice.below(6);
  plan.ladder.clear();
  for (std::uint64_t threshold = 1; threshold <= plan.people && plan.ladder.size() < 3;
       ++threshold) {
    if (dice.below(2) == 0) plan.ladder.push_back(threshold);
  }
  if (plan.ladder.empty()) plan.ladder = {plan.people};
  plan.epochs = 1 + dice.below(3);
  plan.trustees = 1 + dice.below(4);
  plan.threshold = 1 + dice.below(plan.trustees);
  plan.choices = dice.below(2) == 0;
  plan.others = plan.people >= 4 && dice.below(2) == 0;  // their ladders end at four
  plan.testifying = dice.below(3);
  if (dice.below(3) == 0) plan.cover = letter::Cover::kNone;
  if (dice.below(3) == 0) plan.names = letter::NameList::kCommitted;
  plan.seed = static_cast<std::uint8_t>(dice.below(256));
  return plan;
}

void append_answer(Dice& dice, const letter::Item& item, Answers& answers) {
  if (item.kind != letter::ItemKind::kRanking) {
    answers.push_back(dice.below(item.options + 1u));
    return;
  }
  Answers places(item.rows());  // all 0: no ranking
  const bool ranks = dice.below(3) > 0;
  for (std::uint32_t row = 0; ranks && row < places.size(); ++row) {
    places[row] = row + 1;
    std::swap(places[row], places[dice.below(row + 1u)]);
  }
  answers.insert(answers.end(), places.begin(), places.end());
}

Choices random_choices(Dice& dice, const TinyFoundation& foundation) {
  Choices choices(foundation.plan.people);
  for (std::optional<Answers>& choice : choices) {
    if (dice.below(3) == 0) continue;  // does nothing in this epoch
    choice.emplace();
    for (const letter::Item& item : foundation.manifest.items) append_answer(dice, item, *choice);
  }
  return choices;
}

// The trustees who act: any t of the n.
std::vector<std::uint8_t> random_trustees(Dice& dice, const TinyPlan& plan) {
  std::vector<std::uint8_t> all;
  for (std::uint8_t trustee = 1; trustee <= plan.trustees; ++trustee) all.push_back(trustee);
  while (all.size() > plan.threshold) all.erase(all.begin() + dice.below(all.size()));
  return all;
}

struct Played {
  std::shared_ptr<const TinyFoundation> foundation;
  std::unique_ptr<TinyLetter> letter;
  std::vector<std::size_t> first_entries;  // of each epoch
  std::vector<std::size_t> epoch_leaves;

  bool covered() const { return foundation->plan.cover == letter::Cover::kAll; }
  // The leaf of an epoch's i-th entry: with cover that of credential i.
  std::size_t entry(std::uint32_t epoch, std::size_t i) const { return first_entries[epoch] + i; }
  std::size_t last_entries() const { return epoch_leaves.back() - first_entries.back(); }
  std::size_t count() const { return epoch_leaves.back() + 1; }
};

Played play(std::uint32_t seed, Dice& dice) {
  Played played;
  TinyPlan plan = random_plan(dice);
  played.foundation = std::make_shared<const TinyFoundation>(plan);
  played.letter = std::make_unique<TinyLetter>(played.foundation, static_cast<std::uint8_t>(seed));
  played.letter->holding();
  for (std::uint32_t epoch = 0; epoch < plan.epochs; ++epoch) {
    for (std::uint32_t i = 0; i < plan.people + plan.testifying; ++i) {
      if (dice.below(8) == 0) played.letter->amend(i);
    }
    played.first_entries.push_back(played.letter->leaves().size());
    played.letter->epoch(random_choices(dice, *played.foundation));
    played.epoch_leaves.push_back(played.letter->leaves().size() - 1);
  }
  if (played.letter->standing().empty()) return played;
  const std::vector<std::uint8_t> trustees = random_trustees(dice, plan);
  played.letter->append(letter::LeafKind::kTally,
                        played.letter->tally(1, letter::kAllCells, trustees).encode());
  const TrueOutcome truth = played.letter->truth();
  if (truth.state == letter::LetterState::kOpenedWithNames) {
    played.letter->append(played.letter->names(trustees));
  }
  if (truth.state != letter::LetterState::kFailed) {
    const letter::Cells cells = played.letter->cells();
    letter::TallyPlan tallies(played.foundation->manifest, cells);
    while (const auto place = tallies.next()) {
      const letter::Tally made = played.letter->tally(*place, trustees);
      played.letter->append(letter::LeafKind::kTally, made.encode());
      tallies.take(made.numbers);
    }
  }
  return played;
}

void expect_truth(const Verified& verified, const Played& played) {
  ASSERT_TRUE(verified.outcome) << show(verified.failure);
  const TrueOutcome truth = played.letter->truth();
  EXPECT_EQ(verified.outcome->state, truth.state);
  EXPECT_EQ(verified.outcome->settlement->names, truth.settlement.names);
  EXPECT_EQ(verified.outcome->settlement->signatures, truth.settlement.signatures);
  ASSERT_EQ(verified.outcome->names.size(), truth.names.size());
  for (std::size_t i = 0; i < truth.names.size(); ++i) {
    EXPECT_EQ(verified.outcome->names[i].name, played.foundation->card_of(truth.names[i]).name);
  }
  EXPECT_EQ(verified.outcome->tallies, truth.tallies);
}

// What somebody makes of the leaves, and where a verifier must stop.
struct Cheat {
  std::vector<base::Bytes> leaves;
  std::size_t leaf = 0;
  std::string line, check;
};

enum CheatKind {
  kReplayed,
  kSwapped,
  kDropped,
  kMissingEpoch,
  kCopied,
  kFalseNumber,
  kAmendedAlone,
  kCheats
};

// Of this credential, before the first epoch.
std::size_t amendments_before(const Played& played, std::uint32_t credential) {
  std::size_t amendments = 0;
  for (std::size_t at = 0; at < played.entry(0, 0); ++at) {
    const auto leaf = letter::Leaf::parse(played.letter->leaves()[at]);
    if (leaf->kind != LeafKind::kAmendment) continue;
    amendments += letter::AmendmentLeaf::parse(leaf->payload, 1)->place.credential == credential;
  }
  return amendments;
}

// Without cover: an entry that stands twice, out of order, or for a credential that there is not.
// Nobody can tell of one that is left out, but its signer.
Cheat cheat_about_whose(const Played& played, CheatKind kind, std::size_t at) {
  Cheat out{played.letter->leaves(), at + 1, "entries", "entry.credential"};
  if (kind == kReplayed) out.leaves[at] = out.leaves[at + 1];
  if (kind == kSwapped) std::swap(out.leaves[at], out.leaves[at + 1]);
  if (kind == kDropped) out.leaves[at + 1][letter::kLeafHeaderBytes + 2] = 1;  // 65,536 and more
  sign_epochs_again(out.leaves, played.foundation->log_key());
  return out;
}

Cheat cheat(const Played& played, CheatKind kind, Dice& dice) {
  const TinyPlan& plan = played.foundation->plan;
  // Where too few took part to lie about their entries.
  if (played.last_entries() < 2) kind = kAmendedAlone;
  Cheat out{played.letter->leaves(), 0, "entries", "entry.proof.choice"};
  const std::uint32_t last = plan.epochs - 1;
  const std::uint32_t person =
      played.last_entries() < 2 ? 0 : dice.below(played.last_entries() - 1);
  const std::size_t at = played.entry(last, person);
  if (!played.covered() && (kind == kReplayed || kind == kSwapped || kind == kDropped))
    return cheat_about_whose(played, kind, at);
  out.leaf = at;
  switch (kind) {
    case kReplayed:  // an older entry of the same credential; in one epoch alone, its neighbour's
      out.leaves[at] = out.leaves[last > 0 ? played.entry(last - 1, person) : at + 1];
      break;
    case kSwapped:
      std::swap(out.leaves[at], out.leaves[at + 1]);
      break;
    case kDropped:  // the last of the epoch, so that its leaf comes too early
      out.leaf = played.entry(last, plan.people - 1);
      out.leaves.erase(out.leaves.begin() + static_cast<std::ptrdiff_t>(out.leaf));
      out.line = "epochs";
      out.check = "leaf.order";
      break;
    case kMissingEpoch: {  // what amends it stays
      out.leaf = played.entry(last, 0);
      const auto first = out.leaves.begin() + static_cast<std::ptrdiff_t>(out.leaf);
      out.leaves.erase(first, first + static_cast<std::ptrdiff_t>(played.last_entries() + 1));
      out.line = "epochs";
      out.check = "leaf.order";
      break;
    }
    case kCopied: {  // somebody's sealed choice under another's proof
      const std::ptrdiff_t sealed = played.covered() ? 5 : 9;
      std::copy_n(out.leaves[at + 1].begin() + sealed,
                  32 * (1 + played.foundation->manifest.options), out.leaves[at].begin() + sealed);
      break;
    }
    case kAmendedAlone: {  // the registrar gives somebody a code of its own making
      const TinyFoundation& f = *played.foundation;
      out.leaf = played.entry(0, 0);
      letter::AmendmentLeaf leaf = TinyLetter(played.foundation).replacement(person)->leaf;
      leaf.place.number = static_cast<std::uint8_t>(1 + amendments_before(played, person));
      leaf.halves[0] =
          letter::make_amended_half(f.ops, f.fingerprint, leaf.place, 1, f.keys[person],
                                    *f.registrar, played.letter->randomness());
      leaf.sign(f.fingerprint, *f.registrar);
      out.leaves.insert(out.leaves.begin() + static_cast<std::ptrdiff_t>(out.leaf),
                        letter::encode_leaf(LeafKind::kAmendment, leaf.encode()));
      out.line = "epochs";
      out.check = "amendment.issuer";
      break;
    }
    case kFalseNumber:
    case kCheats: {
      out.leaf = played.count();
      auto tally =
          *letter::Tally::parse(base::ByteView(out.leaves[out.leaf]).subspan(5),
                                played.letter->tally_place(1), plan.threshold, plan.trustees);
      ++tally.numbers[dice.below(tally.numbers.size())];
      out.leaves[out.leaf] = letter::encode_leaf(LeafKind::kTally, tally.encode());
      out.line = "count";
      out.check = "tally.number";
      break;
    }
  }
  sign_epochs_again(out.leaves, played.foundation->log_key());
  return out;
}

void expect_refused(const Cheat& cheat) {
  const Verified verified = verify_leaves(cheat.leaves);
  ASSERT_TRUE(verified.failure);
  EXPECT_FALSE(verified.outcome);
  EXPECT_EQ(verified.failure->line, cheat.line) << show(verified.failure);
  EXPECT_EQ(verified.failure->check, cheat.check) << show(verified.failure);
  EXPECT_EQ(verified.failure->leaf, cheat.leaf) << show(verified.failure);
}

std::uint32_t letters() {
  const char* asked = std::getenv("UNDERSIGNED_SEEDS");
  return asked == nullptr ? 200 : static_cast<std::uint32_t>(std::strtoul(asked, nullptr, 10));
}

constexpr std::uint32_t kShards = 10;

class SeededLetters : public testing::TestWithParam<std::uint32_t> {};

TEST_P(SeededLetters, SayTheTruthAndCheatsAreNamed) {
  for (std::uint32_t seed = GetParam(); seed < letters(); seed += kShards) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const Played played = play(seed, dice);
    expect_truth(verify_leaves(played.letter->leaves(), played.foundation->fingerprint), played);
    expect_refused(cheat(played, static_cast<CheatKind>(seed / kShards % kCheats), dice));
    if (HasFailure()) return;
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, SeededLetters, testing::Range(0u, kShards));

}  // namespace
}  // namespace undersigned::test
