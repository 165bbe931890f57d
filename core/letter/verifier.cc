#include "core/letter/verifier.h"

#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/base/encoding.h"
#include "core/letter/grammar.h"
#include "core/letter/leaf.h"
#include "core/letter/opening.h"
#include "core/letter/verification.h"
#include "core/letter/verify_beside.h"
#include "core/letter/verify_epochs.h"
#include "core/letter/verify_foundation.h"
#include "core/letter/verify_tallies.h"
#include "core/log/merkle.h"

namespace undersigned::letter {

class RecordVerifier::State {
 public:
  State(base::Executor& executor, base::Randomness& randomness, CheckCallback lines,
        std::optional<hash::Digest256> expected, VerifierMemory memory)
      : v_{executor, randomness, std::move(lines), expected, {}, {}, {}, {}, {}, {}, {}, false},
        memory_(memory),
        foundation_(v_),
        beside_(v_) {}

  base::Result<void> add_leaf(base::ByteView bytes);
  base::Result<void> add_withheld(const hash::Digest256& leaf_hash);
  base::Result<void> amend(base::ByteView leaf, std::uint32_t epoch);
  base::Result<Outcome> finish();
  NextStep next() const;

  const Verification& verification() const { return v_; }
  const std::optional<Failure>& failure() const { return failure_; }
  const std::optional<EpochsVerifier>& epochs() const { return epochs_; }
  const std::optional<TalliesVerifier>& tallies() const { return tallies_; }
  const Beside& beside() const { return beside_.beside(); }

 private:
  base::Result<void> accept(base::ByteView bytes);
  base::Result<void> accept_withheld(const hash::Digest256& leaf_hash);
  base::Result<Place> place(const base::Result<Leaf>& leaf);
  base::Result<void> read(const Leaf& leaf, const Place& place);
  base::Result<void> read_beside(const Leaf& leaf);
  base::Result<void> read_tally(const Leaf& leaf);
  base::Result<void> read_opening(const Leaf& leaf, const Place& place);
  base::Result<void> settled();
  base::Result<void> after(const Leaf& leaf, const Place& place);
  base::Result<void> begin_epochs();
  base::Result<void> check_fingerprint();
  void pass_holding();
  void pass_epochs();
  void pass_tallies();
  base::Result<void> end();
  base::Result<void> check_withheld();
  std::unexpected<base::Error> fail(base::Error error);
  Check stage() const;
  Outcome outcome() const;
  LetterState state() const;

