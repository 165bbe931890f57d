// Files that are part of the program, put there when it is built (CMakeLists.txt).
#pragma once

#include <string_view>

namespace undersigned::rehearsal {

// The bytes of messages/LANGUAGE.json; English for a language that there is none of.
std::string_view embedded_messages(std::string_view language);
// The bytes of examples/night-letter.toml, which the demonstration plays.
std::string_view night_letter();

}  // namespace undersigned::rehearsal
