// The letters that the record vectors are made of: a few people, every secret at hand.
#pragma once

#include <functional>
#include <memory>

#include "tests/support/tiny_letter.h"

namespace undersigned::test {

// Levels 2 and 4: options 1 and 2 of the signature are by name, 3 and 4 counted.
std::shared_ptr<const TinyFoundation> four_people();

// Closed, nothing counted. Two names open at level 1, one stays unmet, one is counted.
TinyLetter closed_to_open();
TinyLetter closed_to_count();
TinyLetter closed_to_fail();
// Every kind of item: rows of signature, destination, freedom, heat, leave, order (three), light.
// Two names open; the first demand holds and has one opposed, the second does not hold; the pledge
// holds at its first level; two rank.
TinyLetter closed_with_all_items();

// Without cover: credential 0 sends in both epochs, 1 in the first, 2 in the second, and what 3
// sent in the first goes with its code. Two names open.
TinyLetter closed_without_cover();

// Complete. The opened letter with everything that stands beside one: an offer before anybody signs
// and another in its place, a trustee's and a signer's objection, a name taken back, a demand's
// fate and what became of it later.
TinyLetter with_beside();
// Two people testify. Credential 1's code is replaced before it has said anything, that of one who
// testifies too, and credential 2's after it has signed, so that it signs again.
TinyLetter with_amendments();
// The same before the third amendment.
TinyLetter amended_after_one_epoch();
// Complete, of three people whose names are committed to: two of them sign by name, one with a code
// that was replaced. The same of a foundation that `change` altered before it was frozen.
TinyLetter with_committed_names(const std::function<void(TinyFoundation&)>& change = {});

}  // namespace undersigned::test
