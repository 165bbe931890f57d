// The letter that `letter new` starts with, in each language, built in from templates/*.json
// (CMakeLists.txt): title, addressee, an author to be filled in, the standard items of
// docs/protocol.md 3, and a text.
#pragma once

#include <string_view>

namespace undersigned::service {

// The bytes of templates/LANGUAGE.json; those of English for a language that there is none of.
std::string_view embedded_template(std::string_view language);

}  // namespace undersigned::service
