#include "core/letter/names.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/base/check.h"
#include "core/letter/task_randomness.h"
#include "core/letter/tasks.h"
#include "core/proof/linear.h"

namespace undersigned::letter {
namespace {

// tag("raise", fingerprint, epoch, round, τ, i), i being the pair's position
hash::SessionTag raise_tag(const RaisingPlace& place, std::size_t position) {
  return hash::SessionTag("raise")
      .bytes(place.opening.fingerprint)
      .number(place.opening.epoch)
      .number(place.round)
      .number(place.trustee)
      .number(position);
}

proof::LinearRelation raise_relation(const OpeningPair& from, const OpeningPair& to) {
  return proof::raising(from.r, from.z, to.r, to.z);
}

RaisedPair raise_one(const group::SecretGroup& ops, base::Randomness& randomness,
                     const RaisingPlace& place, std::size_t position, const OpeningPair& from) {
  std::vector<group::SecretScalar> power;
  power.emplace_back(group::Scalar::random_nonzero(randomness));
  RaisedPair raised{{ops.multiply(power[0].reveal(), from.r.point()),
                     ops.multiply(power[0].reveal(), from.z.point())},
                    {}};
  const base::Bytes proof = proof::prove(ops, raise_tag(place, position),
                                         raise_relation(from, raised.pair), power, randomness);
  UNDERSIGNED_CHECK(proof.size() == raised.proof.size());
  std::ranges::copy(proof, raised.proof.begin());
  return raised;
}

// N* in a list of one value a coded option.
template <class T>
std::span<const T> named_options(std::span<const T> per_option, const Item& signature,
                                 std::size_t names_level) {
  UNDERSIGNED_CHECK(names_level >= 1 && 2 * names_level <= signature.options);
  return per_option.subspan(signature.first_option, names_level);
}

base::Result<OpeningPair> pair_of(const KeptEntries& entries, std::size_t credential,
                                  const Item& signature, std::size_t names_level) {
  const auto [r, named] = entries.part(credential, signature.first_option, names_level);
  group::Point z = -group::Point::base();
  for (const group::Point& e : named) z += e;
  if (r.is_identity() || z.is_identity()) {
    return base::fail("names.pair", "11",
                      "The pair of credential " + std::to_string(credential) +
                          " has an identity: whoever made its entry holds a sum of the keys.");
  }
  return OpeningPair{r, z};
}

}  // namespace

group::Point named_key(std::span<const group::Point> per_option, const Item& signature,
                       std::size_t names_level) {
  group::Point sum;
  for (const group::Point& point : named_options(per_option, signature, names_level)) sum += point;
  return sum;
}

group::SecretScalar named_share(std::span<const group::SecretScalar> per_option,
                                const Item& signature, std::size_t names_level) {
  group::SecretScalar sum;
  for (const group::SecretScalar& share : named_options(per_option, signature, names_level)) {
    sum.reveal() += share.reveal();
  }
  return sum;
}

base::Result<std::vector<OpeningPair>> opening_pairs(const KeptEntries& entries,
                                                     std::span<const std::uint32_t> credentials,
                                                     const Item& signature, std::size_t names_level,
                                                     base::Executor& executor) {
  return collect<OpeningPair>(credentials.size(), executor, [&](std::size_t i) {
    return pair_of(entries, credentials[i], signature, names_level);
  });
}

base::ByteArray<RaisedPair::kSize> RaisedPair::encode() const {
  base::ByteArray<kSize> out;
  auto next = std::ranges::copy(pair.r.bytes(), out.begin()).out;
  next = std::ranges::copy(pair.z.bytes(), next).out;
  std::ranges::copy(proof, next);
  return out;
}

base::Result<RaisedPair> RaisedPair::parse(base::ByteView bytes) {
  if (bytes.size() != kSize) {
    return base::fail("names.encoding", "11", "A raised pair has the wrong length.");
  }
  const auto r = proof::PublishedPoint::parse(bytes.first(32));
  const auto z = proof::PublishedPoint::parse(bytes.subspan(32, 32));
  if (!r || !z) {
    return base::fail("names.encoding", "11",
                      "A raised pair holds what is not a point, or the identity.");
  }
  RaisedPair raised{{*r, *z}, {}};
  std::ranges::copy(bytes.last(96), raised.proof.begin());
  return raised;
}

base::Bytes encode_round(std::span<const RaisedPair> round) {
  base::Bytes out;
  out.reserve(RaisedPair::kSize * round.size());
  for (const RaisedPair& raised : round) {
    const auto bytes = raised.encode();
    out.insert(out.end(), bytes.begin(), bytes.end());
  }
  return out;
}

base::Result<std::vector<RaisedPair>> parse_round(base::ByteView bytes, std::size_t count,
                                                  base::Executor& executor) {
  if (bytes.size() / RaisedPair::kSize != count || bytes.size() % RaisedPair::kSize != 0) {
    return base::fail("names.encoding", "11", "A round of raising has the wrong length.");
  }
  return collect<RaisedPair>(count, executor, [&](std::size_t i) {
    return RaisedPair::parse(bytes.subspan(RaisedPair::kSize * i, RaisedPair::kSize));
  });
}

std::vector<OpeningPair> raised_pairs(std::span<const RaisedPair> round) {
  std::vector<OpeningPair> pairs;
  pairs.reserve(round.size());
  for (const RaisedPair& raised : round) pairs.push_back(raised.pair);
  return pairs;
}

std::vector<RaisedPair> raise(const group::SecretGroup& ops, base::Randomness& randomness,
                              base::Executor& executor, const RaisingPlace& place,
                              std::span<const OpeningPair> pairs) {
  const std::vector<proof::Range> tasks = proof::cut(pairs.size(), kItemsOfTask);
  std::vector<TaskRandomness> streams = TaskRandomness::draw(randomness, tasks.size());
  std::vector<std::vector<RaisedPair>> raised(tasks.size());
  executor.run(tasks.size(), [&](std::size_t task) {
    for (std::size_t i = tasks[task].first; i < tasks[task].last; ++i) {
      raised[task].push_back(raise_one(ops, streams[task], place, i, pairs[i]));
    }
  });
  return joined(std::move(raised));
}

base::Result<void> verify_raise(base::Randomness& randomness, base::Executor& executor,
                                const RaisingPlace& place, std::uint32_t first,
                                std::span<const OpeningPair> pairs,
                                std::span<const RaisedPair> raised) {
  UNDERSIGNED_CHECK(pairs.size() == raised.size());
  const auto failure = proof::verify_all(
      raised.size(),
      [&](std::size_t i) {
        return proof::LinearClaim{raise_tag(place, first + i),
                                  raise_relation(pairs[i], raised[i].pair), raised[i].proof};
      },
      randomness, executor);
  if (!failure) return {};
  return base::fail("names.raise", "11",
                    "In round " + std::to_string(place.round) + " trustee " +
                        std::to_string(place.trustee) + " did not raise pair " +
                        std::to_string(first + failure->index) +
                        " to one power: " + failure->error.message);
}

}  // namespace undersigned::letter
