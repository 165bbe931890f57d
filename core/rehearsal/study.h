// Studies: one scenario rehearsed in several ways. Variants are compared on the same simulated
// people; what holds only at one set of numbers is not a conclusion, so everything is repeated over
// scenarios drawn from the parameters' ranges, and no study names a best point. Nothing here is
// secret.
#pragma once

#include <functional>

#include "core/rehearsal/scenario.h"
#include "core/rehearsal/summary.h"

namespace undersigned::rehearsal {

// Told how much is done, in 0 … 1; answers whether to go on.
using Progress = std::function<bool(double done)>;

struct Compared {
  Variant variant;
  Summary summary;
};
// Refuses what complete() and compile() refuse, and "rehearsal.interrupted" if progress says no.
base::Result<std::vector<Compared>> compare(const Scenario& scenario,
                                            const std::vector<Variant>& variants,
                                            std::uint32_t replicas, base::Executor& executor,
                                            const Progress& progress);

// The parameters that have a range, by name.
std::vector<std::string> varying(const Scenario& scenario);
// Scenario number `number` of those within the ranges: each varying parameter uniform in its own,
// number 0 the scenario itself.
Scenario drawn(const Scenario& scenario, std::uint32_t number);

// A variant over scenarios from the ranges: the least, middle and greatest (10 %, 50 %, 90 %).
struct Region {
  Variant variant;
  std::array<double, 3> opens, signed_share, sincere_share, pressured_share;
  // In how many of the scenarios this variant's sincere signatures were at most a tenth below the
  // most that any variant had, without more pressured ones than any other by more than a tenth.
  double acceptable = 0;
};
struct Quorum {
  double share = 0;               // of staff
  std::array<double, 3> opens{};  // chance that a sealed letter opens: 10 %, 50 %, 90 %
};
struct Regions {
  std::uint32_t scenarios = 0;
  std::vector<Region> variants;
  std::vector<Quorum> quorums;  // sealed, without conditions
};
base::Result<Regions> regions(const Scenario& scenario, const std::vector<Variant>& variants,
                              std::uint32_t scenarios, std::uint32_t replicas,
                              base::Executor& executor, const Progress& progress);

// Sobol indices of the mean published share: first-order (Saltelli 2010) and total (Jansen 1999),
// from `samples` pairs of scenarios; the intervals are from halves of the sample.
struct Sensitivity {
  std::string parameter;
  Interval first, total;
};
base::Result<std::vector<Sensitivity>> sensitivity(const Scenario& scenario, const Variant& variant,
                                                   std::uint32_t samples, std::uint32_t replicas,
                                                   base::Executor& executor,
                                                   const Progress& progress);

// How near a tipping point a variant is: the middle number published if everybody's conviction were
// a twentieth of its spread lower, as it is, and as much higher.
struct Tipping {
  double lower = 0, here = 0, higher = 0;
  bool near = false;  // two humps, or a difference of more than a sixth of the staff
};
base::Result<Tipping> tipping(const Scenario& scenario, const Variant& variant,
                              std::uint32_t replicas, base::Executor& executor);

}  // namespace undersigned::rehearsal
