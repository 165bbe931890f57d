#include "core/letter/verifier.h"

#include <utility>

#include "core/base/check.h"
#include "core/letter/verifier_state.h"

namespace undersigned::letter {

RecordVerifier::RecordVerifier(base::Executor& executor, base::Randomness& randomness,
                               CheckCallback lines, std::optional<hash::Digest256> fingerprint,
                               VerifierMemory memory)
    : state_(std::make_unique<State>(executor, randomness, std::move(lines), fingerprint, memory)) {
}
RecordVerifier::~RecordVerifier() = default;
RecordVerifier::RecordVerifier(RecordVerifier&&) noexcept = default;
RecordVerifier& RecordVerifier::operator=(RecordVerifier&&) noexcept = default;

base::Result<void> RecordVerifier::add_leaf(base::ByteView leaf) { return state_->add_leaf(leaf); }
base::Result<void> RecordVerifier::add_withheld(const hash::Digest256& leaf_hash) {
  return state_->add_withheld(leaf_hash);
}
base::Result<void> RecordVerifier::amend(base::ByteView leaf, std::uint32_t epoch) {
  return state_->amend(leaf, epoch);
}
base::Result<void> RecordVerifier::add_beside(base::ByteView leaf) {
  return state_->add_beside(leaf);
}
base::Result<Outcome> RecordVerifier::finish() { return state_->finish(); }

const Failure* RecordVerifier::failure() const {
  return state_->failure() ? &*state_->failure() : nullptr;
}
std::uint64_t RecordVerifier::leaves() const { return state_->verification().tree.size(); }
hash::Digest256 RecordVerifier::root() const { return state_->verification().tree.root(); }
NextStep RecordVerifier::next() const { return state_->next(); }

const Manifest* RecordVerifier::manifest() const {
  const auto& manifest = state_->verification().manifest;
  return manifest ? &*manifest : nullptr;
}
const ceremony::LetterKeys* RecordVerifier::keys() const {
  const auto& keys = state_->verification().keys;
  return keys ? &*keys : nullptr;
}
const Roster* RecordVerifier::roster() const {
  const auto& roster = state_->verification().roster;
  return roster ? &*roster : nullptr;
}
const Cells& RecordVerifier::cells() const { return state_->verification().cells; }
std::optional<hash::Digest256> RecordVerifier::fingerprint() const {
  return state_->verification().fingerprint;
}
std::uint32_t RecordVerifier::epochs_complete() const {
  return state_->epochs() ? state_->epochs()->complete() : 0;
}
std::uint64_t RecordVerifier::last_epoch_end() const {
  return state_->epochs() ? state_->epochs()->last_end() : 0;
}
std::uint64_t RecordVerifier::entry_count() const {
  return state_->epochs() ? state_->epochs()->entry_count() : 0;
}
std::uint32_t RecordVerifier::last_entry_count() const {
  return state_->epochs() ? state_->epochs()->last_entry_count() : 0;
}
const KeptEntries* RecordVerifier::entries() const {
  return state_->epochs() ? state_->epochs()->entries() : nullptr;
}
ItemSum RecordVerifier::sum(const TallyPlace& place) const {
  UNDERSIGNED_CHECK(state_->epochs() && place.item >= 1 && place.item <= manifest()->items.size());
  return state_->epochs()->sum(place);
}
SumPlace RecordVerifier::sum_place(const TallyPlace& place) const {
  UNDERSIGNED_CHECK(state_->epochs());
  return state_->epochs()->place(place);
}
std::vector<TallyPlace> RecordVerifier::due_tallies() const {
  const NextStep next = this->next();
  if (next.kind == NextKind::kSignatureTally) return {next.tally};
  if (next.kind == NextKind::kTally) return state_->tallies()->plan().due();
  return {};
}
const Beside& RecordVerifier::beside() const { return state_->beside(); }
const std::optional<SettledSignature>& RecordVerifier::settlement() const {
  static const std::optional<SettledSignature> none;
  return state_->tallies() ? state_->tallies()->settlement() : none;
}

}  // namespace undersigned::letter
