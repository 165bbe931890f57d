// Settlement (docs/protocol.md 9): which signatures a letter opens with, and which demands and
// pledges hold. The live letter and the rehearsal decide with this code and no other.
//
// The mathematics. Everybody who takes part states a condition: a member of the set A that opens by
// name with level j asks that at least T_j *by name* be in A; one who is counted with level j asks
// that at least T_j in all be in A. Call A self-consistent if every member's condition is met by A
// itself.
//
//   1. There is a greatest self-consistent set, it is unique, and it contains every other one. A
//      condition that A meets is met by every larger set, so the union of self-consistent sets is
//      self-consistent; the union of all of them is the one. It is defined by the choices alone, so
//      no order of signing, counting or asking can change it, and an added supporter only adds
//      self-consistent sets: it never shrinks.
//   2. Names. Let W_j be the number by name with level ≤ j, and j* the greatest j with W_j ≥ T_j (0
//      if there is none). The greatest set's names are exactly those with level ≤ j*. They are
//      self-consistent: each asks for T_j ≤ T_j* ≤ W_j*. And no other can join: if the highest
//      level by name in a self-consistent A is j, then T_j ≤ names in A ≤ W_j, hence j ≤ j*. A
//      named condition counts names alone, so whatever the counted do, even if all of them
//      withdraw, no name is left with fewer names beside it than it asked for.
//   3. Counted. Let W = W_j* (0 if j* = 0: an unmet name is in no self-consistent set, so it is
//      never counted), C_j the number counted with level ≤ j, and j′ the greatest j with
//      W + C_j ≥ T_j. By the argument of 2 the greatest set's counted are those with level ≤ j′.
//      As W ≥ T_j*, j′ ≥ j*: levels up to j* hold already and need no question.
//   4. Demands and pledges are case 2 with their own ladder U: the greatest j with S_j ≥ U_j.
//   5. The greatest j is found from the highest level down, and the first yes ends it: the
//   questions
//      that are answered are the noes above the settled level and one yes, and nothing is ever
//      learnt about the levels below.
//
// Who answers. *Is S ≥ T?* is answered at once by sums in the clear (a rehearsal, a loud close), or
// over minutes or hours by quiet tests that trustees carry out one after the other, that fail, and
// that a verifier finds as leaves of a record. A virtual call or a callback would fit the first
// only: it would block the second. So the descent itself is a value that holds the state between
// two answers (question(), answer()), without allocation or indirection; settle_… below drive it
// with anything that can be called, inline, for those who have the answers at hand.
//
// Nothing here is secret: an answer is published when it is given.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>

#include "core/base/check.h"
#include "core/base/result.h"
#include "core/settlement/ladder.h"

namespace undersigned::settlement {

// The levels of one ladder from the highest down to the floor, which holds unasked.
class Descent {
 public:
  // Levels top, top − 1, …, floor + 1 are asked about; 0 ≤ floor ≤ top. floor = 0: nothing holds
  // yet.
  Descent(int top, int floor) : level_(top), floor_(floor), settled_(top == floor) {
    UNDERSIGNED_CHECK(0 <= floor && floor <= top);
  }

  // No question is left: a yes came, or only the floor remains.
  bool settled() const { return settled_; }
  // Before it is settled the level in question, afterwards the settled one (0: none).
  int level() const { return level_; }
  void answer(bool yes) {
    UNDERSIGNED_CHECK(!settled_);
    if (!yes) --level_;
    settled_ = yes || level_ == floor_;
  }

 private:
  int level_;
  int floor_;
  bool settled_;
};

// Is the number of those by name with level ≤ named_level, plus the number of those counted with
// level ≤ counted_level, at least `at_least`? A level of 0 takes in nobody. The levels say which
// options' ciphertexts a quiet test sums (section 10).
struct SignatureQuestion {
  int named_level = 0;
  int counted_level = 0;
  std::uint32_t at_least = 0;

  friend bool operator==(const SignatureQuestion&, const SignatureQuestion&) = default;
};

// The levels that hold, 0 meaning none: names is j*, counted is j′ ≥ j*.
struct SignatureLevels {
  int names = 0;
  int counted = 0;