  Verification v_;
  VerifierMemory memory_;
  Grammar grammar_;
  FoundationVerifier foundation_;
  std::optional<EpochsVerifier> epochs_;
  std::optional<TalliesVerifier> tallies_;
  std::optional<OpeningVerifier> opening_;
  BesideVerifier beside_;
  std::optional<Failure> failure_;
};

namespace {

std::string describe(const NextStep& next) {
  switch (next.kind) {
    case NextKind::kFoundation:
      return "manifest, keys and roster";
    case NextKind::kHolding:
      return "the statement of trustee " + std::to_string(next.trustee) +
             " that it holds the cards";
    case NextKind::kEpoch:
      return "the entries of epoch " + std::to_string(next.epoch);
    case NextKind::kDraw:
      return "the draw whether epoch " + std::to_string(next.epoch) +
             " closes the letter, by the trustees";
    case NextKind::kSignatureTally:
      return "the count of signatures, by the trustees";
    case NextKind::kOpening:
      return "the opening of names, by the trustees";
    case NextKind::kTally:
      return describe(next.tally);
    case NextKind::kComplete:
      return "nothing";
  }
  return "";
}

LeafKind kind_of(NextKind next) {
  switch (next) {
    case NextKind::kHolding:
      return LeafKind::kStatement;
    case NextKind::kOpening:
      return LeafKind::kOpening;
    case NextKind::kSignatureTally:
    case NextKind::kTally:
      return LeafKind::kTally;
    default:
      return LeafKind::kEntry;
  }
}

}  // namespace

std::unexpected<base::Error> RecordVerifier::State::fail(base::Error error) {
  failure_ = failure_at(v_.blame, error);
  if (v_.lines) v_.lines(failed(*failure_));
  return std::unexpected(std::move(error));
}

// The check that a leaf belongs to which stands where it should not.
Check RecordVerifier::State::stage() const {
  switch (next().kind) {
    case NextKind::kFoundation:
      return foundation_.check();
    case NextKind::kHolding:
      return Check::kHolding;
    case NextKind::kEpoch:
    case NextKind::kDraw:
      return Check::kEpochs;
    case NextKind::kSignatureTally:
      return Check::kCount;
    case NextKind::kOpening:
      return Check::kNames;
    case NextKind::kTally:
      return Check::kTallies;
    case NextKind::kComplete:
      break;
  }
  return Check::kState;
}

NextStep RecordVerifier::State::next() const {
  NextStep next;
  if (!epochs_) {
    if (!v_.fingerprint) return next;
    next.kind = NextKind::kHolding;
    next.trustee = static_cast<std::uint8_t>(foundation_.statements() + 1);
  } else if (!epochs_->closed()) {
    const bool draw = epochs_->draw_due();
    next.kind = draw ? NextKind::kDraw : NextKind::kEpoch;
    next.epoch = epochs_->complete() + (draw ? 0 : 1);
  } else if (!tallies_->settlement()) {
    next = {NextKind::kSignatureTally, 0, epochs_->complete(),
            first_tally(*v_.manifest, 1, kAllCells)};
  } else if (opening_ && !opening_->complete()) {
    next.kind = NextKind::kOpening;
  } else if (tallies_->settlement()->signatures > 0 && tallies_->plan().next()) {
    next = {NextKind::kTally, 0, epochs_->complete(), *tallies_->plan().next()};
  } else {
    next.kind = NextKind::kComplete;
  }
  return next;
}

base::Result<void> RecordVerifier::State::add_leaf(base::ByteView bytes) {
  if (failure_) return base::fail(failure_->check, failure_->section, failure_->message);
  auto accepted = accept(bytes);
  if (!accepted) return fail(std::move(accepted).error());
  return {};
}

base::Result<void> RecordVerifier::State::accept(base::ByteView bytes) {
  const base::Result<Leaf> leaf = Leaf::parse(bytes);
  const base::Result<Place> place = this->place(leaf);
  // Entries that wait come before this leaf: what is wrong with them is wrong first.
  if (epochs_ && (!place || leaf->kind != LeafKind::kEntry)) {
    UNDERSIGNED_TRY_VOID(epochs_->flush());
  }
  const bool beside = place && place->beside;
  v_.blame = {beside ? Check::kBeside : stage(), v_.current(),
              leaf ? std::string(name_of(leaf->kind)) : std::string()};
  if (!place) return std::unexpected(place.error());
  UNDERSIGNED_TRY_VOID(read(*leaf, *place));
  v_.tree.append(log::leaf_hash(bytes));
  return after(*leaf, *place);
}

base::Result<void> RecordVerifier::State::add_withheld(const hash::Digest256& leaf_hash) {
  if (failure_) return base::fail(failure_->check, failure_->section, failure_->message);
  auto accepted = accept_withheld(leaf_hash);
  if (!accepted) return fail(std::move(accepted).error());
  return {};
}

// A leaf of which only the hash is known must stand where an entry stands.
base::Result<void> RecordVerifier::State::accept_withheld(const hash::Digest256& leaf_hash) {
  v_.blame = {Check::kEntries, v_.current(), std::string(name_of(LeafKind::kEntry))};
  UNDERSIGNED_TRY_VOID(place(Leaf{LeafKind::kEntry, 0, 1, {}}));
  UNDERSIGNED_TRY_VOID(epochs_->add_withheld());
  v_.tree.append(leaf_hash);
  return {};
}

base::Result<void> RecordVerifier::State::amend(base::ByteView bytes, std::uint32_t epoch) {
  UNDERSIGNED_TRY(const Leaf leaf, Leaf::parse(bytes));
  if (!epochs_ || epochs_->complete() > 0 || leaf.kind != LeafKind::kAmendment)
    return base::fail("leaf.order", "8", "This is no amendment that could stand here.");
  UNDERSIGNED_TRY_VOID(amend_roster(v_, leaf, epoch));
  return {};
}

// Where the leaf stands, if it may stand there.
base::Result<Place> RecordVerifier::State::place(const base::Result<Leaf>& leaf) {
  if (!leaf) return std::unexpected(leaf.error());
  if (grammar_.takes_beside(leaf->kind)) return grammar_.accept(*leaf);
  const NextStep next = this->next();
  if (next.kind == NextKind::kComplete) {
    if (tallies_->settlement()->signatures == 0) {
      return base::fail("record.unopened", "12",
                        "Nothing more may be opened of a letter that did not open.");
    }
    return base::fail("record.complete", "8", "The record is complete; nothing may follow.");
  }
  UNDERSIGNED_TRY(const Place place, grammar_.accept(*leaf));
  // The grammar lets a tally or an opening follow the count; which of them is the count's to say.
  if (tallies_ && tallies_->settlement() && leaf->kind != kind_of(next.kind)) {
    return base::fail(
        "record.order", "8",
        "What comes here is " + describe(next) + ", not " + std::string(name_of(leaf->kind)) + ".");
  }
  return place;
}

base::Result<void> RecordVerifier::State::read(const Leaf& leaf, const Place& place) {
  if (place.beside) return read_beside(leaf);
  switch (leaf.kind) {
    case LeafKind::kManifest:
      return foundation_.add_manifest(leaf, place);
    case LeafKind::kKeys:
      return foundation_.add_keys(leaf, place);
    case LeafKind::kRoster:
      return foundation_.add_roster(leaf, place);
    case LeafKind::kStatement:
      return foundation_.add_statement(leaf, place);
    case LeafKind::kEntry:
      v_.blame.check = Check::kEntries;
      return epochs_->add_entry(leaf, place);
    case LeafKind::kEpoch:
      return epochs_->end_epoch(leaf, place);
    case LeafKind::kAmendment:
      return epochs_->add_amendment(leaf);
    case LeafKind::kDraw:
      return epochs_->add_draw(leaf);
    case LeafKind::kTally:
      return read_tally(leaf);
    case LeafKind::kOpening:
      return read_opening(leaf, place);
    default:
      return base::fail("record.order", "8", "This draft has no such leaves.");
  }
}

base::Result<void> RecordVerifier::State::read_beside(const Leaf& leaf) {
  BesideStage stage;
  stage.closed = epochs_->closed();
  stage.complete =
      state() == LetterState::kOpenedWithNames || state() == LetterState::kOpenedCounted;
  if (state() == LetterState::kFailed) stage.failed = epochs_->last_end();
  if (opening_ && opening_->complete()) stage.names = opening_->names();
  return beside_.add(leaf, stage);
}

base::Result<void> RecordVerifier::State::read_tally(const Leaf& leaf) {
  if (!tallies_->settlement()) {
    UNDERSIGNED_TRY_VOID(tallies_->add_signature(leaf));
    return settled();
  }
  UNDERSIGNED_TRY_VOID(tallies_->add_item(leaf));
  if (!tallies_->plan().next()) pass_tallies();
  return {};
}

// The signature item has settled: what may be opened now.
base::Result<void> RecordVerifier::State::settled() {
  const SettledSignature& settled = *tallies_->settlement();
  if (v_.withheld && settled.signatures > 0) {
    return base::fail("withheld.opened", "16",
                      "This letter opened. Entries may be withheld of one that failed, and of no "
                      "other.");
  }
  if (settled.names_level > 0) {
    v_.blame.check = Check::kNames;
    UNDERSIGNED_TRY(auto pairs, opening_pairs(*epochs_->entries(), v_.manifest->signature_item(),
                                              settled.names_level, v_.executor));
    opening_.emplace(OpeningVerifier::Letter{*v_.manifest, *v_.keys, *v_.roster},
                     OpeningPlace{*v_.fingerprint, epochs_->complete()}, settled.names_level,
                     settled.names, std::move(pairs), v_.executor, v_.randomness);
    return {};
  }
  v_.pass(Check::kNames, "no level of names holds: none is opened");
  if (settled.signatures == 0 || !tallies_->plan().next()) pass_tallies();
  return {};
}

base::Result<void> RecordVerifier::State::read_opening(const Leaf& leaf, const Place& place) {
  UNDERSIGNED_TRY_VOID(opening_->add(leaf.payload));
  if (place.ends != opening_->complete()) {
    return base::fail("names.parts", "11",
                      place.ends ? "The opening ends before all that it must have is there."
                                 : "The opening has fewer leaves than its first one says.");
  }
  if (!place.ends) return {};
  std::size_t readable = 0;
  for (const OpenedName& name : opening_->names()) readable += name.readable ? 1u : 0u;
  const std::size_t opened = opening_->names().size();
  v_.pass(Check::kNames, counted(opened, "credential", "credentials") + " opened, " +
                             counted(readable, "card is", "cards are") + " readable");
  if (!tallies_->plan().next()) pass_tallies();
  return {};
}

base::Result<void> RecordVerifier::State::after(const Leaf& leaf, const Place& place) {
  if (place.beside || place.amends) return {};
  if (leaf.kind == LeafKind::kManifest && place.ends) grammar_.know_letter(*v_.manifest);
  if (leaf.kind == LeafKind::kRoster && place.ends) v_.fingerprint = v_.tree.root();
  if (leaf.kind == LeafKind::kStatement &&
      foundation_.statements() == v_.manifest->trustees.size()) {
    return begin_epochs();
  }
  if (leaf.kind == LeafKind::kDraw && epochs_->closed()) grammar_.close();
  if ((leaf.kind == LeafKind::kEpoch || leaf.kind == LeafKind::kDraw) && epochs_->closed())
    pass_epochs();
  return {};
}

base::Result<void> RecordVerifier::State::begin_epochs() {
  pass_holding();
  UNDERSIGNED_TRY_VOID(check_fingerprint());
  epochs_.emplace(v_, memory_.entries_at_once, memory_.ready_bytes);
  tallies_.emplace(v_, *epochs_);
  return {};
}

void RecordVerifier::State::pass_holding() {
  v_.pass(Check::kHolding, std::to_string(foundation_.statements()) + " of " +
                               counted(v_.manifest->trustees.size(), "trustee", "trustees") +
                               " signed that they hold all cards");
}

base::Result<void> RecordVerifier::State::check_fingerprint() {
  const std::string own = base::to_hex(*v_.fingerprint);
  if (!v_.expected) {
    v_.pass(Check::kFingerprint,
            own + ": self-consistent only; compare it with the one in the invitation");
    return {};
  }
  if (*v_.expected != *v_.fingerprint) {
    // Every leaf up to the roster's last makes it.
    v_.blame = {Check::kFingerprint, v_.current() - foundation_.statements() - 1,
                std::string(name_of(LeafKind::kRoster))};
    return base::fail("fingerprint.other", "5",
                      "The record's fingerprint is " + own + ", not the given " +
                          base::to_hex(*v_.expected) +
                          ": its manifest, keys or roster are not those of the invitation.");
  }
  v_.pass(Check::kFingerprint, own + ", as given");
  return {};
}

void RecordVerifier::State::pass_epochs() {
  const std::uint32_t complete = epochs_->complete();
  const bool early = epochs_->closed() && complete < v_.manifest->schedule.epochs;
  const std::string drawn = early ? "; the draw closed the letter" : "";
  const std::string amended =
      v_.roster->amendments() == 0
          ? ""
          : "; " + counted(v_.roster->amendments(), "code was replaced", "codes were replaced");
  v_.pass(Check::kEpochs, std::to_string(complete) + " of " +
                              counted(v_.manifest->schedule.epochs, "epoch", "epochs") +
                              " complete" + drawn + amended);
  v_.pass_entries(Check::kEntries,
                  counted(std::uint64_t{complete} * v_.roster->size(), "entry", "entries") +
                      (v_.withheld ? ", withheld: no proof can be verified any more"
                                   : ", every proof verified"));
}

void RecordVerifier::State::pass_tallies() {
  const std::size_t cells = v_.cells.cells.size();
  v_.pass(Check::kCells, counted(cells, "cell", "cells") + " of at least " +
                             std::to_string(v_.manifest->smallest_cohort) + " people" +
                             (cells == 1 ? ", or everybody" : ""));
  if (tallies_->settlement()->signatures == 0) {
    v_.pass(Check::kTallies, "none, since the letter did not open");
    return;
  }
  v_.pass(Check::kTallies, tallies_text(*v_.manifest, tallies_->plan()));
}

base::Result<Outcome> RecordVerifier::State::finish() {
  if (failure_) return base::fail(failure_->check, failure_->section, failure_->message);
  auto ended = end();
  if (!ended) return fail(std::move(ended).error());
  return outcome();
}

// The lines of what the record has begun and not finished, and the last one.
base::Result<void> RecordVerifier::State::end() {
  if (epochs_) UNDERSIGNED_TRY_VOID(epochs_->flush());
  v_.blame = {stage(), {}, ""};
  if (!grammar_.may_end()) {
    return base::fail(
        "record.end", "8",
        "The record ends in the midst of something: " + grammar_.next() + " should follow.");
  }
  const NextStep next = this->next();
  if (!epochs_) {
    pass_holding();
    UNDERSIGNED_TRY_VOID(check_fingerprint());
  } else if (!epochs_->closed()) {
    pass_epochs();
  }
  if (next.kind == NextKind::kTally) pass_tallies();
  v_.pass(Check::kBeside, beside_.summary());
  UNDERSIGNED_TRY_VOID(check_withheld());
  const char* text = "";
  switch (state()) {
    case LetterState::kInProgress:
      v_.pass(Check::kState, "in progress; what comes next: " + describe(next));
      return {};
    case LetterState::kOpenedWithNames:
      text = "complete: opened with names";
      break;
    case LetterState::kOpenedCounted:
      text = "complete: opened, counted only";
      break;
    case LetterState::kFailed:
      text = v_.withheld ? "entries withheld after failure" : "complete: failed, nothing is opened";
      break;
  }
  v_.pass_entries(Check::kState, text);
  return {};
}

// Entries may be withheld once the letter has failed and so many trustees say that their shares are
// gone that the others could not open anything.
base::Result<void> RecordVerifier::State::check_withheld() {
  if (!v_.withheld) return {};
  v_.blame = {Check::kState, {}, ""};
  if (state() != LetterState::kFailed) {
    return base::fail("withheld.state", "16",
                      "Entries are withheld of a letter that has not failed: they may be withheld "
                      "once it has, and not before.");
  }
  const std::size_t erasures = beside_.beside().erasures.size();
  const std::size_t needed = erasures_needed(*v_.manifest);
  if (erasures >= needed) return {};
  return base::fail("withheld.erasures", "16",
                    "Entries are withheld, and only " + counted(erasures, "trustee", "trustees") +
                        " of the " + std::to_string(needed) +
                        " needed signed that they have erased their shares.");
}

LetterState RecordVerifier::State::state() const {
  if (next().kind != NextKind::kComplete) return LetterState::kInProgress;
  const SettledSignature& settled = *tallies_->settlement();
  if (settled.signatures == 0) return LetterState::kFailed;
  return settled.names_level > 0 ? LetterState::kOpenedWithNames : LetterState::kOpenedCounted;
}

Outcome RecordVerifier::State::outcome() const {
  Outcome out;
  out.manifest = *v_.manifest;
  out.fingerprint = *v_.fingerprint;
  out.state = state();
  if (out.state == LetterState::kInProgress) out.next = describe(next());
  out.leaves = v_.tree.size();
  out.root = v_.tree.root();
  out.cohorts = v_.roster->cohorts();
  out.testifying = v_.roster->credentials() - v_.roster->size();
  out.amendments = v_.roster->amendments();
  out.cells = v_.cells.cells;
  if (!epochs_) return out;
  out.epochs_complete = epochs_->complete();
  out.closed_at = epochs_->last_end();
  out.count = tallies_->count();
  out.settlement = tallies_->settlement();
  if (opening_ && opening_->complete()) out.names = opening_->names();
  out.tallies = tallies_->plan().items();
  out.beside = beside_.beside();
  return out;
}

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
