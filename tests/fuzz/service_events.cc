// Events files: what is accepted is in order of time, of people on the roster and choices offered.
#include "app/service/events.h"
#include "core/letter/choice.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_manifest.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  static const letter::Manifest manifest = test::manifest_of(test::sample_fields());
  const auto events = service::parse_events(input, manifest);
  if (!events) {
    UNDERSIGNED_CHECK(!events.error().message.empty());
    return;
  }
  std::uint64_t before = 0;
  for (const service::Event& event : *events) {
    UNDERSIGNED_CHECK(event.person < manifest.roster_size && event.time >= before);
    before = event.time;
    const std::vector<std::string_view> choice(event.choice.begin(), event.choice.end());
    UNDERSIGNED_CHECK(letter::Wish::parse(manifest, choice).has_value());
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
