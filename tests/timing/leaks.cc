// The self-test of the checker: each of these leaks, and each must be reported.
#include "core/base/declassify.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

volatile int sink;
volatile std::uint8_t table[256];

void branch() {
  if (secret(7) > 5) sink = 1;
}

void index() { sink = table[secret<std::uint8_t>(9)]; }

void early_exit() {
  const auto key = secret(base::ByteArray<16>{1, 2, 3});
  const base::ByteArray<16> guess{1, 2, 4};
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i] != guess[i]) return;
  }
  sink = 2;
}

void loop_length() {
  const int rounds = secret(3);
  for (int i = 0; i < rounds; ++i) sink = i;
}

// Publishing one value does not publish the other.
void branch_beside_what_is_public() {
  const int shown = secret(1);
  const int hidden = secret(2);
  publish(shown);
  if (base::declassify(shown == 1)) sink = 3;
  if (hidden == 2) sink = 4;
}

}  // namespace

std::vector<Subject> subjects() {
  return {{"leak.branch", branch},
          {"leak.index", index},
          {"leak.early_exit", early_exit},
          {"leak.loop_length", loop_length},
          {"leak.branch_beside_what_is_public", branch_beside_what_is_public}};
}

}  // namespace undersigned::timing
