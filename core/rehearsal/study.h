// Studies: one scenario rehearsed in several ways. Variants are compared on the same simulated
// people; what holds only at one set of numbers is not a conclusion, so everything is repeated over
// scenarios drawn from the parameters' ranges, and no study names a best point. Every study keeps
// what it finds in a notebook, and refuses "rehearsal.interrupted" if progress says to stop.
// Nothing here is secret.
#pragma once

#include "core/rehearsal/advice.h"
#include "core/rehearsal/notebook.h"
#include "core/rehearsal/scenario.h"
#include "core/rehearsal/sobol.h"
#include "core/rehearsal/summary.h"

namespace undersigned::rehearsal {

// One variant, rehearsed by and by: until so many replicas, and later until more, with the numbers
// that all of them at once would have.
class Rehearsed {
 public:
  // Refuses what complete() and compile() refuse.
  static base::Result<Rehearsed> begin(const Scenario& scenario, const Variant& variant);
  Rehearsed(const Scenario& scenario, Design design);

  std::uint32_t replicas() const { return static_cast<std::uint32_t>(run_.outcomes.size()); }
  // replicas ≥ replicas(), > 0.
  base::Result<Summary> until(std::uint32_t replicas, base::Executor& executor,
                              const Progress& progress);

 private:
  Design design_;
  Stream stream_;
  double hours_per_tick_;
  Replicas run_;
};

struct Compared {
  Variant variant;
  Summary summary;
};
// Also refuses what complete() and compile() refuse.
base::Result<std::vector<Compared>> compare(const Scenario& scenario,
                                            const std::vector<Variant>& variants,
                                            std::uint32_t replicas, const Means& means);

// The parameters that have a range, by name.
std::vector<std::string> varying(const Scenario& scenario);
// Scenario number `number` of those within the ranges: each varying parameter uniform in its own,
// number 0 the scenario itself.
Scenario drawn(const Scenario& scenario, std::uint32_t number);

// A variant over scenarios from the ranges: 10 %, 50 %, 90 %.
struct Region {
  Variant variant;
  std::array<double, 3> opens{}, signed_share{}, sincere_share{}, pressured_share{};
  // In how many of the scenarios this variant's sincere signatures were at most a tenth of the
  // staff below the most that any variant had, without more pressured ones than any other by more
  // than a tenth.
  double acceptable = 0;
};
struct Regions {
  std::uint32_t scenarios = 0;   // that were rehearsed
  std::uint32_t impossible = 0;  // drawn, and refused by complete()
  std::vector<Region> variants;
  std::optional<Advice> advice;  // with kLeastAdvised people or more
};
inline constexpr std::uint32_t kLeastAdvised = 20;
// Refuses "scenario.range" if no scenario within the ranges is possible.
base::Result<Regions> regions(const Scenario& scenario, const std::vector<Variant>& variants,
                              std::uint32_t scenarios, std::uint32_t replicas, const Means& means);

// Sobol indices of the middle published share, the greatest total first.
struct Sensitivity {
  std::string parameter;
  SobolIndex index;
};
// From samples ≥ 2 pairs of scenarios; refuses "scenario.range" if the ranges hold impossible ones.
base::Result<std::vector<Sensitivity>> sensitivity(const Scenario& scenario, const Variant& variant,
                                                   std::uint32_t samples, std::uint32_t replicas,
                                                   const Means& means);

// How near a tipping point a variant is: the middle number published if everybody's conviction were
// a twentieth of its spread lower, as it is, and as much higher.
struct Tipping {
  double lower = 0, here = 0, higher = 0;
  bool near = false;  // several humps, or a difference of more than a sixth of the staff
};
base::Result<std::vector<Tipping>> tippings(const Scenario& scenario,
                                            const std::vector<Variant>& variants,
                                            std::uint32_t replicas, const Means& means);

}  // namespace undersigned::rehearsal
