// From a scenario's words to a design's whole numbers.
#include <algorithm>
#include <cmath>

#include "core/rehearsal/arithmetic.h"
#include "core/rehearsal/scenario.h"
#include "core/rehearsal/theory.h"

namespace undersigned::rehearsal {
namespace {

std::uint16_t points(double value) {
  return static_cast<std::uint16_t>(std::clamp(std::floor(value + 0.5), 0.0, kMostValue + 0.0));
}

class Compiler {
 public:
  Compiler(const Scenario& scenario, const Variant& variant) : s_(scenario), v_(variant) {}

  base::Result<Design> compile(const Network& network) {
    design_.mode = v_.mode;
    UNDERSIGNED_TRY(design_.ladder, settlement::Ladder::parse(
                                        v_.ladder.empty() ? s_.ladder : v_.ladder, s_.people));
    set_times();
    design_.residual = points(v_.pressure * s_.at("pressure.residual"));
    design_.group_of = deal_groups(s_);
    for (const std::string& name : s_.groups) design_.groups.push_back(group(name));
    for (const std::uint16_t g : design_.group_of) {
      const double wave = std::max(s_.of(s_.groups[g], "wave_hours"), visible_from());
      design_.first_look.push_back(tick_of(s_, wave));
    }
    set_influence(network);
    set_others();
    UNDERSIGNED_TRY_VOID(design_.check());
    return std::move(design_);
  }

 private:
  bool sealed() const { return is_sealed(v_.mode); }
  bool matched() const { return v_.offer && v_.matched_pay; }
  // Behind a seal people sign when they wake; what waits is the opening.
  double visible_from() const { return sealed() ? 0 : v_.wait_hours; }

  // A public letter lasts as long as the scenario. A sealed one opens after its wait, or at the
  // end. Haste lasts as long as the night; who can take a signature back in the morning has slept
  // on it.
  void set_times() {
    const std::uint16_t all = std::max<std::uint16_t>(1, tick_of(s_, s_.hours));
    const bool early = sealed() && v_.wait_hours > 0;
    design_.ticks = early ? std::clamp<std::uint16_t>(tick_of(s_, v_.wait_hours), 1, all) : all;
    design_.haste = points(s_.at("pressure.haste"));
    design_.haste_end = std::min(tick_of(s_, s_.at("pressure.haste_hours")), design_.ticks);
    if (sealed() && design_.haste_end < design_.ticks) design_.haste_end = 0;
  }

  Group group(const std::string& name) const {
    Group g;
    const double exposure = s_.of(name, "exposure");
    g.resistance = DrawTable::normal(exposure - s_.of(name, "conviction"), s_.of(name, "spread"));
    g.waking = waking();
    const double unlisted = exposure * (1 - s_.at("count.exposure"));
    if (sealed()) {
      set_levels(g, unlisted);
    } else {
      const double relief = v_.mode == Mode::kPublicCount ? unlisted : 0;
      g.points.clear();
      for (std::uint32_t c = 0; c <= s_.people; ++c) g.points.push_back(points(seen(c) + relief));
    }
    g.leave = draws_below(s_.of(name, "leave"));
    g.coupling = draws_below(s_.of(name, "coupling"));
    set_destinations(g);
    for (std::size_t d = 0; d < s_.demands.size(); ++d) {
      g.demands.push_back(draws_below(s_.opinion(name, d)));
    }
    return g;
  }

  void set_levels(Group& g, double unlisted) const {
    const int offered = v_.mode == Mode::kSealed ? 1 : design_.ladder.levels();
    std::uint16_t best = 0;
    for (int level = 1; level <= design_.ladder.levels(); ++level) {
      const auto j = static_cast<std::size_t>(level - 1);
      const double there = seen(design_.ladder.threshold(level));
      g.points_named[j] = points(there);
      // Without conditions the choice is by name or not at all.
      g.points_counted[j] =
          v_.mode == Mode::kSealedConditions ? points(there + unlisted) : g.points_named[j];
      if (level <= offered) best = std::max(best, g.points_counted[j]);
    }
    g.points = {best};
  }

