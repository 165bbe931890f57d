// Who sees whom at work: a directed graph in compressed sparse rows. An edge i -> j says that i
// sees what j does. Generated (departments with reporting lines, small world, random, lattices) or
// given. Generators draw from the stream's `once` replica, so a network belongs to a scenario, not
// to a replica. Nothing here is secret.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/rehearsal/philox.h"

namespace undersigned::rehearsal {

inline constexpr std::uint32_t kMostPeople = 10'000'000;
inline constexpr std::size_t kMostEdges = 400'000'000;

using Edge = std::pair<std::uint32_t, std::uint32_t>;  // first sees second

class Network {
 public:
  // Nobody sees anybody.
  explicit Network(std::uint32_t people = 0);
  // From edges, in linear time; edges to oneself and repeated ones are dropped. Refuses
  // "network.people" (0 or above kMostPeople), "network.edges" (too many), "network.edge" (an end
  // that is not a person).
  static base::Result<Network> from_edges(std::uint32_t people, std::vector<Edge> edges);

  std::uint32_t people() const { return static_cast<std::uint32_t>(offsets_.size() - 1); }
  std::size_t edges() const { return targets_.size(); }
  // Those whom `person` sees, in increasing order.
  std::span<const std::uint32_t> sees(std::uint32_t person) const {
    return {targets_.data() + offsets_[person], targets_.data() + offsets_[person + 1]};
  }

 private:
  Network(std::uint32_t people, const std::vector<Edge>& edges);

  std::vector<std::size_t> offsets_;
  std::vector<std::uint32_t> targets_;
};

// Everybody with k/2 neighbours on each side of a ring; k even, below `people`.
Network ring(std::uint32_t people, std::uint32_t degree);
// A ring each of whose edges is moved at its far end to anybody with probability `rewired`
// (Watts and Strogatz 1998).
Network small_world(std::uint32_t people, std::uint32_t degree, double rewired, Stream stream);
// Each pair with probability degree/(people - 1), by leaps over the pairs that are not joined.
Network random_network(std::uint32_t people, double degree, Stream stream);
// A torus of width times height; the four or the eight cells around each.
Network lattice(std::uint32_t width, std::uint32_t height, bool diagonals);
// Departments: pairs within one are joined with probability inside/(its size - 1), all other pairs
// with probability across/(people - 1), by leaps like a random network; reports_to[i] is i's
// superior (i itself: none), who is seen by and sees i. `department` and `reports_to` have one
// entry a person.
struct Departments {
  std::vector<std::uint32_t> department;
  std::vector<std::uint32_t> reports_to;
  double inside = 12;
  double across = 3;
};
Network department_network(const Departments& departments, Stream stream);

}  // namespace undersigned::rehearsal
