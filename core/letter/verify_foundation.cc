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

// The trustee that made verify_keys refuse, or 0 if no single one did.
std::uint8_t guilty_trustee(const ceremony::CeremonyContext& context,
                            std::span<const ceremony::TrusteePart> parts,
                            base::Randomness& randomness, base::Executor& executor) {
  if (const auto fault = ceremony::find_without_possession(context, parts, randomness, executor)) {
    return fault->trustee;
  }
  const hash::Digest256 certificate = ceremony::certificate_hash(parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto trustee = static_cast<std::uint8_t>(i + 1);
    if (!ceremony::verify_certificate(context, trustee, certificate, parts[i].certificate)) {
      return trustee;
    }
  }
  return 0;
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
                                counted(v_.manifest->options, "option", "options") +
                                (v_.manifest->cover == Cover::kNone ? ", no cover" : ""));
  return {};
}

base::Result<void> FoundationVerifier::add_keys(const Leaf& leaf, const Place& place) {
  const std::size_t trustees = context_->trustees();
  UNDERSIGNED_TRY_VOID(check_parts(leaf, context_->keys_leaves(), "keys.parts", "4"));
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
  const ceremony::KeysParts parts{std::move(trustees_), std::move(cover_)};
  auto keys = ceremony::verify_keys(*context_, parts, v_.randomness, v_.executor);
  if (!keys) {
    // The keys' leaves are the last ones, this one is the last of them.
    const std::uint8_t guilty =
        guilty_trustee(*context_, parts.trustees, v_.randomness, v_.executor);
    if (guilty != 0) v_.blame.leaf = v_.current() - context_->keys_leaves() + guilty;
    return std::unexpected(std::move(keys).error());
  }
  v_.keys = *std::move(keys);
  v_.pass(Check::kKeys, counted(context_->trustees(), "trustee", "trustees") + ", of whom any " +
                            std::to_string(context_->threshold) + " can open");
  trustees_.clear();
  cover_.reset();
  return {};
}

base::Result<void> FoundationVerifier::add_roster(const Leaf& leaf, const Place& place) {
  if (place.begins) roster_.emplace(*v_.manifest);
  UNDERSIGNED_TRY_VOID(roster_->add(leaf.payload));
  UNDERSIGNED_TRY_VOID(check_parts(leaf, roster_->parts(), "roster.header", "5"));
  if (!place.ends) return {};
  auto finished = roster_->finish(v_.randomness, v_.executor);
  if (!finished) {
    if (const auto bad = roster_->bad_credential()) {
      const std::size_t part = RosterReader::part_of_credential(v_.manifest->roster_size, *bad);
      v_.blame.leaf = v_.current() - (leaf.parts - 1u - part);
    }
    return std::unexpected(std::move(finished).error());
  }
  v_.roster = *std::move(finished);
  roster_.reset();
  const Roster& roster = *v_.roster;
  // Without cover they are fixed at the close (section 12).
  if (v_.manifest->cover == Cover::kAll)
    v_.cells = make_cells(roster.cohorts(), roster.people(), v_.manifest->smallest_cohort);
  const std::uint32_t testifying = roster.credentials() - roster.size();
  v_.pass(Check::kRoster,
          counted(roster.size(), "credential", "credentials") + " in " +
              counted(roster.cohorts().size(), "cohort", "cohorts") +
              (testifying == 0 ? "" : ", and " + std::to_string(testifying) + " to testify") +
              (v_.manifest->names == NameList::kPublished ? "" : "; names are committed to"));
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
