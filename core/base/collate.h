// The order of names for a reader: letters of the Latin alphabet with and without accents together,
// capitals and small letters alike, so that *Ågren* stands before *Andrade* and after *Aga*.
#pragma once

#include <string>
#include <string_view>

namespace undersigned::base {

// A key: names in the order of their keys' bytes, and of their own where keys are equal, are in the
// order above. Letters up to U+017F are folded to a…z; all else stays as it is, after them.
std::string collation_key(std::string_view name);

}  // namespace undersigned::base
