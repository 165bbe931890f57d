// The condition of a selection in constant time.
#pragma once

#include <cstdint>

namespace undersigned::group {

// All ones for yes, zero for no.
using Choice = std::uint64_t;

}  // namespace undersigned::group
