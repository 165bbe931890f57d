// Text on its way into HTML. Whatever comes from a manifest or a roster passes through here.
#pragma once

#include <string>
#include <string_view>

namespace undersigned::report {

// & < > " ' as character references: safe as content and inside a quoted attribute.
std::string escape(std::string_view text);

}  // namespace undersigned::report
