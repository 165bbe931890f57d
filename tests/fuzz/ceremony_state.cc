// The kept state of a trustee's machine: what is resumed encodes to the bytes it came from, and has
// the messages of its step.
#include <algorithm>

#include "tests/fuzz/fuzz.h"
#include "tests/support/key_ceremony.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  using Step = ceremony::TrusteeCeremony::Step;
  static const ceremony::CeremonyContext context = test::Trustees(2, 2, 1).context;
  auto machine = ceremony::TrusteeCeremony::resume(context, 1, input);
  if (!machine) return;
  UNDERSIGNED_CHECK(std::ranges::equal(machine->encode().reveal(), input));
  UNDERSIGNED_CHECK(!machine->messages().empty() && machine->message()[1] == 1);
  if (machine->step() == Step::kFinished) {
    UNDERSIGNED_CHECK(machine->parts().size() == 2 && machine->shares().all().size() == 3);
  }
  if (machine->step() == Step::kVoid) UNDERSIGNED_CHECK(machine->fault().trustee <= 2);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