  // Instrumental term, cover and offer where `count` have signed.
  double seen(std::uint32_t count) const {
    const double share = static_cast<double>(count) / s_.people;
    const double from = s_.at("success.from");
    const double chance = std::clamp((share - from) / (s_.at("success.until") - from), 0.0, 1.0);
    double sum = s_.at("success.points") * chance + s_.at("cover.points") * share;
    if (v_.offer) sum += s_.at("offer.safety");
    if (matched()) sum += s_.at("offer.pay");
    return sum;
  }

  // Those awake come across the letter after an exponential delay, those asleep in the morning,
  // some never.
  DrawTable waking() const {
    const double awake = s_.at("night.awake"), away = s_.at("away");
    const auto until = [&](double hours) {
      const double night = 1 - exponential(-hours / s_.at("night.delay_hours"));
      const double day =
          normal_distribution((hours - s_.at("morning.hours")) / s_.at("morning.spread_hours"));
      return awake * night + (1 - awake - away) * day;
    };
    return DrawTable::from_distribution(
        [&](int tick) { return until((tick + 1) * s_.tick_minutes / 60); }, kMostTicks);
  }

  void set_destinations(Group& g) const {
    double offering = s_.at("destination.respect") - s_.at("destination.relocation") -
                      s_.at("destination.bureaucracy");
    if (!matched()) offering -= s_.at("destination.wage_gap");
    // Destination 0 is the offering company; the others are another company, staying, none of
    // these.
    const double utilities[] = {v_.offer ? offering : -600, s_.at("destination.other"),
                                s_.at("destination.stay"), s_.at("destination.none")};
    const auto shares = theory::logit(utilities);
    double sum = 0;
    for (std::size_t d = 0; d + 1 < kDestinations; ++d) {
      sum += shares[d];
      g.destinations[d] = draws_below(std::min(sum, 1.0));
    }
  }

  void set_influence(const Network& network) {
    std::vector<std::uint16_t> sensitivity, seniority;
    for (const std::uint16_t g : design_.group_of) {
      sensitivity.push_back(points(v_.pressure * s_.of(s_.groups[g], "reputation")));
      seniority.push_back(points(s_.of(s_.groups[g], "seniority")));
    }
    design_.influence = Influence::shared_out(network, sensitivity, seniority);
  }

  void set_others() {
    design_.counterparty.firmness = DrawTable::normal(1000 * s_.at("counterparty.firmness"),
                                                      1000 * s_.at("counterparty.spread"), 1000);
    design_.counterparty.deadline =
        std::min(tick_of(s_, s_.at("counterparty.deadline_hours")), design_.ticks);
    HostCompany& host = design_.host;
    double strain = s_.at("host.base");
    if (matched()) {
      for (const char* key :
           {"host.layoffs", "host.pay_freeze", "host.bonus_cuts", "host.long_hours"}) {
        strain += s_.at(key);
      }
    }
    host.people = static_cast<std::uint32_t>(s_.at("host.people"));
    host.strain = points(strain);
    host.strain_of_arrivals = points(s_.at("host.arrivals"));
    host.contagion = points(s_.at("host.contagion"));
    host.patience = DrawTable::normal(100, s_.at("host.spread"), 400);
    host.firmness = v_.offer ? DrawTable::normal(1000 * s_.at("host.firmness"),
                                                 1000 * s_.at("host.firmness_spread"), 1000)
                             : DrawTable::constant(0);
  }

  const Scenario& s_;
  const Variant& v_;
  Design design_;
};

}  // namespace

base::Result<Design> compile(const Scenario& scenario, const Variant& variant,
                             const Network& network) {
  return Compiler(scenario, variant).compile(network);
}

}  // namespace undersigned::rehearsal
