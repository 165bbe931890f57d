// Files that are part of the program: the messages of each language and the page's style, put
// there when it is built (CMakeLists.txt).
#pragma once

#include <string_view>

namespace undersigned::report {

// The bytes of messages/LANGUAGE.json; those of English for a language that there is none of.
std::string_view embedded_messages(std::string_view language);
// The bytes of page.css.
std::string_view embedded_style();

}  // namespace undersigned::report
