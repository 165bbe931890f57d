// A design: everything that a rehearsal computes with, in whole numbers. A scenario (people's
// utilities, a network, a mode, dates) is compiled into one; both engines run nothing else, so they
// agree to the last bit.
//
// The mathematics. Time goes in ticks. Every person i of group g has, in every replica, a
// resistance u_i (cost of exposure less intrinsic motive, in points) and a waking tick. In every
// tick from then on, a person who has not signed yet looks at the state at the end of the tick
// before, and signs if
//   points_g[c] + residual + haste(t) + Σ_{j seen by i, signed} w_ij ≥ u_i,
// where c is the number who have signed. points_g is the instrumental term (what c says about the
// chance of success) with the cover that numbers give; the sum is the reputational term, w_ij being
// i's sensitivity shared out among i's colleagues by seniority; residual is the part of the
// pressure that no mode takes away; haste is the night's, until it is over.
//
//   public list   all terms.
//   public count  no names are seen: no sum.
//   sealed        nothing is seen, points are a constant; who signs asks for level j of the ladder,
//                 the least that is enough: by name if points_named[j] + residual + haste ≥ u_i for
//                 some j, else counted by the same rule. Without conditions only j = 1 exists.
//
// Who signs sincerely would sign with the reputational term (sum and residual) removed; who signs
// and would not is pressured. Would leave, where one would go, and which demands one supports are
// other numbers, drawn apart; with probability `coupling` they follow conviction (the draw of u_i)
// instead of an own draw, so that each keeps its share exactly. Nothing here is secret, nobody here
// is real.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/rehearsal/draw_table.h"
#include "core/rehearsal/network.h"
#include "core/settlement/ladder.h"

namespace undersigned::rehearsal {

inline constexpr std::size_t kDestinations = 4;
inline constexpr std::size_t kMostDemands = 8;
inline constexpr std::size_t kMostGroups = 128;
inline constexpr std::uint16_t kMostTicks = 1024;
inline constexpr std::uint32_t kMostHostPeople = 65535;

enum class Mode { kPublicList, kPublicCount, kSealed, kSealedConditions };
constexpr bool is_sealed(Mode mode) { return mode >= Mode::kSealed; }

using LevelPoints = std::array<std::uint16_t, settlement::kMaxLevels>;

struct Group {
  DrawTable resistance = DrawTable::constant(0);
  DrawTable waking = DrawTable::constant(0);
  // By the number who have signed; the last entry holds for all greater numbers. Never empty,
  // entries ≤ kMostValue, non-decreasing.
  std::vector<std::uint16_t> points = {0};
  // Sealed: points at level 1, 2, … of the ladder, by name and counted; `points` is then the
  // greatest of those that the mode offers, alone.
  LevelPoints points_named{};
  LevelPoints points_counted{};
  // Of 65536 draws (draws_below).
  std::uint32_t leave = 0;
  std::uint32_t coupling = 0;
  // Destination d is the number of these that are ≤ the draw; non-decreasing.
  std::array<std::uint32_t, kDestinations - 1> destinations{};
  std::vector<std::uint32_t> demands;  // at most kMostDemands; the same number in every group
};

// The reputational term: weights of a network's edges, stored at the colleague who is seen.
class Influence {
 public:
  struct Arrow {
    std::uint32_t onlooker;
    std::uint16_t weight;  // points; ≥ 1
  };

  explicit Influence(std::uint32_t people = 0) : offsets_(std::size_t{people} + 1, 0) {}
  // w_ij = floor(sensitivity_i · seniority_j / Σ_{k seen by i} seniority_k + 1/2), dropped if 0.
  // Both have one entry a person; sensitivity ≤ kMostValue / 2.
  static Influence shared_out(const Network& network, const std::vector<std::uint16_t>& sensitivity,
                              const std::vector<std::uint16_t>& seniority);
  // w_ij = 1: thresholds are numbers of neighbours.
  static Influence counted(const Network& network);

  std::span<const Arrow> of(std::uint32_t person) const {
    return {arrows_.data() + offsets_[person], arrows_.data() + offsets_[person + 1]};
  }
  std::uint32_t people() const { return static_cast<std::uint32_t>(offsets_.size() - 1); }
  // The greatest sum of weights on one onlooker.
  std::uint32_t most() const;

 private:
  // One weight an edge, in the network's order.
  static Influence by_source(const Network& network, const std::vector<std::uint16_t>& weights);

  std::vector<std::size_t> offsets_;
  std::vector<Arrow> arrows_;
};

// The side that the letter addresses. It sees numbers, not intentions: it gives way in the first
// tick up to the deadline in which at least firmness ‰ of the staff have visibly signed.
struct Counterparty {
  DrawTable firmness = DrawTable::constant(kNever);  // ‰
  std::uint16_t deadline = 0;                        // tick
};

// The offering company, and `people` of its own staff. `strain` points weigh on each of them
// (matched pay for newcomers after layoffs, a pay freeze and cut bonuses, long hours of their own),
// `strain_of_arrivals` more if the whole staff of the letter came, and `contagion` more if all
// colleagues were resentful. Each bears as much as their patience; who is weighed down by as much
// or more is resentful, and everybody looks again until nobody turns. The offer stands if its
// firmness is at least the share of the resentful.
struct HostCompany {
  std::uint32_t people = 1;
  std::int32_t strain = 0;
  std::int32_t strain_of_arrivals = 0;
  std::int32_t contagion = 0;
  DrawTable patience = DrawTable::constant(kNever);
  DrawTable firmness = DrawTable::constant(1000);  // ‰
};

struct Design {
  Mode mode = Mode::kPublicList;
  std::vector<Group> groups;
  std::vector<std::uint16_t> group_of;    // a person's group
  std::vector<std::uint16_t> first_look;  // a person's wave of invitation: no look before this tick
  Influence influence;                    // public list only
  std::uint16_t residual = 0;
  std::uint16_t haste = 0;  // points, in ticks before haste_end
  std::uint16_t haste_end = 0;
  std::uint16_t ticks = 1;  // a sealed letter opens, if it does, at the end
  settlement::Ladder ladder = single(1);
  Counterparty counterparty;
  HostCompany host;

  static settlement::Ladder single(std::uint64_t quorum);
  std::uint32_t people() const { return static_cast<std::uint32_t>(group_of.size()); }
  std::size_t demands() const { return groups.front().demands.size(); }
  std::uint16_t haste_at(std::uint32_t tick) const { return tick < haste_end ? haste : 0; }
  // Refuses "design.…" whatever breaks a rule above: a programmer compiles designs, but their
  // numbers come from outside.
  base::Result<void> check() const;
};

}  // namespace undersigned::rehearsal
