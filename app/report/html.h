// Text on its way into HTML. Whatever comes from a manifest or a roster passes through escape();
// a std::string named html, here and in the page's parts, is already safe.
#pragma once

#include <string>
#include <string_view>

namespace undersigned::report {

// & < > " ' as character references: safe as content and inside a quoted attribute.
std::string escape(std::string_view text);

// <name attributes>html</name>; attributes as they stand in the tag, values already escaped.
std::string element(std::string_view name, std::string_view attributes, std::string_view html);

}  // namespace undersigned::report
