// Scenario files: what is accepted is possible, and every refusal says why; small ones are
// compiled.
#include "app/rehearsal/scenario_file.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  const auto none = [](const std::string&) -> base::Result<std::string> {
    return std::string("0 1\n1 2\n");
  };
  const auto plan = rehearsal::parse_scenario(base::as_text(input), none);
  if (!plan) {
    UNDERSIGNED_CHECK(!plan.error().check.empty() && !plan.error().message.empty());
    return;
  }
  const rehearsal::Scenario& scenario = plan->scenario;
  UNDERSIGNED_CHECK(rehearsal::complete(scenario).has_value());
  UNDERSIGNED_CHECK(!plan->variants.empty() && plan->replicas >= 2);
  if (scenario.people > 1000 || scenario.groups.size() > 2) return;
  // The tables of a variant take a moment each.
  const auto network = rehearsal::make_network(scenario);
  const auto design = rehearsal::compile(scenario, plan->variants.front(), network);
  if (design) UNDERSIGNED_CHECK(design->check().has_value());
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
