#include "core/letter/verifier_state.h"

#include <utility>

#include "core/log/merkle.h"

namespace undersigned::letter {
namespace {

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

base::Result<void> RecordVerifier::State::add_beside(base::ByteView bytes) {
  if (failure_) return base::fail(failure_->check, failure_->section, failure_->message);
  UNDERSIGNED_TRY(const Leaf leaf, Leaf::parse(bytes));
  if (!grammar_.takes_beside(leaf.kind)) {
    return base::fail("beside.place", "8",
                      "A leaf of kind " + std::string(name_of(leaf.kind)) +
                          " cannot stand beside the letter here and now.");
  }
  UNDERSIGNED_TRY_VOID(grammar_.accept(leaf));
  UNDERSIGNED_TRY_VOID(read_beside(leaf));
  v_.tree.append(log::leaf_hash(bytes));
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
    std::vector<std::uint32_t> credentials = epochs_->entries()->standing();
    UNDERSIGNED_TRY(auto pairs,
                    opening_pairs(*epochs_->entries(), credentials, v_.manifest->signature_item(),
                                  settled.names_level, v_.executor));
    opening_.emplace(OpeningVerifier::Letter{*v_.manifest, *v_.keys, *v_.roster},
                     OpeningPlace{*v_.fingerprint, epochs_->complete()}, settled.names_level,
                     settled.names, std::move(credentials), std::move(pairs), v_.executor,
                     v_.randomness);
  }
  // What is opened from here on rests on the pairs and the sums.
  if (!memory_.entries_after_count) epochs_->forget_entries();
  if (settled.names_level > 0) return {};
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
  if ((leaf.kind == LeafKind::kEpoch || leaf.kind == LeafKind::kDraw) && epochs_->closed()) {
    pass_epochs();
    if (!epochs_->nothing_stands()) return {};
    tallies_->settle_nothing();
    return settled();
  }
  return {};
}

base::Result<void> RecordVerifier::State::begin_epochs() {
  pass_holding();
  UNDERSIGNED_TRY_VOID(check_fingerprint());
  epochs_.emplace(v_, memory_.entries_at_once, memory_.ready_bytes);
  tallies_.emplace(v_, *epochs_);
  return {};
}

}  // namespace undersigned::letter
