// What the verifier of a record holds and how it goes on from leaf to leaf. Internal to
// core/letter; verifier.h is the door. verifier_state.cc takes leaves, verifier_end.cc says what
// they come to.
#pragma once

#include <optional>
#include <string>

#include "core/letter/grammar.h"
#include "core/letter/leaf.h"
#include "core/letter/opening.h"
#include "core/letter/verification.h"
#include "core/letter/verifier.h"
#include "core/letter/verify_beside.h"
#include "core/letter/verify_epochs.h"
#include "core/letter/verify_foundation.h"
#include "core/letter/verify_tallies.h"

namespace undersigned::letter {

// For a person: what comes next.
std::string describe(const NextStep& next);

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
  base::Result<void> add_beside(base::ByteView leaf);
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

}  // namespace undersigned::letter
