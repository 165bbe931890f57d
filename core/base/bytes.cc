#include "core/base/bytes.h"

namespace undersigned::base {

bool equal_constant_time(ByteView a, ByteView b) {
  if (a.size() != b.size()) return false;
  std::uint32_t difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<std::uint32_t>(a[i] ^ b[i]);
    // Hides the running value, so that the loop cannot be left early once it is not zero.
    __asm__ __volatile__("" : "+r"(difference));
  }
  return difference == 0;
}

}  // namespace undersigned::base
