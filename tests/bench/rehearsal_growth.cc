// One point of the growth of a rehearsal: usage: rehearsal_growth PEOPLE LINKS REPEATS
// Prints, as JSON, the seconds of each of REPEATS runs of one block (512 rehearsals; above
// kMostBlockPeople one), and what the process needed at most. The model is a public list on a
// random network with LINKS colleagues each; 96 ticks. tools/bench_growth runs it, a process a
// point.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "core/rehearsal/engine.h"

namespace undersigned::rehearsal {
namespace {

Design organisation(std::uint32_t people, double links) {
  Design design;
  design.mode = Mode::kPublicList;
  design.ticks = 96;
  design.groups.resize(1);
  Group& group = design.groups[0];
  group.resistance = DrawTable::normal(260, 160);
  group.waking = DrawTable::normal(20, 12, 96);
  for (std::uint32_t c = 1; c <= people; ++c) {
    group.points.push_back(static_cast<std::uint16_t>(200 * std::uint64_t{c} / people));
  }
  group.leave = 20000;
  group.coupling = 32768;
  group.destinations = {5000, 20000, 40000};
  group.demands = {50000, 40000, 30000};
  design.group_of.assign(people, 0);
  design.first_look.assign(people, 0);
  const std::vector<std::uint16_t> sensitivity(people, 300), seniority(people, 1);
  design.influence =
      Influence::shared_out(random_network(people, links, {.seed = 1}), sensitivity, seniority);
  return design;
}

// The most memory that this program has held; what its parent held does not count.
long peak_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    long kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes;
  }
  return 0;
}

int run(std::uint32_t people, double links, int repeats) {
  const long before = peak_kilobytes();
  const Design design = organisation(people, links);
  const long designed = peak_kilobytes();
  const std::uint32_t replicas = people > kMostBlockPeople ? 1 : 512;
  base::SerialExecutor here;
  std::printf("{\"people\": %u, \"links\": %g, \"ticks\": %u, \"rehearsals\": %u, \"seconds\": [",
              people, links, unsigned{design.ticks}, replicas);
  for (int r = 0; r < repeats; ++r) {
    const auto start = std::chrono::steady_clock::now();
    const Replicas run = rehearsal::rehearse(design, {.seed = 1}, 0, replicas, here);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (run.outcomes.front().sums.signers == 0) return 1;
    std::printf("%s%.6f", r == 0 ? "" : ", ", seconds);
  }
  std::printf("], \"kilobytes\": %ld, \"kilobytes_to_design\": %ld}\n", peak_kilobytes() - before,
              designed - before);
  return 0;
}

}  // namespace
}  // namespace undersigned::rehearsal

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: %s PEOPLE LINKS REPEATS\n", argv[0]);
    return 2;
  }
  return undersigned::rehearsal::run(static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10)),
                                     std::strtod(argv[2], nullptr), std::atoi(argv[3]));
}
