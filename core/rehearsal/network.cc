#include "core/rehearsal/network.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/rehearsal/arithmetic.h"

namespace undersigned::rehearsal {
namespace {

// Whether the pair (a, b) is drawn, with probability p in 2^-32ths.
class PairDraws {
 public:
  explicit PairDraws(Stream stream) : stream_(stream) {}
  bool drawn(std::uint32_t a, std::uint32_t b, double p) const {
    return static_cast<double>(stream_.block(kOnce, a, b)[0]) < p * 4294967296.0;
  }
  std::uint32_t any(std::uint32_t a, std::uint32_t b, std::uint32_t people) const {
    return static_cast<std::uint32_t>((std::uint64_t{stream_.block(kOnce, a, b)[1]} * people) >>
                                      32);
  }

 private:
  Stream stream_;
};

void join(std::vector<Edge>& edges, std::uint32_t a, std::uint32_t b) {
  edges.emplace_back(a, b);
  edges.emplace_back(b, a);
}

Network made(std::uint32_t people, std::vector<Edge> edges) {
  auto network = Network::from_edges(people, std::move(edges));
  UNDERSIGNED_CHECK(network.has_value());
  return *std::move(network);
}

}  // namespace

Network::Network(std::uint32_t people) : offsets_(std::size_t{people} + 1, 0) {}

base::Result<Network> Network::from_edges(std::uint32_t people, std::vector<Edge> edges) {
  if (people < 1 || people > kMostPeople) {
    return base::fail("network.people", "",
                      "A network has 1 to " + std::to_string(kMostPeople) + " people.");
  }
  if (edges.size() > kMostEdges) {
    return base::fail("network.edges", "",
                      "A network has at most " + std::to_string(kMostEdges) + " edges.");
  }
  for (const auto& [from, to] : edges) {
    if (from >= people || to >= people) {
      return base::fail("network.edge", "",
                        "The edge " + std::to_string(from) + " " + std::to_string(to) +
                            " names somebody who is not among the " + std::to_string(people) +
                            " people, counted from 0.");
    }
  }
  std::erase_if(edges, [](const Edge& edge) { return edge.first == edge.second; });
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  Network network(people);
  for (const auto& [from, to] : edges) {
    ++network.offsets_[from + 1];
    network.targets_.push_back(to);
  }
  for (std::size_t i = 0; i < people; ++i) network.offsets_[i + 1] += network.offsets_[i];
  return network;
}

Network ring(std::uint32_t people, std::uint32_t degree) {
  UNDERSIGNED_CHECK(degree % 2 == 0 && degree < people);
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i < people; ++i) {
    for (std::uint32_t step = 1; step <= degree / 2; ++step) join(edges, i, (i + step) % people);
  }
  return made(people, std::move(edges));
}

Network small_world(std::uint32_t people, std::uint32_t degree, double rewired, Stream stream) {
  UNDERSIGNED_CHECK(degree % 2 == 0 && degree < people);
  const PairDraws draws(stream);
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i < people; ++i) {
    for (std::uint32_t step = 1; step <= degree / 2; ++step) {
      const std::uint32_t end =
          draws.drawn(i, step, rewired) ? draws.any(i, step, people) : (i + step) % people;
      if (end != i) join(edges, i, end);
    }
  }
  return made(people, std::move(edges));
}

Network random_network(std::uint32_t people, double degree, Stream stream) {
  UNDERSIGNED_CHECK(people >= 2 && degree >= 0 && degree <= people - 1);
  const double p = degree / (people - 1);
  std::vector<Edge> edges;
  if (p <= 0) return made(people, edges);
  // Leaps have a geometric distribution: the next joined pair after one is at distance
  // 1 + floor(log u / log(1-p)).
  const double log_none = logarithm(1 - std::min(p, 1 - 1e-12));
  for (std::uint32_t a = 0; a + 1 < people; ++a) {
    std::uint64_t b = a;
    for (std::uint32_t draw = 0;; ++draw) {
      const double u = (stream.block(kOnce, a, draw)[0] + 0.5) / 4294967296.0;
      b += 1 + static_cast<std::uint64_t>(logarithm(u) / log_none);
      if (b >= people) break;
      join(edges, a, static_cast<std::uint32_t>(b));
    }
  }
  return made(people, std::move(edges));
}

Network lattice(std::uint32_t width, std::uint32_t height, bool diagonals) {
  UNDERSIGNED_CHECK(width >= 3 && height >= 3 && std::uint64_t{width} * height <= kMostPeople);
  std::vector<Edge> edges;
  const auto at = [&](std::uint32_t x, std::uint32_t y) {
    return (y % height) * width + x % width;
  };
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      join(edges, at(x, y), at(x + 1, y));
      join(edges, at(x, y), at(x, y + 1));
      if (diagonals) {
        join(edges, at(x, y), at(x + 1, y + 1));
        join(edges, at(x + 1, y), at(x, y + 1));
      }
    }
  }
  return made(width * height, std::move(edges));
}

Network department_network(const Departments& departments, Stream stream) {
  const auto people = static_cast<std::uint32_t>(departments.department.size());
  UNDERSIGNED_CHECK(people >= 2 && departments.reports_to.size() == people);
  std::vector<std::uint32_t> sizes;
  for (const std::uint32_t department : departments.department) {
    if (department >= sizes.size()) sizes.resize(department + 1, 0);
    ++sizes[department];
  }
  const PairDraws draws(stream);
  std::vector<Edge> edges;
  for (std::uint32_t a = 0; a < people; ++a) {
    const std::uint32_t department = departments.department[a];
    const double inside = departments.inside / std::max(1u, sizes[department] - 1);
    for (std::uint32_t b = a + 1; b < people; ++b) {
      const bool together = departments.department[b] == department;
      const double p = together ? inside : departments.across / (people - 1);
      if (draws.drawn(a, b, std::min(p, 1.0))) join(edges, a, b);
    }
    const std::uint32_t superior = departments.reports_to[a];
    UNDERSIGNED_CHECK(superior < people);
    if (superior != a) join(edges, a, superior);
  }
  return made(people, std::move(edges));
}

}  // namespace undersigned::rehearsal
