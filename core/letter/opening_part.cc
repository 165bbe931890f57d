// A trustee's decryptions with one proof for all (docs/protocol.md 11).
#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/ceremony/shares.h"
#include "core/group/multiscalar.h"
#include "core/letter/names.h"
#include "core/letter/tasks.h"
#include "core/letter/weighted.h"
#include "core/proof/linear.h"

namespace undersigned::letter {
namespace {

hash::SessionTag tag_of(std::string_view name, const PartPlace& place) {
  return hash::SessionTag(name)
      .bytes(place.opening.fingerprint)
      .number(place.opening.epoch)
      .number(place.trustee);
}

hash::SessionTag proof_tag(const PartPlace& place) {
  return tag_of(place.kind == PartKind::kPairs ? "open" : "card", place);
}

std::vector<group::Point> points_of(std::span<const proof::PublishedPoint> published) {
  std::vector<group::Point> points;
  points.reserve(published.size());
  for (const proof::PublishedPoint& point : published) points.push_back(point.point());
  return points;
}

}  // namespace

WeightedParts::WeightedParts(const PartPlace& place, const group::Point& key,
                             std::span<const proof::PublishedPoint> points)
    : place_(place),
      key_(key),
      points_(points),
      transcript_(
          tag_of(place.kind == PartKind::kPairs ? "open-weights" : "card-weights", place).id()) {
  transcript_.absorb(key_.bytes());
  for (const proof::PublishedPoint& point : points) transcript_.absorb(point.bytes());
}

void WeightedParts::add(std::span<const proof::PublishedPoint> d) {
  UNDERSIGNED_CHECK(d.size() <= points_.size() - d_.size());
  for (const proof::PublishedPoint& point : d) transcript_.absorb(point.bytes());
  d_.insert(d_.end(), d.begin(), d.end());
}

proof::LinearRelation WeightedParts::relation() {
  UNDERSIGNED_CHECK(complete());
  std::vector<group::Scalar> weights;
  weights.reserve(points_.size());
  for (std::size_t i = 0; i < points_.size(); ++i) {
    base::ByteArray<16> weight;
    transcript_.squeeze(weight);
    weights.push_back(group::Scalar::reduce(weight));
  }
  return proof::dleq(key_, group::sum_vartime(weights, points_of(points_)),
                     group::sum_vartime(weights, points_of(d_)));
}

base::Result<void> WeightedParts::verify(base::ByteView proof) {
  const auto verified = proof::verify(proof_tag(place_), relation(), proof);
  if (verified) return {};
  const bool pairs = place_.kind == PartKind::kPairs;
  return base::fail(pairs ? "names.part" : "names.card_part", "11",
                    "The " + std::string(pairs ? "decryptions" : "card keys") + " of trustee " +
                        std::to_string(place_.trustee) +
                        " are not made with its share: " + verified.error().message);
}

base::ByteArray<96> WeightedParts::prove(const group::SecretGroup& ops,
                                         const group::SecretScalar& share,
                                         base::Randomness& randomness) {
  std::vector<group::SecretScalar> witness;
  witness.push_back(share.clone());
  const base::Bytes bytes = proof::prove(ops, proof_tag(place_), relation(), witness, randomness);
  base::ByteArray<96> proof;
  UNDERSIGNED_CHECK(bytes.size() == proof.size());
  std::ranges::copy(bytes, proof.begin());
  return proof;
}

base::Bytes OpeningPart::encode() const {
  base::Writer out;
  out.u8(trustee);
  for (const proof::PublishedPoint& point : d) out.raw(point.bytes());
  return out.raw(proof).take();
}

base::Result<OpeningPart> OpeningPart::parse(base::ByteView bytes, std::size_t count) {
  if (bytes.size() < 97 || (bytes.size() - 97) / 32 != count || bytes.size() % 32 != 1) {
    return base::fail("names.encoding", "11", "A trustee's part has the wrong length.");
  }
  OpeningPart part;
  part.trustee = bytes[0];
  part.d.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    UNDERSIGNED_TRY(auto point, parse_part_point(bytes.subspan(1 + 32 * i, 32), part.trustee, i));
    part.d.push_back(point);
  }
  std::ranges::copy(bytes.last(96), part.proof.begin());
  return part;
}

