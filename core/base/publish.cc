#include "core/base/declassify.h"

namespace undersigned::base {

// Alone in this file, like declassify.
void publish(const void*, std::size_t) {}

}  // namespace undersigned::base
