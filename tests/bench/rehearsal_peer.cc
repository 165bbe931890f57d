// Our side of peer_graph_tool: usage: rehearsal_peer PEOPLE DEGREE STEPS
// Prints the person-steps a second of the plain and of the fast engine on a threshold model: who
// sees a fifth of their colleagues sign, signs; one in twenty begins; everybody is awake.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "core/rehearsal/engine.h"

namespace undersigned::rehearsal {
namespace {

Design threshold_model(std::uint32_t people, double degree, std::uint16_t steps) {
  Design design;
  design.mode = Mode::kPublicList;
  design.ticks = steps;
  design.groups.resize(2);
  design.groups[0].resistance = DrawTable::constant(200);
  design.first_look.assign(people, 0);
  for (std::uint32_t i = 0; i < people; ++i) {
    design.group_of.push_back(i % 20 == 0 ? std::uint16_t{1} : std::uint16_t{0});
  }
  const std::vector<std::uint16_t> sensitivity(people, 1000), seniority(people, 1);
  design.influence =
      Influence::shared_out(random_network(people, degree, {.seed = 1}), sensitivity, seniority);
  return design;
}

// Of as many runs of `run`, each of `steps` person-steps, as fit into a third of a second.
template <class Run>
double rate(double steps, Run run) {
  const std::clock_t start = std::clock();
  double done = 0;
  std::uint32_t number = 0;
  while (std::clock() - start < CLOCKS_PER_SEC / 3) {
    run(number++);
    done += steps;
  }
  return done * CLOCKS_PER_SEC / static_cast<double>(std::clock() - start);
}

}  // namespace
}  // namespace undersigned::rehearsal

int main(int argc, char** argv) {
  using namespace undersigned::rehearsal;
  if (argc != 4) {
    std::fprintf(stderr, "usage: %s PEOPLE DEGREE STEPS\n", argv[0]);
    return 2;
  }
  const auto people = static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10));
  const auto steps = static_cast<std::uint16_t>(std::strtoul(argv[3], nullptr, 10));
  const Design design = threshold_model(people, std::strtod(argv[2], nullptr), steps);
  undersigned::base::SerialExecutor here;
  const double each = double{1} * people * steps;
  std::printf("%.6g\n", rate(each, [&](std::uint32_t replica) {
                rehearse_plainly(design, {.seed = 1}, replica);
              }));
  std::printf("%.6g\n", rate(512 * each, [&](std::uint32_t number) {
                rehearse(design, {.seed = 1}, 512 * number, 512, here);
              }));
  return 0;
}
