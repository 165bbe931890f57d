#include "tests/support/tiny_letter.h"

#include <algorithm>
#include <numeric>

#include "core/base/codec.h"
#include "core/letter/epoch_leaf.h"
#include "core/letter/holding.h"
#include "core/letter/opening.h"

namespace undersigned::test {

using letter::LeafKind;

TinyLetter::TinyLetter(std::shared_ptr<const TinyFoundation> foundation, std::uint8_t seed)
    : foundation_(std::move(foundation)),
      randomness_({seed, 2}),
      leaves_(foundation_->leaves()),
      answers_(foundation_->plan.people, Answers(manifest().shape().rows())) {
  if (manifest().cover == letter::Cover::kAll) return;
  entries_.assign(foundation_->plan.people,
                  proof::PublishedCiphertext::identity(manifest().options));
}

TinyLetter& TinyLetter::append(LeafKind kind, base::ByteView payload) {
  leaves_.push_back(letter::encode_leaf(kind, payload));
  return *this;
}

TinyLetter& TinyLetter::append(const letter::Opening& opening) {
  const std::size_t parts = letter::opening_leaves(opening);
  std::size_t part = 0;
  letter::write_opening(opening, [&](const base::Bytes& payload) {
    leaves_.push_back(letter::encode_leaf(LeafKind::kOpening, part++, parts, payload));
  });
  return *this;
}

TinyLetter& TinyLetter::holding() {
  for (std::uint8_t trustee = 1; trustee <= foundation_->plan.trustees; ++trustee) {
    const auto message = letter::holding_message(foundation_->fingerprint, trustee);
    const auto& signer = foundation_->trustees->signers[trustee - 1u];
    append(LeafKind::kStatement, letter::HoldingStatement{trustee, signer.sign(message)}.encode());
  }
  return *this;
}

proof::EntryContext TinyLetter::context() const {
  return {foundation_->fingerprint, manifest().shape(), foundation_->secrets->keys.sealing,
          foundation_->secrets->keys.cover};
}

proof::Entry TinyLetter::entry(std::uint32_t credential,
                               const std::optional<Answers>& answers) const {
  const proof::EntryContext context = this->context();
  const auto replaced = replaced_.find(credential);
  const TinyReplacement* const own = replaced == replaced_.end() ? nullptr : &*replaced->second;
  const bool afresh = !manifest().refers_back(epochs_ + 1) ||
                      (own != nullptr && own->leaf.place.epoch == epochs_ + 1);
  const proof::EntryPlace place{
      epochs_ + 1, credential,
      own == nullptr ? &foundation_->credentials[credential] : &own->credential,
      afresh ? &context.origin() : &entries_[credential]};
  if (!answers) {
    return proof::make_cover_entry(foundation_->ops, context, place, foundation_->secrets->cover,
                                   randomness_);
  }
  Answers rows = *answers;
  rows.resize(context.shape().rows());
  return proof::make_choice_entry(foundation_->ops, context, place,
                                  own == nullptr ? foundation_->keys[credential] : own->key,
                                  proof::Choice(context.shape(), rows), randomness_);
}

std::shared_ptr<const TinyReplacement> TinyLetter::replacement(std::uint32_t credential) const {
  const TinyFoundation& f = *foundation_;
  const auto before = replaced_.find(credential);
  const std::uint8_t number = before == replaced_.end() ? 0 : before->second->leaf.place.number;
  base::CanonicalCode code = base::random_code(randomness_);
  group::SecretScalar key = letter::half_key(code, f.issuer->public_key());
  const proof::PublishedPoint point(f.ops.multiply_base(key.reveal()));
  TinyReplacement made{{}, std::move(code), std::move(key), point, {}};
  letter::AmendmentLeaf& leaf = made.leaf;
  leaf.place = {credential, static_cast<std::uint8_t>(number + 1), epochs_ + 1};
  leaf.halves = {letter::make_amended_half(f.ops, f.fingerprint, leaf.place, 1, made.key, *f.issuer,
                                           randomness_)};
  if (credential < f.plan.people) {
    made.body = f.seal(credential, f.card_of(credential), made.code, point);
    leaf.card_hash = letter::card_hash(made.body);
  }
  leaf.sign(f.fingerprint, *f.registrar);
  return std::make_shared<const TinyReplacement>(std::move(made));
}

TinyLetter& TinyLetter::amend(std::uint32_t credential) {
  const auto made = replacement(credential);
  replaced_[credential] = made;
  if (credential < answers_.size()) {
    answers_[credential].assign(answers_[credential].size(), 0);
    if (manifest().cover == letter::Cover::kNone)
      entries_[credential] = proof::PublishedCiphertext::identity(manifest().options);
  }
  return append(LeafKind::kAmendment, made->leaf.encode());
}

const letter::CardBody& TinyLetter::body(std::uint32_t credential) const {
  const auto replaced = replaced_.find(credential);
  return replaced == replaced_.end() ? foundation_->bodies[credential] : replaced->second->body;
}

base::Bytes TinyLetter::entry_payload(std::uint32_t credential, const proof::Entry& entry) const {
  base::Writer payload;
  if (manifest().cover == letter::Cover::kNone) payload.u32(credential);
  return payload.raw(entry.encode()).take();
}

TinyLetter& TinyLetter::epoch(const std::vector<std::optional<Answers>>& answers) {
  std::vector<proof::PublishedCiphertext> sealed = entries_;
  sealed.resize(foundation_->plan.people, proof::PublishedCiphertext::identity(manifest().options));
  for (std::uint32_t i = 0; i < foundation_->plan.people; ++i) {
    if (!answers[i] && manifest().cover == letter::Cover::kNone) continue;
    const proof::Entry made = entry(i, answers[i]);
    append(LeafKind::kEntry, entry_payload(i, made));
    sealed[i] = made.sealed();
    if (!answers[i]) continue;
    answers_[i] = *answers[i];
    answers_[i].resize(manifest().shape().rows());
  }
  entries_ = std::move(sealed);
  ++epochs_;
  const base::Bytes note = foundation_->log_key().sign(tree_of(leaves_));
  const letter::EpochLeaf leaf{epochs_, static_cast<std::uint64_t>(manifest().epoch_end(epochs_)),
                               std::string(base::as_text(note))};
  return append(LeafKind::kEpoch, leaf.encode());
}

letter::Draw TinyLetter::drawing(const std::vector<std::uint8_t>& by) const {
  letter::Draw draw{epochs_, {}};
  for (const std::uint8_t trustee : by) {
    draw.parts.push_back(letter::make_draw_part(foundation_->ops, randomness_,
                                                {foundation_->fingerprint, epochs_}, trustee,
                                                foundation_->secrets->keys.shares_of(trustee).draw,
                                                foundation_->secrets->shares[trustee - 1u].draw()));
  }
  return draw;
}

bool TinyLetter::draw_closes() const {
  return letter::draw_closes(drawing().drawn(), epochs_, manifest().schedule.epochs);
}

TinyLetter& TinyLetter::draw() { return append(LeafKind::kDraw, drawing().encode()); }

letter::SumPlace TinyLetter::sum_place(const letter::TallyPlace& place) const {
  return {foundation_->fingerprint, epochs_, place};
}

letter::Cells TinyLetter::cells() const {
  if (manifest().cover == letter::Cover::kAll) return foundation_->cells;
  const auto& cohorts = foundation_->draft.cohorts;
  std::vector<std::uint32_t> people(cohorts.size());
  for (const std::uint32_t i : standing()) ++people[foundation_->draft.credentials[i].cohort];
  return letter::make_cells(cohorts, people, manifest().smallest_cohort);
}

letter::ItemSum TinyLetter::sum(const letter::TallyPlace& place) const {
  const letter::Cells cells = this->cells();
  letter::EntrySum sum(manifest().options);
  for (const std::uint32_t i : standing()) {
    const std::uint16_t cohort = foundation_->draft.credentials[i].cohort;
    if (place.cell == letter::kAllCells || cells.of_cohort[cohort] == place.cell) {
      sum.add(entries_[i].points());
    }
  }
  return sum.of(manifest(), place);
}

letter::SumPart TinyLetter::part(const letter::TallyPlace& place, std::uint8_t trustee) const {
  const auto& keys = foundation_->secrets->keys.shares_of(trustee).sealing;
  const auto shares = foundation_->secrets->shares[trustee - 1u].sealing();
  return *letter::make_sum_part(
      foundation_->ops, randomness_, sum_place(place), sum(place), trustee,
      letter::of_tally(std::span<const group::Point>(keys), manifest(), place),
      letter::of_tally(shares, manifest(), place));
}

letter::Tally TinyLetter::tally(const letter::TallyPlace& place,
                                const std::vector<std::uint8_t>& by) const {
  letter::Tally tally{place, {}, {}};
  for (const std::uint8_t trustee : by) tally.parts.push_back(part(place, trustee));
  tally.numbers = *letter::count_parts(sum(place), tally.parts);
  return tally;
}

TinyLetter& TinyLetter::count() {
  return append(LeafKind::kTally, tally(1, letter::kAllCells).encode());
}

TinyLetter& TinyLetter::tallies() {
  const letter::Cells cells = this->cells();
  letter::TallyPlan plan(manifest(), cells);
  while (const auto place = plan.next()) {
    const letter::Tally made = tally(*place);
    append(LeafKind::kTally, made.encode());
    plan.take(made.numbers);
  }
  return *this;
}

letter::OpeningPlace TinyLetter::opening_place() const {
  return {foundation_->fingerprint, epochs_};
}

letter::KeptEntries TinyLetter::kept() const {
  letter::KeptEntries kept(entries_.size(), manifest().options);
  for (std::size_t i = 0; i < entries_.size(); ++i) kept.set(i, entries_[i]);
  return kept;
}

std::vector<std::uint32_t> TinyLetter::standing() const { return kept().standing(); }

std::vector<letter::OpeningPair> TinyLetter::pairs() const {
  return *letter::opening_pairs(kept(), standing(), manifest().signature_item(),
                                truth().settlement.names_level, executor_);
}

std::vector<letter::OpeningPart> TinyLetter::parts(
    letter::PartKind kind, const std::vector<std::uint8_t>& by,
    std::span<const proof::PublishedPoint> points) const {
  const letter::Item& signature = manifest().signature_item();
  const std::size_t level = truth().settlement.names_level;
  std::vector<letter::OpeningPart> parts;
  for (const std::uint8_t trustee : by) {
    const auto& keys = foundation_->secrets->keys.shares_of(trustee);
    const auto& shares = foundation_->secrets->shares[trustee - 1u];
    const bool cards = kind == letter::PartKind::kCards;
    parts.push_back(letter::make_part(
        foundation_->ops, randomness_, executor_, {opening_place(), kind, trustee},
        cards ? keys.card : letter::named_key(keys.sealing, signature, level),
        cards ? shares.card().clone() : letter::named_share(shares.sealing(), signature, level),
        points));
  }
  return parts;
}

letter::Opening TinyLetter::names(const std::vector<std::uint8_t>& rounds) const {
  letter::Opening opening;
  std::vector<letter::OpeningPair> raised = pairs();
  for (const std::uint8_t trustee : rounds) {
    const auto round = static_cast<std::uint8_t>(opening.rounds.size() + 1);
    opening.rounds.push_back({trustee, letter::raise(foundation_->ops, randomness_, executor_,
                                                     {opening_place(), round, trustee}, raised)});
    raised = letter::raised_pairs(opening.rounds.back().pairs);
  }
  std::vector<std::uint8_t> by = rounds;
  std::ranges::sort(by);
  opening.parts = parts(letter::PartKind::kPairs, by, letter::first_components(raised));
  const auto decrypted = letter::combine_opening(opening.parts, executor_);
  for (const std::uint32_t i : letter::opened_set(standing(), raised, decrypted)) {
    opening.cards.push_back({i, body(i)});
  }
  const auto points = letter::card_points(opening.cards);
  if (!points.empty()) opening.card_parts = parts(letter::PartKind::kCards, by, points);
  return opening;
}

TinyLetter& TinyLetter::opening() { return append(names()); }

TinyLetter& TinyLetter::finish() {
  if (standing().empty()) return *this;
  count();
  const TrueOutcome outcome = truth();
  if (outcome.state == letter::LetterState::kFailed) return *this;
  if (outcome.state == letter::LetterState::kOpenedWithNames) opening();
  return tallies();
}

namespace {

// The greatest level whose condition the counts of the levels up to it meet, by definition.
std::size_t greatest_level(const std::vector<std::uint64_t>& ladder,
                           const std::vector<std::uint32_t>& numbers, std::uint32_t beside) {
  std::size_t greatest = 0;
  for (std::size_t level = 1; level <= ladder.size(); ++level) {
    const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(level);
    if (std::accumulate(numbers.begin(), end, beside) >= ladder[level - 1]) greatest = level;
  }
  return greatest;
}

std::uint32_t up_to(const std::vector<std::uint32_t>& numbers, std::size_t level) {
  return std::accumulate(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(level), 0u);
}

}  // namespace

TrueOutcome TinyLetter::truth() const {
  const auto& ladder = foundation_->plan.ladder;
  TrueOutcome out;
  out.count.named.resize(ladder.size());
  out.count.counted.resize(ladder.size());
  for (const Answers& answers : answers_) {
    if (answers[0] == 0) continue;
    const bool by_name = answers[0] <= ladder.size();
    ++(by_name ? out.count.named[answers[0] - 1]
               : out.count.counted[answers[0] - 1 - ladder.size()]);
  }
  auto& settled = out.settlement;
  settled.names_level = greatest_level(ladder, out.count.named, 0);
  settled.names = up_to(out.count.named, settled.names_level);
  settled.counted_level = greatest_level(ladder, out.count.counted, settled.names);
  settled.signatures = settled.names + up_to(out.count.counted, settled.counted_level);
  if (settled.counted_level == 0) return out;
  out.state = settled.names_level > 0 ? letter::LetterState::kOpenedWithNames
                                      : letter::LetterState::kOpenedCounted;
  for (std::uint32_t i = 0; i < answers_.size(); ++i) {
    if (answers_[i][0] >= 1 && answers_[i][0] <= settled.names_level) out.names.push_back(i);
  }
  for (std::size_t item = 1; item < manifest().items.size(); ++item) tally_truth(item, out.tallies);
  return out;
}

void TinyLetter::tally_truth(std::size_t item, letter::TalliedItems& out) const {
  const letter::Item& of = manifest().items[item];
  if (of.kind == letter::ItemKind::kChoice) {
    const letter::Cells cells = this->cells();
    out.choices.push_back({item, {}});
    out.choices.back().counts.assign(cells.cells.size(), std::vector<std::uint32_t>(of.options));
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      const std::uint16_t cohort = foundation_->draft.credentials[i].cohort;
      const std::uint32_t answer = answers_[i][of.first_row];
      if (answer == 0) continue;
      ++out.choices.back().counts[cells.of_cohort[cohort]][answer - 1];
    }
    return;
  }
  const std::size_t rows = of.rows(), columns = of.options / rows;
  std::vector<std::vector<std::uint32_t>> counts(rows, std::vector<std::uint32_t>(columns));
  for (const Answers& answers : answers_) {
    for (std::size_t row = 0; row < rows; ++row) {
      const std::uint32_t answer = answers[of.first_row + row];
      if (answer > 0) ++counts[row][answer - 1];
    }
  }
  if (of.kind == letter::ItemKind::kRanking) {
    out.rankings.push_back({item, counts});
    return;
  }
  std::vector<std::uint64_t> ladder;
  for (int level = 1; level <= of.ladder->levels(); ++level) {
    ladder.push_back(of.ladder->threshold(level));
  }
  letter::LadderTally tally{item, counts[0], 0, 0, {}};
  const bool demand = of.kind == letter::ItemKind::kDemand;
  if (demand) tally.counts.pop_back();
  tally.level = greatest_level(ladder, tally.counts, 0);
  tally.people = up_to(tally.counts, tally.level);
  if (demand && tally.level > 0) tally.opposed = counts[0].back();
  (demand ? out.demands : out.pledges).push_back(tally);
}

}  // namespace undersigned::test
