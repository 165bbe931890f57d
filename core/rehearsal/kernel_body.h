// The fast engine's block of 512 replicas, included by each of its builds. All of it is local to
// the translation unit; run_block() is what the build exports under its own name.
#pragma once

#include "core/rehearsal/lanes.h"

namespace undersigned::rehearsal::kernel {
namespace {

class BlockRun {
 public:
  BlockRun(const KernelDesign& design, std::uint32_t first, const Block& block)
      : d_(design), b_(block), first_(first) {}

  void run() {
    for (std::size_t i = 0; i < kRows * kCountPlanes; ++i) b_.counters[i] = Mask{};
    for (std::uint32_t i = 0; i < d_.people; ++i) sample(i);
    for (std::uint32_t tick = 0; tick < d_.ticks; ++tick) step(tick);
    count_sincere();
    for (std::size_t row = 0; row < kRows; ++row) {
      join(b_.counters + row * kCountPlanes, kCountPlanes, b_.rows + row * kLanes);
    }
  }

 private:
  const KernelGroup& group(std::uint32_t i) const { return d_.group[d_.group_of[i]]; }
  Mask* planes(Mask* of, std::uint32_t i, int count) const {
    return of + std::size_t{i} * static_cast<std::size_t>(count);
  }
  void count(std::size_t row, const Words& mask) { add(b_.counters + row * kCountPlanes, 0, mask); }

  void sample(std::uint32_t i) {
    alignas(64) Numbers draws[5];
    alignas(64) Numbers resistance;
    draw(d_, 0, i, first_, 5, draws);
    const KernelGroup& g = group(i);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      resistance[lane] = g.resistance.entries[draws[kConvictionDraw][lane] >> g.resistance.shift];
    }
    sample_waking(i, draws[kWakingDraw], resistance);
    slice(resistance, d_.resistance_planes, planes(b_.resistance, i, d_.resistance_planes));
    Mask* pressure = planes(b_.pressure, i, d_.pressure_planes);
    for (int p = 0; p < d_.pressure_planes; ++p) pressure[p] = Mask{};
    b_.awake[i] = b_.has_signed[i] = b_.in_haste[i] = Mask{};
    sample_opinions(i, draws);
    if (d_.levels > 0) count_levels(i, resistance);
  }

  // The tick of the first look; d_.ticks where it never comes.
  void sample_waking(std::uint32_t i, const Numbers& draws, const Numbers& resistance) {
    alignas(64) Numbers wakes;
    const KernelGroup& g = group(i);
    const auto end = static_cast<std::uint16_t>(d_.ticks);
    const std::uint16_t invited = d_.first_look[i];
    std::uint16_t first = end, last = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      std::uint16_t tick = g.waking.entries[draws[lane] >> g.waking.shift];
      tick = tick < invited ? invited : tick;
      tick = tick > end || resistance[lane] == kNeverWilling ? end : tick;
      first = tick < first ? tick : first;
      last = tick > last ? tick : last;
      wakes[lane] = tick;
    }
    b_.wakes_first[i] = first;
    b_.wakes_last[i] = last;
    slice(wakes, d_.tick_planes, planes(b_.wakes, i, d_.tick_planes));
    store(ever_awake_, below(wakes, end));
  }

  void sample_opinions(std::uint32_t i, const Numbers* draws) {
    const KernelGroup& g = group(i);
    const Words coupled = below(draws[kCouplingDraw], g.coupling);
    const Words leave = (coupled & below(draws[kConvictionDraw], g.leave)) |
                        (~coupled & below(draws[kLeaveDraw], g.leave));
    store(b_.leave[i], leave);
    count(kLeave, leave);
    for (std::size_t k = 0; k < 3; ++k) {
      const Words from = ~below(draws[kDestinationDraw], g.destinations[k]);
      count(kPreferFrom + k, from);
      count(kGoFrom + k, from & leave);
    }
    if (d_.demands == 0) return;
    alignas(64) Numbers own[8];
    draw(d_, 1, i, first_, d_.demands, own);
    for (std::uint32_t k = 0; k < d_.demands; ++k) {
      const Words supports = (coupled & below(draws[kConvictionDraw], g.demands[k])) |
                             (~coupled & below(own[k], g.demands[k]));
      store(b_.demands[std::size_t{i} * 8 + k], supports);
      count(kDemands + k, supports);
    }
  }

  // Sealed: who signs with which level is settled by the resistance alone.
  void count_levels(std::uint32_t i, const Numbers& resistance) {
    const KernelGroup& g = group(i);
    const Words awake = load(ever_awake_);
    const Words unnamed = awake & ~below(resistance, g.named[d_.levels - 1] + 1u);
    for (std::uint32_t j = 0; j < d_.levels; ++j) {
      count(kNamed + j, awake & below(resistance, g.named[j] + 1u));
      count(kCounted + j, unnamed & below(resistance, g.counted[j] + 1u));
    }
  }