  // The letter opens if either exists; counted ≥ names, so one comparison tells.
  bool opens() const { return counted > 0; }
  friend bool operator==(const SignatureLevels&, const SignatureLevels&) = default;
};

// The signature item's settlement between two answers: first names, then counted.
class SignatureSettlement {
 public:
  // `opened` are the levels that an earlier test opened: an opened level never falls, so they are a
  // floor and are not asked about again (of the names, W never falls either: section 11; the
  // counted may withdraw, and the level stays a fact of the past). They must fit the ladder,
  // counted ≥ names.
  explicit SignatureSettlement(const Ladder& ladder, SignatureLevels opened = {});

  bool settled() const { return counting_ && descent_.settled(); }
  // Only while it is not settled.
  SignatureQuestion question() const;
  void answer(bool yes);
  // Only once it is settled.
  SignatureLevels levels() const;

 private:
  // The names are settled: from here on the counted are asked about, above what holds already.
  void start_counting();

  Ladder ladder_;
  SignatureLevels levels_;  // what holds so far
  Descent descent_;         // through the names' levels, then through those of the counted
  bool counting_ = false;
};

// What answers a question: bool where it cannot fail, Result<bool> where it can.
template <class Answer>
concept IsAnswer = std::same_as<Answer, bool> || std::same_as<Answer, base::Result<bool>>;

// Settles the signature item by `ask(SignatureQuestion)`, called from the highest level down and
// never again after the yes. Returns SignatureLevels, or Result<SignatureLevels> if `ask` can fail:
// its first error ends the settlement.
template <class Ask>
  requires IsAnswer<std::invoke_result_t<Ask&, SignatureQuestion>>
auto settle_signature(const Ladder& ladder, Ask&& ask, SignatureLevels opened = {}) {
  SignatureSettlement settlement(ladder, opened);
  if constexpr (std::same_as<std::invoke_result_t<Ask&, SignatureQuestion>, bool>) {
    while (!settlement.settled()) settlement.answer(ask(settlement.question()));
    return settlement.levels();
  } else {
    using Levels = base::Result<SignatureLevels>;
    while (!settlement.settled()) {
      const base::Result<bool> answer = ask(settlement.question());
      if (!answer) return Levels(std::unexpected(answer.error()));
      settlement.answer(*answer);
    }
    return Levels(settlement.levels());
  }
}

// The same for a demand or a pledge: `ask(level, at_least)` answers S_level ≥ at_least = U_level.
// Returns the settled level (0: none), as int or Result<int>. `opened`: as above.
template <class Ask>
  requires IsAnswer<std::invoke_result_t<Ask&, int, std::uint32_t>>
auto settle_ladder(const Ladder& ladder, Ask&& ask, int opened = 0) {
  Descent descent(ladder.levels(), opened);
  if constexpr (std::same_as<std::invoke_result_t<Ask&, int, std::uint32_t>, bool>) {
    while (!descent.settled()) {
      descent.answer(ask(descent.level(), ladder.threshold(descent.level())));
    }
    return descent.level();
  } else {
    while (!descent.settled()) {
      const base::Result<bool> answer = ask(descent.level(), ladder.threshold(descent.level()));
      if (!answer) return base::Result<int>(std::unexpected(answer.error()));
      descent.answer(*answer);
    }
    return base::Result<int>(descent.level());
  }
}

// How many chose exactly level 1, 2, … of a ladder, at [0], [1], …; zero above the ladder's top.
using LevelCounts = std::array<std::uint32_t, kMaxLevels>;

// The sums that a loud close opens (section 10) and a rehearsal knows.
struct SignatureCounts {
  LevelCounts named{};
  LevelCounts counted{};
};

struct SignatureOutcome {
  SignatureLevels levels;
  std::uint64_t names = 0;       // W = W_j*; 0 if no level of names holds
  std::uint64_t signatures = 0;  // W + C_j′; 0 if the letter does not open

  bool opens() const { return levels.opens(); }
};

// Settlement from sums in the clear, O(b), without allocation. Counts above the ladder's top level
// must be zero.
SignatureOutcome settle_signature(const Ladder& ladder, const SignatureCounts& counts,
                                  SignatureLevels opened = {});
int settle_ladder(const Ladder& ladder, const LevelCounts& counts, int opened = 0);

}  // namespace undersigned::settlement
