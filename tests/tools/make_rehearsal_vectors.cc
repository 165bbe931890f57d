#include "core/base/encoding.h"
#include "tests/support/rehearsal_digest.h"
#include "tests/tools/made_vectors.h"

namespace undersigned::test {

base::Json make_rehearsal_vectors() {
  base::Json cases = base::Json::array();
  for (const PinnedRehearsal& pinned : kPinnedRehearsals) {
    const rehearsal::Design design = pinned_design(pinned);
    base::SerialExecutor executor;
    const auto stream = pinned_scenario(pinned).stream;
    const auto run = rehearse(design, stream, 0, kPinnedReplicas, executor);
    std::uint64_t signers = 0, sincere = 0;
    for (const rehearsal::Outcome& outcome : run.outcomes) {
      signers += outcome.sums.signers;
      sincere += outcome.sums.sincere;
    }
    cases.push_back({{"name", pinned.name},
                     {"seed", pinned.seed},
                     {"replicas", kPinnedReplicas},
                     {"signers", signers},
                     {"sincere", sincere},
                     {"digest", base::to_hex(rehearsal_digest(design, run))}});
  }
  return {{"about",
           "Rehearsals of an invented organisation (tests/support/sample_organisation.h): the "
           "SHA-256 of all outcomes and curves (tests/support/rehearsal_digest.h). Every engine, "
           "path, compiler and number of threads gives these."},
          {"model", rehearsal::kModel},
          {"cases", cases}};
}

}  // namespace undersigned::test