  // Everybody decides by the state at the end of the tick before, then the state changes.
  void step(std::uint32_t tick) {
    const std::uint32_t haste = tick < d_.haste_end ? d_.haste : 0;
    if (tick == 0 || changed_ || haste != haste_) {
      haste_ = haste;
      for (std::uint32_t g = 0; g < d_.groups; ++g) set_points(g, d_.residual + haste);
    }
    for (std::uint32_t i = 0; i < d_.people; ++i) decide(i, tick);
    changed_ = false;
    for (std::uint32_t i = 0; i < d_.people; ++i) {
      const Words fresh = load(b_.fresh[i]);
      if (any(fresh)) sign(i, tick, fresh);
    }
    std::uint16_t* row = b_.curve + std::size_t{tick} * kLanes;
    if (changed_) {
      join(b_.counters + kSigners * kCountPlanes, kCountPlanes, row);
    } else {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        row[lane] = tick == 0 ? std::uint16_t{0} : row[lane - kLanes];
      }
    }
    counts_ = row;
  }

  void set_points(std::uint32_t number, std::uint32_t more) {
    alignas(64) Numbers points;
    const KernelGroup& g = d_.group[number];
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const std::uint32_t seen = counts_ == nullptr ? 0 : counts_[lane];
      const std::uint32_t at = seen < g.points_size ? seen : g.points_size - 1;
      points[lane] = static_cast<std::uint16_t>(g.points[at] + more);
    }
    slice(points, d_.sum_planes, planes(b_.points, number, d_.sum_planes));
  }

  void decide(std::uint32_t i, std::uint32_t tick) {
    b_.fresh[i] = Mask{};
    Words awake = load(b_.awake[i]);
    bool woken = false;
    if (tick >= b_.wakes_first[i] && tick <= b_.wakes_last[i]) {
      const Words waking = equal(planes(b_.wakes, i, d_.tick_planes), d_.tick_planes, tick);
      woken = any(waking);
      awake |= waking;
      store(b_.awake[i], awake);
    }
    const bool counts = changed_ && group(i).points_size > 1;
    if (!woken && !counts && !b_.touched[i]) return;
    b_.touched[i] = 0;
    const Words waiting = awake & ~load(b_.has_signed[i]);
    if (!any(waiting)) return;
    store(b_.fresh[i],
          waiting & reaches(i, planes(b_.pressure, i, d_.pressure_planes), d_.pressure_planes));
  }

  static Words equal(const Mask* number, int count, std::uint32_t value) {
    Words differs{};
    for (int p = 0; p < count; ++p) {
      differs |= (value >> p) & 1 ? ~load(number[p]) : load(number[p]);
    }
    return ~differs;
  }

  // pressure + points of the person's group ≥ resistance: a ripple addition whose sum is subtracted
  // from at once; no borrow is left where it is enough.
  Words reaches(std::uint32_t i, const Mask* pressure, int pressure_planes) const {
    const Mask* points = planes(b_.points, d_.group_of[i], d_.sum_planes);
    const Mask* resistance = planes(b_.resistance, i, d_.resistance_planes);
    Words carry{}, borrow{};
    for (int p = 0; p < d_.sum_planes; ++p) {
      const Words e = load(points[p]);
      Words sum = e;
      if (p < pressure_planes) {
        const Words w = load(pressure[p]);
        sum = e ^ w ^ carry;
        carry = (e & w) | (carry & (e ^ w));
      } else {
        sum = e ^ carry;
        carry &= e;
      }
      if (p < d_.resistance_planes) {
        const Words u = load(resistance[p]);
        borrow = (~sum & u) | (borrow & ~(sum ^ u));
      } else {
        borrow &= ~sum;
      }
    }
    return ~borrow;
  }

  void sign(std::uint32_t i, std::uint32_t tick, const Words& fresh) {
    changed_ = true;
    store(b_.has_signed[i], load(b_.has_signed[i]) | fresh);
    if (tick < d_.haste_end) store(b_.in_haste[i], load(b_.in_haste[i]) | fresh);
    count(kSigners, fresh);
    count(kLeaveSigners, fresh & load(b_.leave[i]));
    for (std::uint32_t k = 0; k < d_.demands; ++k) {
      count(kDemandsSigners + k, fresh & load(b_.demands[std::size_t{i} * 8 + k]));
    }
    if (d_.arrow_offsets == nullptr) return;
    for (std::size_t a = d_.arrow_offsets[i]; a < d_.arrow_offsets[i + 1]; ++a) {
      Mask* pressure = planes(b_.pressure, d_.arrows[a].onlooker, d_.pressure_planes);
      b_.touched[d_.arrows[a].onlooker] = 1;
      for (int p = 0; d_.arrows[a].weight >> p != 0; ++p) {
        if ((d_.arrows[a].weight >> p) & 1) add(pressure, p, fresh);
      }
    }
  }

  // Who would have signed without the reputational term, and of these who only in haste.
  void count_sincere() {
    for (std::uint32_t g = 0; g < d_.groups; ++g) set_points(g, 0);
    for (std::uint32_t i = 0; i < d_.people; ++i) {
      store(b_.fresh[i], load(b_.has_signed[i]) & reaches(i, nullptr, 0));
    }
    for (std::uint32_t g = 0; g < d_.groups; ++g) set_points(g, d_.haste);
    for (std::uint32_t i = 0; i < d_.people; ++i) {
      const Words slept = load(b_.fresh[i]);
      const Words hasty = load(b_.in_haste[i]) & reaches(i, nullptr, 0) & ~slept;
      count(kHasty, hasty);
      count(kSincere, slept | hasty);
    }
  }

  static constexpr std::uint16_t kNeverWilling = 4095;

  const KernelDesign& d_;
  const Block& b_;
  std::uint32_t first_;
  Mask ever_awake_{};
  const std::uint16_t* counts_ = nullptr;  // at the end of the tick before
  std::uint32_t haste_ = 0;
  bool changed_ = false;  // in the tick before
};

void run_block(const KernelDesign& design, std::uint32_t first, const Block& block) {
  BlockRun(design, first, block).run();
}

}  // namespace
}  // namespace undersigned::rehearsal::kernel
