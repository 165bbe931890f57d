// The order of a record's leaves (docs/protocol.md 8):
//
//     manifest   keys   roster   statement × n   ( entry × N   epoch  [ draw ] ) × e
//     [ tally  [ opening ]  tally × … ]
//
// A draw follows each epoch of the window but the last; what it says is the caller's to tell.
// Without cover an epoch has any number of entries up to N.
// Leaves beside the letter (section 15) may stand wherever a record may end once the n statements
// are there, amendments (section 5) there where an epoch comes next; neither changes that order.
//
// A reader feeds every leaf to one Grammar, in order, and is told where it stands; whatever is out
// of order is refused at the first such leaf. Only headers are looked at, so the work a leaf is
// constant. How many statements, entries and epochs there are is known from the manifest: the
// reader calls know_letter() once it has parsed it, before the leaf after the roster.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/letter/leaf.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

// Where one accepted leaf stands.
struct Place {
  bool beside = false;      // beside the letter: nothing else of this says anything
  bool amends = false;      // an amendment; epoch is the one that comes next
  bool begins = false;      // first leaf of its sequence
  bool ends = false;        // last leaf of its sequence
  std::uint32_t epoch = 0;  // entry, epoch and draw leaves: e = 1…b
  // Entry: how many of its epoch came before it (with cover: credential i); statement: τ − 1;
  // tally: how many came before it.
  std::uint32_t index = 0;
};

class Grammar {
 public:
  // Takes the next leaf, or refuses it ("leaf.order", "leaf.part") saying what should have come.
  base::Result<Place> accept(const Leaf& leaf);

  // n, N, b, w and whether there is cover. Once, after the manifest sequence and before the first
  // leaf after the roster.
  void know_letter(const Manifest& manifest);
  // The draw that was accepted last closes the letter: no more epochs.
  void close();

  // May a record end here (section 8)? Not in the midst of a sequence or an epoch.
  bool may_end() const;
  // Would a leaf of this kind stand beside the letter here?
  bool takes_beside(LeafKind kind) const;
  // May an amendment stand here: do the entries of an epoch come next?
  bool takes_amendment() const;
  // For a person: what may come next.
  std::string next() const;

  std::uint32_t epochs_complete() const { return epochs_; }
  // A draw comes next, before anything but what stands beside the letter.
  bool draw_due() const;
  bool opening_complete() const { return opening_ && !inside(); }
  std::uint32_t tallies() const { return tallies_; }

 private:
  bool inside() const { return part_ < parts_; }
  bool holding() const { return trustees_ != 0 && statements_ == trustees_; }
  bool allows(LeafKind kind) const;
  base::Result<void> check_part(const Leaf& leaf) const;
  void begin(const Leaf& leaf);
  void end(Place& place);

  LeafKind kind_ = LeafKind::kManifest;  // of the sequence that was read last or is being read
  std::uint32_t part_ = 0;               // parts read of it
  std::uint32_t parts_ = 0;
  bool begun_ = false;
  std::uint32_t trustees_ = 0, people_ = 0, last_epoch_ = 0;  // n, N, b; 0 before know_letter
  bool cover_ = true;
  std::uint32_t first_closing_ = 0;  // b − w + 1
  std::uint32_t drawn_ = 0;          // the last epoch with a draw
  std::uint32_t statements_ = 0, entries_ = 0, epochs_ = 0, tallies_ = 0;
  bool opening_ = false;
};

}  // namespace undersigned::letter
