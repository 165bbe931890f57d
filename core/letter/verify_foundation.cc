#include "core/letter/verify_foundation.h"

#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/letter/ceremony_context.h"
#include "core/letter/holding.h"
#include "core/proof/linear.h"

namespace undersigned::letter {
namespace {

// A sequence whose number of parts is known says so in its first leaf.
base::Result<void> check_parts(const Leaf& leaf, std::size_t expected, std::string check,
                               std::string section) {
  if (leaf.parts == expected) return {};
  return base::fail(std::move(check), std::move(section),
                    "The " + std::string(name_of(leaf.kind)) + " must be " +
                        counted(expected, "leaf", "leaves") + ", not " +
                        std::to_string(leaf.parts) + ".");
}

// Whether one trustee's proof of possession and certificate are good: which of them made
// verify_keys refuse.
bool is_good(const ceremony::CeremonyContext& context, std::uint8_t trustee,
             const ceremony::TrusteePart& part, const hash::Digest256& certificate) {
  const auto tag = ceremony::possession_tag(context, trustee, part.dealing.encoded_coefficients());
  return proof::verify(tag, proof::possession(part.dealing.constants(context)), part.dealing.proof)
             .has_value() &&
         ceremony::verify_certificate(context, trustee, certificate, part.certificate).has_value();
}

}  // namespace

Check FoundationVerifier::check() const {
  if (!v_.manifest) return Check::kManifest;
  if (!v_.keys) return Check::kKeys;
  return v_.roster ? Check::kHolding : Check::kRoster;
}

base::Result<void> FoundationVerifier::add_manifest(const Leaf& leaf, const Place& place) {
  UNDERSIGNED_TRY_VOID(manifest_.add(leaf));
  return place.ends ? finish_manifest() : base::Result<void>{};
}

base::Result<void> FoundationVerifier::finish_manifest() {
  v_.blame.leaf = 0;  // what is wrong in a manifest is wrong in all of it
  UNDERSIGNED_TRY(v_.manifest, Manifest::parse(manifest_.bytes()));
  manifest_ = {};
  context_ = ceremony_context(*v_.manifest);
  v_.pass(Check::kManifest, "\"" + v_.manifest->title + "\", " +
                                counted(v_.manifest->roster_size, "person", "people") + ", " +
                                counted(v_.manifest->options, "option", "options"));
  return {};
}

base::Result<void> FoundationVerifier::add_keys(const Leaf& leaf, const Place& place) {
  const std::size_t trustees = context_->trustees();
  UNDERSIGNED_TRY_VOID(check_parts(leaf, trustees + 1, "keys.parts", "4"));
  if (leaf.part < trustees) {
    const auto trustee = static_cast<std::uint8_t>(leaf.part + 1);
    UNDERSIGNED_TRY(auto part, ceremony::TrusteePart::parse(*context_, trustee, leaf.payload));
    trustees_.push_back(std::move(part));
  } else {
    UNDERSIGNED_TRY(auto cover, ceremony::CoverPart::parse(leaf.payload));
    cover_.emplace(std::move(cover));
  }
  return place.ends ? finish_keys() : base::Result<void>{};
}

base::Result<void> FoundationVerifier::finish_keys() {
  const ceremony::KeysParts parts{std::move(trustees_), *std::move(cover_)};
  auto keys = ceremony::verify_keys(*context_, parts, v_.randomness, v_.executor);
  if (!keys) {
    trustees_ = parts.trustees;
    blame_trustee();
    return std::unexpected(std::move(keys).error());
  }
  v_.keys = *std::move(keys);
  v_.pass(Check::kKeys, counted(context_->trustees(), "trustee", "trustees") + ", of whom any " +
                            std::to_string(context_->threshold) + " can open");
  trustees_.clear();
  cover_.reset();
  return {};
}

// verify_keys names the trustee; here its leaf is found, the keys' leaves being the last ones. What
// is no single trustee's is left at the last leaf.
void FoundationVerifier::blame_trustee() {
  const hash::Digest256 certificate = ceremony::certificate_hash(trustees_);
  for (std::size_t i = 0; i < trustees_.size(); ++i) {
    if (!is_good(*context_, static_cast<std::uint8_t>(i + 1), trustees_[i], certificate)) {
      v_.blame.leaf = v_.current() - (trustees_.size() - i);
      return;
    }
  }
}

base::Result<void> FoundationVerifier::add_roster(const Leaf& leaf, const Place& place) {
  UNDERSIGNED_TRY_VOID(
      check_parts(leaf, RosterReader::parts_of(v_.manifest->roster_size), "roster.header", "5"));
  if (place.begins) roster_.emplace(*v_.manifest);
  UNDERSIGNED_TRY_VOID(roster_->add(leaf.payload));
  if (!place.ends) return {};
  UNDERSIGNED_TRY(v_.roster, roster_->finish(v_.randomness, v_.executor));
  roster_.reset();
  const Roster& roster = *v_.roster;
  v_.cells = make_cells(roster.cohorts(), roster.people(), v_.manifest->smallest_cohort);
  v_.pass(Check::kRoster, counted(roster.size(), "credential", "credentials") + " in " +
                              counted(roster.cohorts().size(), "cohort", "cohorts"));
  return {};
}

base::Result<void> FoundationVerifier::add_statement(const Leaf& leaf, const Place& place) {
  UNDERSIGNED_TRY(const auto statement, HoldingStatement::parse(leaf.payload));
  UNDERSIGNED_TRY_VOID(
      statement.verify(*v_.manifest, *v_.fingerprint, std::size_t{place.index} + 1));
  ++statements_;
  return {};
}

}  // namespace undersigned::letter
