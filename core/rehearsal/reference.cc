// The reference engine. A person looks on waking, and again in the tick after anything changed that
// enters the person's decision; nobody else can have changed their mind, since points never fall
// but for haste, which only takes signatures away that were not given yet.
#include <algorithm>

#include "core/base/check.h"
#include "core/rehearsal/engine.h"

namespace undersigned::rehearsal {
namespace {

struct Person {
  std::uint16_t resistance = 0;
  std::uint16_t wakes = 0;
  std::uint32_t pressure = 0;  // Σ w_ij of the colleagues who have signed
  std::uint16_t looks_at = kNoTick;
};

class Replica {
 public:
  Replica(const Design& design, Stream stream, std::uint32_t replica)
      : design_(design),
        stream_(stream),
        replica_(replica),
        people_(design.people()),
        looks_(design.ticks) {
    history_.signed_at.assign(people_.size(), kNoTick);
    for (std::uint32_t i = 0; i < design.people(); ++i) {
      const Draws draws = block(i, 0);
      people_[i].resistance = group(i).resistance[draws[kConvictionDraw]];
      people_[i].wakes = std::max(group(i).waking[draws[kWakingDraw]], design.first_look[i]);
      if (people_[i].resistance != kNever) look(i, people_[i].wakes);
    }
  }

  History run() {
    for (std::uint16_t tick = 0; tick < design_.ticks; ++tick) {
      std::vector<std::uint32_t> signing;
      for (const std::uint32_t i : looks_[tick]) {
        if (history_.signed_at[i] == kNoTick && decides_to_sign(i, tick)) signing.push_back(i);
      }
      for (const std::uint32_t i : signing) sign(i, tick);
      if (!signing.empty()) look_again(tick);
      history_.curve.push_back(count_);
    }
    count_people();
    return std::move(history_);
  }

 private:
  Draws block(std::uint32_t person, std::uint32_t draw) const {
    return halves(stream_.block(replica_, person, draw));
  }
  const Group& group(std::uint32_t person) const {
    return design_.groups[design_.group_of[person]];
  }
  std::uint32_t points(std::uint32_t person) const {
    const auto& points = group(person).points;
    return points[std::min<std::size_t>(count_, points.size() - 1)];
  }

  void look(std::uint32_t person, std::uint32_t tick) {
    if (tick >= design_.ticks || people_[person].looks_at == tick) return;
    people_[person].looks_at = static_cast<std::uint16_t>(tick);
    looks_[tick].push_back(person);
  }

  bool decides_to_sign(std::uint32_t i, std::uint16_t tick) const {
    return points(i) + design_.residual + design_.haste_at(tick) + people_[i].pressure >=
           people_[i].resistance;
  }

  void sign(std::uint32_t person, std::uint16_t tick) {
    history_.signed_at[person] = tick;
    ++count_;
    if (design_.mode != Mode::kPublicList) return;
    for (const auto& [onlooker, weight] : design_.influence.of(person)) {
      people_[onlooker].pressure += weight;
      if (people_[onlooker].wakes <= tick && people_[onlooker].resistance != kNever) {
        look(onlooker, tick + 1u);
      }
    }
  }

  // The number of signatures has changed; who weighs it looks again.
  void look_again(std::uint16_t tick) {
    for (std::uint32_t i = 0; i < design_.people(); ++i) {
      const Person& person = people_[i];
      if (group(i).points.size() > 1 && person.wakes <= tick && person.resistance != kNever &&
          history_.signed_at[i] == kNoTick) {
        look(i, tick + 1u);
      }
    }
  }

  void count_people() {
    Sums sums;
    for (std::uint32_t i = 0; i < design_.people(); ++i) {
      const bool has_signed = history_.signed_at[i] != kNoTick;
      count_signature(i, sums);
      count_opinions(i, has_signed, sums);
    }
    history_.outcome =
        finish(design_, stream_, replica_, sums, {history_.curve.data(), 1, design_.ticks});
  }

  void count_signature(std::uint32_t i, Sums& sums) {
    const std::uint16_t tick = history_.signed_at[i];
    const bool has_signed = tick != kNoTick;
    const std::uint32_t slept = points(i);
    const bool sincere = has_signed && slept + design_.haste_at(tick) >= people_[i].resistance;
    sums.signers += has_signed;
    sums.sincere += sincere;
    sums.hasty += sincere && slept < people_[i].resistance;
    history_.sincere.push_back(sincere);
    const auto [level, by_name] = has_signed ? choice(i) : std::pair(0, false);
    history_.level.push_back(static_cast<std::uint8_t>(level));
    history_.by_name.push_back(by_name);
    if (level > 0) {
      auto& counts = by_name ? sums.levels.named : sums.levels.counted;
      ++counts[static_cast<std::size_t>(level - 1)];
    }
  }

  // The level that a signer asks for, and whether by name.
  std::pair<int, bool> choice(std::uint32_t i) const {
    if (!is_sealed(design_.mode)) return {1, true};
    const int levels = design_.mode == Mode::kSealed ? 1 : design_.ladder.levels();
    const std::uint32_t pressure = design_.residual + design_.haste_at(0);
    for (const bool by_name : {true, false}) {
      const LevelPoints& at = by_name ? group(i).points_named : group(i).points_counted;
      for (int j = 1; j <= levels; ++j) {
        if (at[static_cast<std::size_t>(j - 1)] + pressure >= people_[i].resistance) {
          return {j, by_name};
        }
      }
    }
    return {0, false};
  }

  void count_opinions(std::uint32_t i, bool has_signed, Sums& sums) {
    const Draws draws = block(i, 0);
    const bool coupled = draws[kCouplingDraw] < group(i).coupling;
    const bool leave = (coupled ? draws[kConvictionDraw] : draws[kLeaveDraw]) < group(i).leave;
    std::size_t destination = 0;
    for (const std::uint32_t end : group(i).destinations) {
      destination += end <= draws[kDestinationDraw];
    }
    sums.leave += leave;
    sums.leave_signers += leave && has_signed;
    ++sums.prefer[destination];
    sums.go[destination] += leave;
    history_.leave.push_back(leave);
    history_.destination.push_back(static_cast<std::uint8_t>(destination));
    const bool more = design_.demands() > kDemandsInBlock;
    const Draws others = more ? block(i, 1) : Draws{};
    for (std::size_t d = 0; d < design_.demands(); ++d) {
      const std::uint16_t own =
          d < kDemandsInBlock ? draws[kDemandDraw + d] : others[d - kDemandsInBlock];
      const bool supports = (coupled ? draws[kConvictionDraw] : own) < group(i).demands[d];
      sums.demands[d] += supports;
      sums.demands_signers[d] += supports && has_signed;
    }
  }

  const Design& design_;
  Stream stream_;
  std::uint32_t replica_;
  std::vector<Person> people_;
  std::vector<std::vector<std::uint32_t>> looks_;  // who looks, by tick
  std::uint32_t count_ = 0;
  History history_;
};

}  // namespace

History rehearse_plainly(const Design& design, Stream stream, std::uint32_t replica) {
  return Replica(design, stream, replica).run();
}

}  // namespace undersigned::rehearsal
