#include "core/letter/count.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/ceremony/shares.h"
#include "core/group/multiscalar.h"
#include "core/hash/transcript.h"
#include "core/proof/linear.h"
#include "core/proof/published.h"

namespace undersigned::letter {
namespace {

constexpr std::size_t kProofBytes = 96;  // an option's two commitments and one response

// tag("sum", fingerprint, epoch, q, first, cell, τ)
hash::SessionTag sum_tag(const SumPlace& place, std::uint8_t trustee) {
  return hash::SessionTag("sum")
      .bytes(place.fingerprint)
      .number(place.epoch)
      .number(place.tally.item)
      .number(place.tally.first)
      .number(place.tally.cell)
      .number(trustee);
}

std::vector<proof::PublishedPoint> published(std::span<const group::Point> points) {
  return {points.begin(), points.end()};
}

// Y_τ,k = y_τ,k·B and D_τ,k = y_τ,k·R_Σ for the options in order.
proof::LinearRelation sum_relation(const ItemSum& sum, std::span<const group::Point> keys,
                                   std::span<const group::Point> d) {
  return proof::sum_parts(sum.r, published(keys), published(d));
}

base::Result<void> check_sum(const ItemSum& sum) {
  if (sum.r.is_identity()) {
    return base::fail("count.sum", "10",
                      "The sum of all R is the identity: the entries were made so that nothing "
                      "can be proved about it.");
  }
  return {};
}

}  // namespace

void EntrySum::add(const elgamal::VectorCiphertext& entries, std::uint32_t people) {
  UNDERSIGNED_CHECK(entries.e.size() == total_.e.size());
  total_.r += entries.r;
  for (std::size_t k = 0; k < total_.e.size(); ++k) total_.e[k] += entries.e[k];
  people_ += people;
}

ItemSum EntrySum::of(const Manifest& manifest, const TallyPlace& place) const {
  const auto e = of_tally(std::span<const group::Point>(total_.e), manifest, place);
  return {total_.r, {e.begin(), e.end()}, people_};
}

base::Bytes SumPart::encode() const {
  base::Writer out;
  out.u8(trustee);
  for (const group::EncodedPoint& point : group::Point::encode_all(d)) out.raw(point);
  return out.raw(proof).take();
}

base::Result<SumPart> SumPart::parse(base::ByteView bytes, std::size_t options) {
  if (bytes.size() != size(options)) {
    return base::fail("count.encoding", "10", "A trustee's part of a sum has the wrong length.");
  }
  SumPart part;
  part.trustee = bytes[0];
  for (std::size_t k = 0; k < options; ++k) {
    auto point = group::Point::parse(bytes.subspan(1 + 32 * k, 32));
    if (!point) {
      return base::fail("count.encoding", "10",
                        "D of option " + std::to_string(k + 1) + " of trustee " +
                            std::to_string(part.trustee) + ": " + point.error().message);
    }
    part.d.push_back(*point);
  }
  const base::ByteView proof = bytes.last(kProofBytes * options);
  part.proof.assign(proof.begin(), proof.end());
  return part;
}

base::Result<SumPart> make_sum_part(const group::SecretGroup& ops, base::Randomness& randomness,
                                    const SumPlace& place, const ItemSum& sum, std::uint8_t trustee,
                                    std::span<const group::Point> keys,
                                    std::span<const group::SecretScalar> shares) {
  UNDERSIGNED_CHECK(keys.size() == sum.e.size() && shares.size() == sum.e.size());
  UNDERSIGNED_TRY_VOID(check_sum(sum));
  SumPart part;
  part.trustee = trustee;
  for (const group::SecretScalar& share : shares) {
    part.d.push_back(ops.multiply(share.reveal(), sum.r));
  }
  part.proof = proof::prove(ops, sum_tag(place, trustee), sum_relation(sum, keys, part.d), shares,
                            randomness);
  return part;
}

base::Result<void> verify_sum_part(const SumPlace& place, const ItemSum& sum,
                                   std::span<const group::Point> keys, const SumPart& part) {
  UNDERSIGNED_CHECK(keys.size() == sum.e.size() && part.d.size() == sum.e.size());
  UNDERSIGNED_TRY_VOID(check_sum(sum));
  const auto verified =
      proof::verify(sum_tag(place, part.trustee), sum_relation(sum, keys, part.d), part.proof);
  if (!verified) {
    return base::fail("count.part", "10",
                      "The part of trustee " + std::to_string(part.trustee) +
                          " is not its share of this sum: " + verified.error().message);
  }
  return {};
}

std::vector<group::Point> combine_parts(const ItemSum& sum, std::span<const SumPart> parts) {
  std::vector<std::uint8_t> trustees;
  for (const SumPart& part : parts) trustees.push_back(part.trustee);
  const std::vector<group::Scalar> lambda = ceremony::lagrange_at_zero(trustees);
  std::vector<group::Point> messages;
  std::vector<group::Point> d(parts.size());
  for (std::size_t k = 0; k < sum.e.size(); ++k) {
    for (std::size_t i = 0; i < parts.size(); ++i) d[i] = parts[i].d[k];
    // m_k·B = E_Σ,k − Σ λ_τ·D_τ,k
    messages.push_back(sum.e[k] - ceremony::combine_vartime(lambda, d));
  }
  return messages;
}

base::Result<std::vector<std::uint32_t>> count_parts(const ItemSum& sum,
                                                     std::span<const SumPart> parts) {
  std::vector<std::uint32_t> numbers;
  for (const group::Point& message : combine_parts(sum, parts)) {
    const auto number = elgamal::small_logarithm(message, sum.people);
    if (!number) {
      return base::fail("count.number", "10",
                        "A sum opens to no number from 0 to " + std::to_string(sum.people) + ".");
    }
    numbers.push_back(static_cast<std::uint32_t>(*number));
  }
  return numbers;
}

base::Result<settlement::SignatureLevels> settle(const settlement::Ladder& ladder,
                                                 const Count& count) {
  return settlement::settle_signature(
      ladder, [&](const settlement::SignatureQuestion& q) { return count.at_least(q); });
}

LoudCount::LoudCount(const settlement::Ladder& ladder, std::span<const std::uint32_t> numbers)
    : ladder_(ladder) {
  const auto levels = static_cast<std::size_t>(ladder.levels());
  UNDERSIGNED_CHECK(numbers.size() == 2 * levels);
  numbers_.named.assign(numbers.begin(), numbers.begin() + ladder.levels());
  numbers_.counted.assign(numbers.begin() + ladder.levels(), numbers.end());
}

std::uint64_t LoudCount::up_to(std::span<const std::uint32_t> numbers, int level) const {
  const auto lower = numbers.first(static_cast<std::size_t>(level));
  return std::accumulate(lower.begin(), lower.end(), std::uint64_t{0});
}

base::Result<bool> LoudCount::at_least(const settlement::SignatureQuestion& question) const {
  return up_to(numbers_.named, question.named_level) +
             up_to(numbers_.counted, question.counted_level) >=
         question.at_least;
}

SettledSignature LoudCount::settle() const {
  // Answers from numbers never fail.
  const settlement::SignatureLevels levels = *letter::settle(ladder_, *this);
  SettledSignature settled;
  settled.names_level = static_cast<std::size_t>(levels.names);
  settled.names = static_cast<std::uint32_t>(up_to(numbers_.named, levels.names));
  settled.counted_level = static_cast<std::size_t>(levels.counted);
  settled.signatures =
      static_cast<std::uint32_t>(settled.names + up_to(numbers_.counted, levels.counted));
  return settled;
}

}  // namespace undersigned::letter
