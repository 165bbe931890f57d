// The verifier's part for leaves beside the letter (docs/protocol.md 15, 16). They may come at many
// places; what must have happened before each is the caller's to say. Internal to core/letter.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "core/base/result.h"
#include "core/letter/leaf.h"
#include "core/letter/outcome.h"
#include "core/letter/verification.h"

namespace undersigned::letter {

// How far the letter has come.
struct BesideStage {
  bool closed = false;                     // the closing epoch is complete
  bool complete = false;                   // opened, and every tally is there
  std::optional<std::uint64_t> failed;     // it failed: when its last epoch ended
  std::span<const OpenedName> names = {};  // opened so far, by credential
};

class BesideVerifier {
 public:
  // Manifest, roster and fingerprint are there before the first leaf; `verification` outlives this.
  explicit BesideVerifier(Verification& verification) : v_(verification) {}

  base::Result<void> add(const Leaf& leaf, const BesideStage& stage);
  const Beside& beside() const { return beside_; }
  // The line of the check: how many of each.
  std::string summary() const;

 private:
  base::Result<void> add_offer(const Leaf& leaf);
  base::Result<void> add_objection(const Leaf& leaf, const BesideStage& stage);
  base::Result<void> add_erasure(const Leaf& leaf, const BesideStage& stage);
  base::Result<void> add_withdrawal(const Leaf& leaf, const BesideStage& stage);
  base::Result<void> add_outcome(const Leaf& leaf, const BesideStage& stage);

  Verification& v_;
  Beside beside_;
  std::set<std::pair<ObjectorRole, std::uint32_t>> objected_;
  std::set<std::uint32_t> withdrawn_;
};

}  // namespace undersigned::letter
