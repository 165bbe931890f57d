// Leaves and the payloads that have a form of their own: what is accepted encodes to the bytes it
// came from. The leaf's kind says how its payload is read, its part and parts how many options,
// trustees and credentials there are.
#include <algorithm>

#include "core/base/codec.h"
#include "core/letter/amendment.h"
#include "core/letter/count.h"
#include "core/letter/draw.h"
#include "core/letter/epoch_leaf.h"
#include "core/letter/erasure.h"
#include "core/letter/holding.h"
#include "core/letter/leaf.h"
#include "core/letter/names.h"
#include "core/letter/objection.h"
#include "core/letter/offer.h"
#include "core/letter/outcome_leaf.h"
#include "core/letter/withdrawal.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

template <class T>
void check_encoding(const base::Result<T>& parsed, base::ByteView bytes) {
  if (parsed) UNDERSIGNED_CHECK(std::ranges::equal(parsed->encode(), bytes));
}

void check_tally(const letter::Leaf& leaf) {
  // Of that item, of those options, of that cell: what it says itself, if it can be read at all.
  letter::TallyPlace place{1, 0, static_cast<std::uint16_t>(1 + leaf.part % 8u), 0};
  base::Reader in(leaf.payload);
  for (std::uint16_t* field : {&place.item, &place.first}) *field = in.u16().value_or(0);
  if (in.u16()) place.cell = in.u16().value_or(0);
  const auto tally = letter::Tally::parse(leaf.payload, place, 1 + leaf.part % 3u, 3);
  check_encoding(tally, leaf.payload);
  if (tally) UNDERSIGNED_CHECK(tally->numbers.size() == place.options);
}

void check_opening(const letter::Leaf& leaf) {
  check_encoding(letter::RaisedPair::parse(leaf.payload), leaf.payload);
  check_encoding(letter::OpeningPart::parse(leaf.payload, leaf.part % 8u), leaf.payload);
  base::SerialExecutor executor;
  const std::size_t pairs = leaf.part % 4u;
  const auto round = letter::parse_round(leaf.payload, pairs, executor);
  if (!round) return;
  UNDERSIGNED_CHECK(round->size() == pairs);
  UNDERSIGNED_CHECK(std::ranges::equal(letter::encode_round(*round), leaf.payload));
}

void check_payload(const letter::Leaf& leaf) {
  switch (leaf.kind) {
    case letter::LeafKind::kAmendment:
      return check_encoding(letter::AmendmentLeaf::parse(leaf.payload, 1 + leaf.part % 2u),
                            leaf.payload);
    case letter::LeafKind::kEpoch:
      return check_encoding(letter::EpochLeaf::parse(leaf.payload), leaf.payload);
    case letter::LeafKind::kDraw:
      return check_encoding(letter::Draw::parse(leaf.payload, 1 + leaf.part % 3u, 3), leaf.payload);
    case letter::LeafKind::kStatement:
      check_encoding(letter::ObjectionStatement::parse(leaf.payload), leaf.payload);
      check_encoding(letter::ErasureStatement::parse(leaf.payload), leaf.payload);
      return check_encoding(letter::HoldingStatement::parse(leaf.payload), leaf.payload);
    case letter::LeafKind::kOffer:
      return check_encoding(letter::OfferLeaf::parse(leaf.payload), leaf.payload);
    case letter::LeafKind::kWithdrawal:
      return check_encoding(letter::WithdrawalLeaf::parse(leaf.payload), leaf.payload);
    case letter::LeafKind::kOutcome:
      return check_encoding(letter::OutcomeLeaf::parse(leaf.payload), leaf.payload);
    case letter::LeafKind::kTally:
      return check_tally(leaf);
    case letter::LeafKind::kOpening:
      return check_opening(leaf);
    default:
      return;
  }
}

}  // namespace

void fuzz(base::ByteView input) {
  const auto leaf = letter::Leaf::parse(input);
  if (!leaf) return;
  const auto again = letter::encode_leaf(leaf->kind, leaf->part, leaf->parts, leaf->payload);
  UNDERSIGNED_CHECK(std::ranges::equal(again, input));
  check_payload(*leaf);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
