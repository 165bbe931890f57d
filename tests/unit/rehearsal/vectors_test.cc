// The pinned rehearsals: what g++ made, every compiler, path and number of threads makes again, and
// the reference engine too.
#include <gtest/gtest.h>

#include "tests/support/rehearsal_digest.h"
#include "tests/support/threads.h"
#include "tests/support/vectors.h"

namespace undersigned::rehearsal {
namespace {

class PinnedRehearsals : public testing::TestWithParam<std::size_t> {
 protected:
  const test::PinnedRehearsal& pinned() const { return test::kPinnedRehearsals[GetParam()]; }
  Design design() const { return test::pinned_design(pinned()); }
  Stream stream() const { return test::pinned_scenario(pinned()).stream; }
  std::string digest(const Replicas& run) const {
    return base::to_hex(test::rehearsal_digest(design(), run));
  }
  std::string expected() const {
    const auto vectors = test::load_vectors("rehearsal.json");
    const base::Json& one = vectors.at("cases").at(GetParam());
    EXPECT_EQ(test::field(one, "name"), pinned().name);
    return test::field(one, "digest");
  }
};

TEST_P(PinnedRehearsals, PortablePathOnAnyNumberOfThreads) {
  for (const std::size_t threads : {1u, 2u, 3u, 7u}) {
    test::Threads executor(threads);
    EXPECT_EQ(
        digest(rehearse(design(), stream(), 0, test::kPinnedReplicas, executor, Path::kPortable)),
        expected())
        << threads;
  }
}

TEST_P(PinnedRehearsals, Avx512Path) {
  if (!can_run(Path::kAvx512)) GTEST_SKIP() << "this processor has no AVX-512";
  test::Threads executor(2);
  EXPECT_EQ(digest(rehearse(design(), stream(), 0, test::kPinnedReplicas, executor, Path::kAvx512)),
            expected());
}

TEST_P(PinnedRehearsals, ReferenceEngine) {
  const Design compiled = design();
  Replicas run;
  run.outcomes.resize(test::kPinnedReplicas);
  run.curves.resize(std::size_t{compiled.ticks} * test::kPinnedReplicas);
  for (std::uint32_t r = 0; r < test::kPinnedReplicas; ++r) {
    const History history = rehearse_plainly(compiled, stream(), r);
    run.outcomes[r] = history.outcome;
    for (std::size_t t = 0; t < compiled.ticks; ++t) {
      run.curves[t * test::kPinnedReplicas + r] = history.curve[t];
    }
  }
  EXPECT_EQ(digest(run), expected());
}

INSTANTIATE_TEST_SUITE_P(All, PinnedRehearsals,
                         testing::Range<std::size_t>(0, std::size(test::kPinnedRehearsals)));

}  // namespace
}  // namespace undersigned::rehearsal
