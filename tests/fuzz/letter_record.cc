// One leaf of a whole record replaced from some byte on: u16 which leaf (from 0x8000 on: of the
// letter without cover) ‖ u16 from which byte ‖ what stands there. Unless that changes nothing the
// record is refused, at that leaf or at one that depends on it.
#include <memory>

#include "core/base/codec.h"
#include "core/letter/leaf.h"
#include "core/letter/verifier.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/tiny_letter.h"

namespace undersigned {
namespace {

test::TinyLetter opened_letter(letter::Cover cover) {
  const test::TinyPlan plan{.people = 3, .ladder = {2}, .epochs = 1, .cover = cover};
  test::TinyLetter letter(std::make_shared<const test::TinyFoundation>(plan));
  letter.holding().epoch({test::Answers{1, 2, 1}, test::Answers{1, 0, 0}, test::Answers{2, 1, 0}});
  return letter.finish();
}

}  // namespace

void fuzz(base::ByteView input) {
  static const test::TinyLetter covered = opened_letter(letter::Cover::kAll);
  static const test::TinyLetter uncovered = opened_letter(letter::Cover::kNone);
  base::Reader in(input);
  const auto which = in.u16();
  const auto from = in.u16();
  if (!which || !from) return;
  const test::TinyLetter& letter = *which < 0x8000 ? covered : uncovered;
  std::vector<base::Bytes> leaves = letter.leaves();
  const std::size_t at = *which % 0x8000 % leaves.size();
  base::Bytes& leaf = leaves[at];
  leaf.resize(*from % (leaf.size() + 1));
  leaf.insert(leaf.end(), input.begin() + 4, input.end());

  sodium::SeededRandomness randomness({1});
  base::SerialExecutor executor;
  letter::RecordVerifier verifier(executor, randomness);
  bool good = true;
  for (std::size_t i = 0; i < leaves.size() && good; ++i) {
    good = verifier.add_leaf(leaves[i]).has_value();
  }
  good = good && verifier.finish().has_value();
  UNDERSIGNED_CHECK(good == (verifier.failure() == nullptr));
  // When an epoch ended is the server's word; a folder's checkpoint holds it to it.
  const bool epoch = letter::Leaf::parse(letter.leaves()[at])->kind == letter::LeafKind::kEpoch;
  UNDERSIGNED_CHECK(good == (leaf == letter.leaves()[at]) || (good && epoch));
  if (!good) UNDERSIGNED_CHECK(verifier.failure()->leaf.value_or(at) >= at);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
