// The verifier's first part: manifest, keys, roster, and the statements of holding
// (docs/protocol.md 3 to 5). Internal to core/letter.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/ceremony/context.h"
#include "core/ceremony/keys.h"
#include "core/letter/grammar.h"
#include "core/letter/leaf.h"
#include "core/letter/roster.h"
#include "core/letter/verification.h"

namespace undersigned::letter {

class FoundationVerifier {
 public:
  explicit FoundationVerifier(Verification& verification) : v_(verification) {}

  base::Result<void> add_manifest(const Leaf& leaf, const Place& place);
  base::Result<void> add_keys(const Leaf& leaf, const Place& place);
  base::Result<void> add_roster(const Leaf& leaf, const Place& place);
  base::Result<void> add_statement(const Leaf& leaf, const Place& place);

  // The check that the next leaf of the foundation belongs to.
  Check check() const;
  std::size_t statements() const { return statements_; }

 private:
  base::Result<void> finish_manifest();
  base::Result<void> finish_keys();

  Verification& v_;
  ManifestReader manifest_;
  std::optional<ceremony::CeremonyContext> context_;
  std::vector<ceremony::TrusteePart> trustees_;
  std::optional<ceremony::CoverPart> cover_;
  std::optional<RosterReader> roster_;
  std::size_t statements_ = 0;
};

}  // namespace undersigned::letter
