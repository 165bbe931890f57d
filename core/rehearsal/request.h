// What the rehearsal laboratory asks the core for, as one JSON value in and one out:
//
//   {"plan": …, "replicas": 1000, "tipping": false, "scenarios": 0, "samples": 0}
//
// plan: a scenario with its variants (core/rehearsal/plan.h); a network is generated, as a page has
// no files beside it. replicas: instead of the plan's own. tipping: also how near each variant is
// to a tipping point. scenarios, samples: also regions with advice, and Sobol indices. Only the
// plan must be there. The answer is core/rehearsal/result.h's. Nothing here is secret.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/rehearsal/study.h"

namespace undersigned::rehearsal {

inline constexpr std::size_t kMostRequestBytes = 1 << 20;

// Answers one request after the other. A variant that is asked for alone, and again with more
// replicas, is rehearsed on; the answer is the one that it would have been at once.
class Answerer {
 public:
  // Refuses what parse_json() and parse_plan() refuse, "request.range" and "request.unknown".
  base::Result<base::Json> answer(base::ByteView request);

 private:
  static constexpr std::size_t kMostKnown = 4;
  struct Known {
    std::string plan;
    Rehearsed rehearsed;
  };
  base::Result<Compared> rehearse_on(const std::string& key, const Scenario& scenario,
                                     const Variant& variant, std::uint32_t replicas);

  std::vector<Known> known_;  // the latest last
};

}  // namespace undersigned::rehearsal
