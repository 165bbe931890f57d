// Text from outside: names, roles, titles, bodies. Control characters (but newline and tab in a
// body), bidirectional overrides and isolates, and other invisible format characters that let one
// text pass for another are refused (docs/protocol.md 3).
#pragma once

#include <string_view>

#include "core/base/result.h"

namespace undersigned::base {

enum class TextKind { kLine, kBody };  // kBody may hold newlines and tabs

// Refuses invalid UTF-8 ("text.utf8") and the characters named above ("text.character"); `what`
// names the text in the message, as in "title". Spaces of any width, variation selectors and
// private use are let through. The empty text passes.
Result<void> check_text(std::string_view text, TextKind kind, std::string_view what);

}  // namespace undersigned::base
