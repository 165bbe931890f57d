// The body of a letter from Markdown (CommonMark) to HTML that cannot do anything: text, emphasis,
// headings, lists, quotations, code and links. What could hide something from a reader or reach
// outside the page is refused with its line, not dropped: whoever signs reads the whole text.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace undersigned::report {

// Headings become h2…h6, one deeper than written and never more than one below the heading before,
// since the letter's title is the page's h1. Links go to http, https and mailto only.
//
// `body` is UTF-8 of at most 131,072 bytes (docs/protocol.md 3). Refuses, each with the line:
// "markdown.html" raw HTML; "markdown.image" images, which a page that loads nothing cannot show;
// "markdown.link" a link of another kind; "markdown.depth" lists and quotations more than 24 deep;
// "markdown.character" a character reference (&#x202e;) for what a body may not hold.
// Without a line: "markdown.size" link definitions that would swell the text to over 32 MiB.
base::Result<std::string> render_markdown(std::string_view body);

}  // namespace undersigned::report
