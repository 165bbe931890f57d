#include "core/base/secret.h"

#include <cstring>

namespace undersigned::base {

void wipe(void* data, std::size_t size) {
  if (size == 0) return;
  std::memset(data, 0, size);
  // Claims to read the memory: the stores above are then not dead, also after inlining.
  __asm__ __volatile__("" : : "r"(data) : "memory");
}

}  // namespace undersigned::base
