// Where a result computed from secrets becomes public on purpose: the outcome of a check whose
// failure ends the operation anyway, as "this key file holds a canonical scalar" or "this tag is
// right".
#pragma once

namespace undersigned::base {

// The value itself. To be written wherever the program may branch on it although secrets went in;
// nothing else may branch on secrets. The constant-time tests (tests/timing) define this function
// themselves and tell the checker there, which is why it is not inline.
bool declassify(bool value);

}  // namespace undersigned::base
