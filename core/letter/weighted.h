// One proof for a trustee's decryptions of many points (docs/protocol.md 11): with weights w_i that
// the transcript of all points and all decryptions gives, DLEQ(Y, Σ w_i·X_i, Σ w_i·D_i). The
// weights follow the D_i, so a wrong one survives with a probability of at most 2^−128 a try.
// Internal to core/letter: names.h makes and checks whole parts, opening.h reads them in chunks.
#pragma once

#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/secret_group.h"
#include "core/hash/transcript.h"
#include "core/letter/names.h"
#include "core/proof/linear.h"
#include "core/proof/published.h"

namespace undersigned::letter {

class WeightedParts {
 public:
  // `points`, the X_i, must outlive this.
  WeightedParts(const PartPlace& place, const group::Point& key,
                std::span<const proof::PublishedPoint> points);

  // The next D_i, in order; not more than there are points.
  void add(std::span<const proof::PublishedPoint> d);
  bool complete() const { return d_.size() == points_.size(); }
  const std::vector<proof::PublishedPoint>& d() const { return d_; }

  // Once complete, one of these, once: "names.part" or "names.card_part", naming the trustee.
  base::Result<void> verify(base::ByteView proof);
  base::ByteArray<96> prove(const group::SecretGroup& ops, const group::SecretScalar& share,
                            base::Randomness& randomness);

 private:
  proof::LinearRelation relation();

  PartPlace place_;
  proof::PublishedPoint key_;
  std::span<const proof::PublishedPoint> points_;
  hash::Transcript transcript_;
  std::vector<proof::PublishedPoint> d_;
};

// D_i at `position` of trustee τ's part. "names.encoding".
base::Result<proof::PublishedPoint> parse_part_point(base::ByteView bytes, std::uint8_t trustee,
                                                     std::size_t position);

}  // namespace undersigned::letter
