// Lists of edges and departments: what is accepted makes a network of the people there are.
#include "core/rehearsal/plan.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  constexpr std::uint32_t kPeople = 200;
  const std::string_view text = base::as_text(input);
  if (const auto departments = rehearsal::parse_departments(text, kPeople)) {
    UNDERSIGNED_CHECK(departments->size() == kPeople);
    for (const std::uint32_t department : *departments) UNDERSIGNED_CHECK(department < kPeople);
  }
  for (const bool both_ways : {false, true}) {
    const auto edges = rehearsal::parse_edges(text, both_ways);
    if (!edges) {
      UNDERSIGNED_CHECK(!edges.error().message.empty());
      return;
    }
    const auto network = rehearsal::Network::from_edges(kPeople, *edges);
    if (!network) continue;
    UNDERSIGNED_CHECK(network->edges() <= edges->size());
    for (std::uint32_t i = 0; i < kPeople; ++i) {
      std::uint32_t before = kPeople;
      for (const std::uint32_t j : network->sees(i)) {
        UNDERSIGNED_CHECK(j < kPeople && j != i && (before == kPeople || before < j));
        before = j;
      }
    }
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
