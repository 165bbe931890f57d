// The verifier's third part: the loud count with the settlement, and the tallies of the other
// items (docs/protocol.md 9, 10, 12). Internal to core/letter.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/letter/count.h"
#include "core/letter/leaf.h"
#include "core/letter/outcome.h"
#include "core/letter/tally_plan.h"
#include "core/letter/verification.h"
#include "core/letter/verify_epochs.h"

namespace undersigned::letter {

class TalliesVerifier {
 public:
  // Both outlive this.
  TalliesVerifier(Verification& verification, const EpochsVerifier& epochs)
      : v_(verification), epochs_(epochs), plan_(*verification.manifest, verification.cells) {}

  // The tally of the signature item, over all, and what it settles.
  base::Result<void> add_signature(const Leaf& leaf);
  // In its place, where no entry stands at the close: every number is 0.
  void settle_nothing();
  // The tally that comes next of the other items.
  base::Result<void> add_item(const Leaf& leaf);

  const std::optional<SignatureCount>& count() const { return count_; }
  const std::optional<SettledSignature>& settlement() const { return settlement_; }
  // Of an opened letter: which tallies come, which are there, and what they say.
  const TallyPlan& plan() const { return plan_; }

 private:
  base::Result<Tally> verify(const Leaf& leaf, const TallyPlace& place) const;
  void settle(std::span<const std::uint32_t> numbers, const std::string& detail);

  Verification& v_;
  const EpochsVerifier& epochs_;
  std::optional<SignatureCount> count_;
  std::optional<SettledSignature> settlement_;
  TallyPlan plan_;
};

// For a person: how many tallies there are, and what demands and pledges they settle.
std::string tallies_text(const Manifest& manifest, const TallyPlan& plan);

}  // namespace undersigned::letter
