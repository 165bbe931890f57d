#include "core/base/declassify.h"

namespace undersigned::base {

// Alone in this file: a program that defines it itself must not draw this one from the library.
bool declassify(bool value) { return value; }

}  // namespace undersigned::base