base::Result<proof::PublishedPoint> parse_part_point(base::ByteView bytes, std::uint8_t trustee,
                                                     std::size_t position) {
  auto point = proof::PublishedPoint::parse(bytes);
  if (point) return point;
  return base::fail("names.encoding", "11",
                    "Element " + std::to_string(position) + " of the part of trustee " +
                        std::to_string(trustee) + ": " + point.error().message);
}

std::vector<proof::PublishedPoint> card_points(std::span<const OpenedCard> cards) {
  std::vector<proof::PublishedPoint> points;
  for (const OpenedCard& card : cards) {
    if (const auto point = card_point(card.body)) points.emplace_back(*point);
  }
  return points;
}

std::vector<proof::PublishedPoint> first_components(std::span<const OpeningPair> pairs) {
  std::vector<proof::PublishedPoint> points;
  points.reserve(pairs.size());
  for (const OpeningPair& pair : pairs) points.push_back(pair.r);
  return points;
}

OpeningPart make_part(const group::SecretGroup& ops, base::Randomness& randomness,
                      base::Executor& executor, const PartPlace& place, const group::Point& key,
                      const group::SecretScalar& share,
                      std::span<const proof::PublishedPoint> points) {
  OpeningPart part;
  part.trustee = place.trustee;
  part.d = make_all<proof::PublishedPoint>(points.size(), executor, [&](std::size_t i) {
    return proof::PublishedPoint(ops.multiply(share.reveal(), points[i].point()));
  });
  WeightedParts weighted(place, key, points);
  weighted.add(part.d);
  part.proof = weighted.prove(ops, share, randomness);
  return part;
}

base::Result<void> verify_part(const PartPlace& place, const group::Point& key,
                               std::span<const proof::PublishedPoint> points,
                               const OpeningPart& part) {
  UNDERSIGNED_CHECK(points.size() == part.d.size());
  WeightedParts weighted(place, key, points);
  weighted.add(part.d);
  return weighted.verify(part.proof);
}

PartSum::PartSum(std::span<const std::uint8_t> trustees, std::size_t count)
    : trustees_(trustees.begin(), trustees.end()),
      lambda_(ceremony::lagrange_at_zero(trustees)),
      sums_(count) {}

void PartSum::add(std::uint8_t trustee, std::span<const proof::PublishedPoint> d,
                  base::Executor& executor) {
  UNDERSIGNED_CHECK(d.size() == sums_.size());
  const auto found = std::ranges::find(trustees_, trustee);
  UNDERSIGNED_CHECK(found != trustees_.end());
  const group::Scalar& lambda = lambda_[static_cast<std::size_t>(found - trustees_.begin())];
  const std::vector<proof::Range> tasks = proof::cut(d.size(), kItemsOfTask);
  executor.run(tasks.size(), [&](std::size_t task) {
    for (std::size_t i = tasks[task].first; i < tasks[task].last; ++i) {
      sums_[i] += group::multiply_vartime(lambda, d[i].point());
    }
  });
}

std::vector<group::Point> combine_opening(std::span<const OpeningPart> parts,
                                          base::Executor& executor) {
  UNDERSIGNED_CHECK(!parts.empty());
  std::vector<std::uint8_t> trustees;
  for (const OpeningPart& part : parts) trustees.push_back(part.trustee);
  PartSum sum(trustees, parts.front().d.size());
  for (const OpeningPart& part : parts) sum.add(part.trustee, part.d, executor);
  return sum.sums();
}

std::vector<std::uint32_t> opened_set(std::span<const std::uint32_t> credentials,
                                      std::span<const OpeningPair> pairs,
                                      std::span<const group::Point> decrypted) {
  UNDERSIGNED_CHECK(pairs.size() == decrypted.size() && pairs.size() == credentials.size());
  std::vector<std::uint32_t> opened;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].z.point() == decrypted[i]) opened.push_back(credentials[i]);
  }
  return opened;
}

}  // namespace undersigned::letter
