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

// Goes over `count` places and stops at each with probability p, in time that is linear in the
// stops: the leap to the next one has a geometric distribution, 1 + floor(log u / log(1-p)).
class Leaps {
 public:
  Leaps(Stream stream, double p)
      : stream_(stream), none_(p <= 0), log_pass_(logarithm(1 - std::clamp(p, 0.0, 1 - 1e-12))) {}

  // The draws of one row begin at `draw` and do not reach another's.
  template <class Stop>
  void over(std::uint32_t row, std::uint32_t draw, std::uint32_t count, Stop stop) const {
    if (none_) return;
    for (std::uint64_t place = 0;; ++draw, ++place) {
      const double u = (stream_.block(kOnce, row, draw)[0] + 0.5) / 4294967296.0;
      place += static_cast<std::uint64_t>(std::min(logarithm(u) / log_pass_, 4294967296.0));
      if (place >= count) return;
      stop(static_cast<std::uint32_t>(place));
    }
  }

 private:
  Stream stream_;
  bool none_;
  double log_pass_;
};

// Where a row's draws begin for pairs across departments; within one they begin at 0.
constexpr std::uint32_t kAcross = 0x8000'0000;

void join_departments(const Departments& departments, Stream stream, std::vector<Edge>& edges) {
  std::vector<std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < departments.department.size(); ++i) {
    const std::uint32_t department = departments.department[i];
    UNDERSIGNED_CHECK(department < departments.department.size());
    if (department >= members.size()) members.resize(department + 1);
    members[department].push_back(i);
  }
  for (const auto& people : members) {
    if (people.size() < 2) continue;
    const auto size = static_cast<std::uint32_t>(people.size());
    const Leaps leaps(stream, departments.inside / (size - 1));
    for (std::uint32_t a = 0; a + 1 < size; ++a) {
      leaps.over(people[a], 0, size - 1 - a,
                 [&](std::uint32_t step) { join(edges, people[a], people[a + 1 + step]); });
    }
  }
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
  return Network(people, edges);
}

Network::Network(std::uint32_t people, const std::vector<Edge>& edges) : Network(people) {
  for (const auto& [from, to] : edges) offsets_[from + 1] += from != to;
  for (std::size_t i = 0; i < people; ++i) offsets_[i + 1] += offsets_[i];
  targets_.resize(offsets_.back());
  std::vector<std::size_t> next(offsets_.begin(), offsets_.end() - 1);
  for (const auto& [from, to] : edges) {
    if (from != to) targets_[next[from]++] = to;
  }
  // Each row in order and without repetition, moved up to where the row before ends.
  std::size_t end = 0;
  for (std::size_t i = 0; i < people; ++i) {
    const auto row = targets_.begin() + static_cast<std::ptrdiff_t>(offsets_[i]);
    const auto row_end = targets_.begin() + static_cast<std::ptrdiff_t>(offsets_[i + 1]);
    std::sort(row, row_end);
    const auto kept = std::unique(row, row_end) - row;
    std::move(row, row + kept, targets_.begin() + static_cast<std::ptrdiff_t>(end));
    offsets_[i] = end;
    end += static_cast<std::size_t>(kept);
  }
  offsets_[people] = end;
  targets_.resize(end);
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
  std::vector<Edge> edges;
  const Leaps leaps(stream, degree / (people - 1));
  for (std::uint32_t a = 0; a + 1 < people; ++a) {
    leaps.over(a, 0, people - 1 - a, [&](std::uint32_t step) { join(edges, a, a + 1 + step); });
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
  std::vector<Edge> edges;
  join_departments(departments, stream, edges);
  const Leaps across(stream, departments.across / (people - 1));
  for (std::uint32_t a = 0; a < people; ++a) {
    across.over(a, kAcross, people - 1 - a, [&](std::uint32_t step) {
      const std::uint32_t b = a + 1 + step;
      if (departments.department[a] != departments.department[b]) join(edges, a, b);
    });
    const std::uint32_t superior = departments.reports_to[a];
    UNDERSIGNED_CHECK(superior < people);
    if (superior != a) join(edges, a, superior);
  }
  return made(people, std::move(edges));
}

}  // namespace undersigned::rehearsal
