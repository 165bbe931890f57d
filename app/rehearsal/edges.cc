#include <charconv>

#include "app/rehearsal/scenario_file.h"

namespace undersigned::rehearsal {
namespace {

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

}  // namespace

base::Result<std::vector<Edge>> parse_edges(std::string_view text, bool both_ways) {
  std::vector<Edge> edges;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    Edge edge;
    if (parse_line(line, edge)) {
      edges.push_back(edge);
      if (both_ways) edges.emplace_back(edge.second, edge.first);
    } else if (number > 1 && !line.empty()) {
      return base::fail("edges.syntax", "",
                        "line " + std::to_string(number) + ": an edge is two numbers of people.");
    }
    if (edges.size() > kMostEdges) return base::fail("network.edges", "", "Too many edges.");
  }
  return edges;
}

}  // namespace undersigned::rehearsal
