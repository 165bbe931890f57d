#include "core/rehearsal/outcome.h"

#include <algorithm>

namespace undersigned::rehearsal {
namespace {

// The least number that is at least `permille` ‰ of `people`.
std::uint32_t share_of(std::uint32_t permille, std::uint32_t people) {
  return static_cast<std::uint32_t>((std::uint64_t{permille} * people + 999) / 1000);
}

std::uint16_t concession(const Design& design, const Outcome& outcome, std::uint16_t firmness,
                         const Curve& curve) {
  if (firmness == kNever) return kNoTick;
  const std::uint32_t needed = std::max(1u, share_of(firmness, design.people()));
  std::uint16_t tick = curve.first(needed);
  if (is_sealed(design.mode)) tick = outcome.published >= needed ? outcome.quorum_tick : kNoTick;
  return tick < design.counterparty.deadline ? tick : kNoTick;
}

// The offering company's staff know who would come, not whether the letter succeeds.
void host_company(const Design& design, std::uint16_t firmness, Outcome& outcome) {
  const std::int64_t coming = outcome.sums.go[0];
  const std::int64_t strain = design.host.strain + design.host.strain_of_arrivals * coming /
                                                       static_cast<std::int64_t>(design.people());
  const auto most = static_cast<std::int64_t>(design.host.resentful.size()) - 1;
  outcome.resentful =
      design.host.resentful[static_cast<std::size_t>(std::clamp<std::int64_t>(strain, 0, most))];
  outcome.offer_stands = firmness >= outcome.resentful;
}

}  // namespace

std::uint16_t Curve::first(std::uint32_t count) const {
  for (std::uint16_t tick = 0; tick < ticks; ++tick) {
    if (at(tick) >= count) return tick;
  }
  return kNoTick;
}

Outcome finish(const Design& design, Stream stream, std::uint32_t replica, const Sums& sums,
               const Curve& curve) {
  Outcome outcome;
  outcome.sums = sums;
  const auto settled = settlement::settle_signature(design.ladder, sums.levels);
  outcome.levels = settled.levels;
  if (is_sealed(design.mode)) {
    outcome.published = static_cast<std::uint32_t>(settled.signatures);
    if (settled.opens()) outcome.quorum_tick = static_cast<std::uint16_t>(design.ticks - 1);
  } else {
    outcome.published = sums.signers;
    outcome.quorum_tick = curve.first(design.ladder.threshold(1));
  }
  const Draws theirs = halves(stream.block(replica, kCounterparty, 0));
  const Draws hosts = halves(stream.block(replica, kHostCompany, 0));
  outcome.conceded_tick =
      concession(design, outcome, design.counterparty.firmness[theirs[0]], curve);
  host_company(design, design.host.firmness[hosts[0]], outcome);
  // Reinstatement releases the pledges.
  if (!outcome.conceded() && outcome.offer_stands) outcome.arrivals = sums.go[0];
  return outcome;
}

}  // namespace undersigned::rehearsal
