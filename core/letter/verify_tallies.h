// The verifier's third part: the loud count with the settlement, and the tallies of the choice
// items (docs/protocol.md 9, 10, 12). Internal to core/letter.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/letter/count.h"
#include "core/letter/leaf.h"
#include "core/letter/outcome.h"
#include "core/letter/verification.h"
#include "core/letter/verify_epochs.h"

namespace undersigned::letter {

class TalliesVerifier {
 public:
  // Both outlive this.
  TalliesVerifier(Verification& verification, const EpochsVerifier& epochs)
      : v_(verification), epochs_(epochs) {}

  // The tally of the signature item, over all, and what it settles.
  base::Result<void> add_signature(const Leaf& leaf);
  // The tally of the choice item and the cell that come next.
  base::Result<void> add_choice(const Leaf& leaf);

  const std::optional<SignatureCount>& count() const { return count_; }
  const std::optional<SettledSignature>& settlement() const { return settlement_; }
  const std::vector<ChoiceTally>& choices() const { return choices_; }
  // All choice items are tallied by all cells.
  bool complete() const { return next_item() > v_.manifest->items.size(); }
  // What the next choice tally must be of: q, and the number of the cell.
  std::uint16_t next_item() const;
  std::uint16_t next_cell() const;
  std::size_t done() const { return done_; }  // choice tallies so far
  std::size_t total() const;                  // of an opened letter

 private:
  base::Result<Tally> verify(const Leaf& leaf, std::uint16_t item, std::uint16_t cell) const;

  Verification& v_;
  const EpochsVerifier& epochs_;
  std::optional<SignatureCount> count_;
  std::optional<SettledSignature> settlement_;
  std::vector<ChoiceTally> choices_;
  std::size_t done_ = 0;
};

}  // namespace undersigned::letter
