#include <string>
#include <utility>

#include "core/base/encoding.h"
#include "core/letter/verifier_state.h"

namespace undersigned::letter {

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
                  counted(epochs_->entry_count(), "entry", "entries") +
                      (v_.withheld ? ", withheld: no proof can be verified any more"
                                   : ", every proof verified"));
}

void RecordVerifier::State::pass_tallies() {
  const std::size_t cells = v_.cells.cells.size();
  v_.pass(Check::kCells, cells == 0 ? "none, since nothing is tallied"
                                    : counted(cells, "cell", "cells") + " of at least " +
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

}  // namespace undersigned::letter
