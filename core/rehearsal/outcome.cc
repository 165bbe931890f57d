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

// How many of the offering company's staff have each patience, drawn eight a block.
std::vector<std::uint32_t> patience_of_hosts(const HostCompany& host, Stream stream,
                                             std::uint32_t replica) {
  std::vector<std::uint32_t> number(host.patience.most() + 1u, 0);
  for (std::uint32_t i = 0; i < host.people; i += 8) {
    const Draws draws = halves(stream.block(replica, kHostCompany, 1 + i / 8));
    for (std::uint32_t k = 0; k < std::min(host.people - i, 8u); ++k) {
      const std::uint16_t patience = host.patience[draws[k]];
      if (patience != kNever) ++number[patience];
    }
  }
  return number;
}

// The offering company's staff know who would come, not whether the letter succeeds.
void host_company(const Design& design, Stream stream, std::uint32_t replica, Outcome& outcome) {
  const HostCompany& host = design.host;
  const std::uint64_t arriving = std::uint64_t{outcome.sums.go[0]} *
                                 static_cast<std::uint64_t>(host.strain_of_arrivals) /
                                 design.people();
  const std::uint64_t strain = static_cast<std::uint64_t>(host.strain) + arriving;
  const auto patience = patience_of_hosts(host, stream, replica);
  std::uint32_t resentful = 0;
  std::size_t weighed = 0;  // patience below this is overborne, and counted
  while (true) {
    const std::uint64_t now =
        strain + static_cast<std::uint64_t>(host.contagion) * resentful / host.people;
    const auto end = static_cast<std::size_t>(std::min<std::uint64_t>(now + 1, patience.size()));
    if (weighed >= end) break;
    for (; weighed < end; ++weighed) resentful += patience[weighed];
  }
  outcome.resentful = resentful;
  const std::uint16_t firmness = host.firmness[halves(stream.block(replica, kHostCompany, 0))[0]];
  outcome.offer_stands = std::uint64_t{firmness} * host.people >= std::uint64_t{resentful} * 1000;
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
  outcome.conceded_tick =
      concession(design, outcome, design.counterparty.firmness[theirs[0]], curve);
  host_company(design, stream, replica, outcome);
  // Reinstatement releases the pledges.
  if (!outcome.conceded() && outcome.offer_stands) outcome.arrivals = sums.go[0];
  return outcome;
}

}  // namespace undersigned::rehearsal
