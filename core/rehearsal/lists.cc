// Lists of edges and departments, as text.
#include <charconv>

#include "core/rehearsal/plan.h"

namespace undersigned::rehearsal {
namespace {

constexpr std::uint32_t kNobody = 0xffff'ffff;

// The two numbers of a line with nothing after them.
bool parse_line(std::string_view line, Edge& edge) {
  const char* at = line.data();
  const char* end = line.data() + line.size();
  for (std::uint32_t* number : {&edge.first, &edge.second}) {
    while (at != end && (*at == ' ' || *at == '\t' || *at == ',')) ++at;
    const auto [after, error] = std::from_chars(at, end, *number);
    if (error != std::errc()) return false;
    at = after;
  }
  return at == end;
}

std::unexpected<base::Error> refuse(const char* check, std::size_t line, std::string reason) {
  return base::fail(check, "", "line " + std::to_string(line) + ": " + std::move(reason));
}

// Calls take(line number, pair) for each line; an empty one and a heading are passed over.
template <class Take>
base::Result<void> each_pair(std::string_view text, const char* check, const char* form,
                             Take take) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    Edge pair;
    if (parse_line(line, pair)) {
      UNDERSIGNED_TRY_VOID(take(number, pair));
    } else if (number > 1 && !line.empty()) {
      return refuse(check, number, form);
    }
  }
  return {};
}

}  // namespace

base::Result<std::vector<Edge>> parse_edges(std::string_view text, bool both_ways) {
  std::vector<Edge> edges;
  UNDERSIGNED_TRY_VOID(each_pair(text, "edges.syntax", "an edge is two numbers of people.",
                                 [&](std::size_t line, const Edge& edge) -> base::Result<void> {
                                   if (edges.size() >= kMostListedEdges) {
                                     return refuse("network.edges", line,
                                                   "a list has at most eight million edges.");
                                   }
                                   edges.push_back(edge);
                                   if (both_ways) edges.emplace_back(edge.second, edge.first);
                                   return {};
                                 }));
  return edges;
}

base::Result<std::vector<std::uint32_t>> parse_departments(std::string_view text,
                                                           std::uint32_t people) {
  std::vector<std::uint32_t> departments(people, kNobody);
  UNDERSIGNED_TRY_VOID(each_pair(
      text, "departments.syntax", "a line is a person's number and a department's.",
      [&](std::size_t line, const Edge& pair) -> base::Result<void> {
        const auto [person, department] = pair;
        if (person >= people) {
          return refuse("departments.person", line,
                        "person " + std::to_string(person) + " is not among the " +
                            std::to_string(people) + ", counted from 0.");
        }
        if (department >= people) {
          return refuse("departments.person", line,
                        "there are more departments than people; count them from 0.");
        }
        if (departments[person] != kNobody) {
          return refuse("departments.person", line,
                        "person " + std::to_string(person) + " has a department already.");
        }
        departments[person] = department;
        return {};
      }));
  for (std::size_t i = 0; i < departments.size(); ++i) {
    if (departments[i] == kNobody) {
      return base::fail("departments.person", "",
                        "person " + std::to_string(i) + " has no department.");
    }
  }
  return departments;
}

}  // namespace undersigned::rehearsal
