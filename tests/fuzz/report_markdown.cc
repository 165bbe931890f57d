// render_markdown: what it accepts is well formed, of harmless elements alone, and holds no
// character that a body may not.
#include <algorithm>
#include <array>

#include "app/report/markdown.h"
#include "core/base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/html_tags.h"

namespace undersigned {
namespace {

bool harmless(const test::Tag& tag) {
  constexpr std::array<std::string_view, 17> kElements = {
      "p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote",
      "a", "br", "hr",     "h2",   "h3",  "h4", "h5", "h6"};
  if (std::find(kElements.begin(), kElements.end(), tag.name) == kElements.end()) return false;
  return std::all_of(tag.attributes.begin(), tag.attributes.end(), [&](const auto& attribute) {
    return (tag.name == "a" && attribute.first == "href") ||
           (tag.name == "ol" && attribute.first == "start");
  });
}

}  // namespace

void fuzz(base::ByteView input) {
  const std::string_view body = base::as_text(input);
  // Only valid bodies come this far (docs/protocol.md 3).
  if (body.size() > 4'096 || !base::check_text(body, base::TextKind::kBody, "body")) return;
  const auto html = report::render_markdown(body);
  if (!html) {
    UNDERSIGNED_CHECK(html.error().check.starts_with("markdown."));
    return;
  }
  const auto tags = test::HtmlReader(*html).tags();
  UNDERSIGNED_CHECK(tags.has_value());
  UNDERSIGNED_CHECK(std::all_of(tags->begin(), tags->end(), harmless));
  UNDERSIGNED_CHECK(base::check_text(*html, base::TextKind::kBody, "page").has_value());
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
