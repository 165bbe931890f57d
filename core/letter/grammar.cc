#include "core/letter/grammar.h"

#include "core/base/check.h"

namespace undersigned::letter {
namespace {

bool is_sequence(LeafKind kind) {
  return kind == LeafKind::kManifest || kind == LeafKind::kKeys || kind == LeafKind::kRoster ||
         kind == LeafKind::kOpening;
}

std::string part_of(std::uint32_t part, std::uint32_t parts, LeafKind kind) {
  return "part " + std::to_string(part + 1) + " of " + std::to_string(parts) + " of the " +
         std::string(name_of(kind));
}

}  // namespace

void Grammar::know_letter(const Manifest& manifest) {
  UNDERSIGNED_CHECK(trustees_ == 0 && begun_);
  trustees_ = static_cast<std::uint32_t>(manifest.trustees.size());
  people_ = manifest.roster_size;
  last_epoch_ = manifest.schedule.epochs;
  cover_ = manifest.cover == Cover::kAll;
  first_closing_ = manifest.schedule.epochs - manifest.schedule.window + 1;
}

void Grammar::close() {
  UNDERSIGNED_CHECK(epochs_ > 0 && drawn_ == epochs_);
  last_epoch_ = epochs_;
}

bool Grammar::draw_due() const {
  return epochs_ >= first_closing_ && epochs_ > 0 && epochs_ < last_epoch_ && drawn_ != epochs_;
}

bool Grammar::takes_beside(LeafKind kind) const {
  return holding() && may_end() &&
         (kind == LeafKind::kOffer || kind == LeafKind::kStatement ||
          kind == LeafKind::kWithdrawal || kind == LeafKind::kOutcome);
}

bool Grammar::takes_amendment() const {
  return holding() && may_end() && !draw_due() && epochs_ < last_epoch_;
}

base::Result<Place> Grammar::accept(const Leaf& leaf) {
  const bool amends = leaf.kind == LeafKind::kAmendment && takes_amendment();
  if (amends || takes_beside(leaf.kind)) {
    UNDERSIGNED_TRY_VOID(check_part(leaf));
    Place between;
    between.begins = between.ends = true;
    between.amends = amends;
    between.beside = !amends;
    if (amends) between.epoch = epochs_ + 1;
    return between;
  }
  const bool expected = inside() ? leaf.kind == kind_ : allows(leaf.kind);
  if (!expected) {
    return base::fail(
        "leaf.order", "8",
        "Here comes " + next() + ", not a leaf of kind " + std::string(name_of(leaf.kind)) + ".");
  }
  UNDERSIGNED_TRY_VOID(check_part(leaf));
  Place place;
  place.begins = !inside();
  if (place.begins) begin(leaf);
  ++part_;
  place.ends = !inside();
  if (place.ends) end(place);
  return place;
}

base::Result<void> Grammar::check_part(const Leaf& leaf) const {
  const std::uint32_t part = inside() ? part_ : 0;
  const std::uint32_t parts = inside() ? parts_ : is_sequence(leaf.kind) ? leaf.parts : 1;
  if (leaf.part == part && leaf.parts == parts) return {};
  return base::fail("leaf.part", "8",
                    "Here comes " + part_of(part, parts, leaf.kind) + ", not " +
                        part_of(leaf.part, leaf.parts, leaf.kind) + ".");
}

// May this kind begin after what has been read?
bool Grammar::allows(LeafKind kind) const {
  if (!begun_) return kind == LeafKind::kManifest;
  if (kind_ == LeafKind::kManifest) return kind == LeafKind::kKeys;
  if (kind_ == LeafKind::kKeys) return kind == LeafKind::kRoster;
  UNDERSIGNED_CHECK(trustees_ != 0);  // know_letter() comes first
  if (statements_ < trustees_) return kind == LeafKind::kStatement;
  if (draw_due()) return kind == LeafKind::kDraw;
  if (epochs_ < last_epoch_) {
    if (kind == LeafKind::kEntry) return entries_ < people_;
    return kind == LeafKind::kEpoch && (entries_ == people_ || !cover_);
  }
  return kind == LeafKind::kTally || (kind == LeafKind::kOpening && tallies_ == 1 && !opening_);
}

void Grammar::begin(const Leaf& leaf) {
  begun_ = true;
  kind_ = leaf.kind;
  part_ = 0;
  parts_ = leaf.parts;
  if (kind_ == LeafKind::kOpening) opening_ = true;
}

void Grammar::end(Place& place) {
  switch (kind_) {
    case LeafKind::kStatement:
      place.index = statements_++;
      break;
    case LeafKind::kEntry:
      place.epoch = epochs_ + 1;
      place.index = entries_++;
      break;
    case LeafKind::kEpoch:
      place.epoch = ++epochs_;
      entries_ = 0;
      break;
    case LeafKind::kDraw:
      place.epoch = drawn_ = epochs_;
      break;
    case LeafKind::kTally:
      place.index = tallies_++;
      break;
    default:
      break;
  }
}

bool Grammar::may_end() const {
  if (inside() || !begun_) return false;
  return kind_ != LeafKind::kManifest && kind_ != LeafKind::kKeys && kind_ != LeafKind::kEntry;
}

std::string Grammar::next() const {
  if (!begun_) return "the manifest";
  if (inside()) return part_of(part_, parts_, kind_);
  if (kind_ == LeafKind::kManifest) return "the keys";
  if (kind_ == LeafKind::kKeys) return "the roster";
  if (statements_ < trustees_ || trustees_ == 0) {
    return "the statement of trustee " + std::to_string(statements_ + 1);
  }
  if (draw_due()) return "the draw after epoch " + std::to_string(epochs_);
  if (epochs_ < last_epoch_) {
    const std::string of = " of epoch " + std::to_string(epochs_ + 1);
    if (entries_ < people_ && cover_) return "entry " + std::to_string(entries_ + 1) + of;
    if (entries_ < people_) return "an entry or the epoch leaf" + of;
    return "the epoch leaf" + of;
  }
  if (tallies_ == 0) return "the tally of the signature";
  return tallies_ == 1 && !opening_ ? "the opening or a tally" : "a tally";
}

}  // namespace undersigned::letter
