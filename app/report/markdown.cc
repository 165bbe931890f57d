#include "app/report/markdown.h"

#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "app/report/html.h"
#include "core/base/check.h"
#include "core/base/text.h"

namespace undersigned::report {
namespace {

using base::Result;

constexpr int kMaxDepth = 24;
constexpr std::size_t kMaxExpansion = 32u << 20;

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

std::string_view text_or_empty(const char* text) { return text ? text : ""; }

std::string_view literal_of(cmark_node* node) {
  return text_or_empty(cmark_node_get_literal(node));
}

// An inline node's own line, or its block's.
int line_of(cmark_node* node) {
  while (node && cmark_node_get_start_line(node) == 0) node = cmark_node_parent(node);
  return node ? cmark_node_get_start_line(node) : 0;
}

std::unexpected<base::Error> refuse(cmark_node* node, std::string check, std::string_view why) {
  return base::fail("markdown." + std::move(check), "3",
                    "Line " + std::to_string(line_of(node)) + " of the body: " + std::string(why));
}

bool link_is_allowed(std::string_view url) {
  constexpr std::array<std::string_view, 3> kSchemes = {"http://", "https://", "mailto:"};
  const auto same = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  };
  return std::any_of(kSchemes.begin(), kSchemes.end(), [&](std::string_view scheme) {
    return url.size() > scheme.size() &&
           std::equal(scheme.begin(), scheme.end(), url.begin(),
                      [&](char wanted, char found) { return same(found, wanted); });
  });
}

// Every use of a link definition copies it: n uses of one of m bytes make n·m. An upper bound.
bool definitions_may_swell(std::string_view body) {
  const auto brackets = static_cast<std::size_t>(std::count(body.begin(), body.end(), '['));
  std::size_t longest = 0;
  for (std::size_t at = body.find("]:"); at != body.npos; at = body.find("]:", at + 2)) {
    const std::size_t end = std::min(body.find("\n\n", at), body.size());
    longest = std::max(longest, end - at);
  }
  return brackets * longest > kMaxExpansion;
}

class Renderer {
 public:
  Result<std::string> render(cmark_node* document) {
    const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(document));
    for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      cmark_node* node = cmark_iter_get_node(iterator.get());
      UNDERSIGNED_TRY_VOID(event == CMARK_EVENT_ENTER ? enter(node) : leave(node));
    }
    return std::move(out_);
  }

 private:
  Result<void> enter(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
      return refuse(node, "html", "raw HTML is not allowed; write the text in Markdown.");
    }
    if (type == CMARK_NODE_IMAGE) {
      return refuse(node, "image", "images are not allowed; say it in words, or link to it.");
    }
    if (is_container(type) && ++depth_ > kMaxDepth) {
      return refuse(node, "depth", "lists and quotations are nested too deeply.");
    }
    const std::string_view url = type == CMARK_NODE_LINK ? cmark_node_get_url(node) : "";
    if (type == CMARK_NODE_LINK && !link_is_allowed(url)) {
      return refuse(node, "link", "a link may begin with http://, https:// or mailto: only.");
    }
    if (!base::check_text(url, base::TextKind::kLine, "") ||
        !base::check_text(literal_of(node), base::TextKind::kBody, "")) {
      return refuse(node, "character", "a character reference stands for what may not be written.");
    }
    out_ += opening(node, type);
    return {};
  }

  Result<void> leave(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (is_container(type)) --depth_;
    out_ += closing(node, type);
    return {};
  }

  static bool is_container(cmark_node_type type) {
    return type == CMARK_NODE_LIST || type == CMARK_NODE_BLOCK_QUOTE;
  }

  // A paragraph of a tight list is written without <p>; a heading without text not at all.
  static bool is_tight(cmark_node* paragraph) {
    cmark_node* list = cmark_node_parent(cmark_node_parent(paragraph));
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
  }

  std::string opening(cmark_node* node, cmark_node_type type) {
    const std::string text = escape(literal_of(node));
    if (type == CMARK_NODE_TEXT) return text;
    if (type == CMARK_NODE_CODE) return "<code>" + text + "</code>";
    if (type == CMARK_NODE_CODE_BLOCK) return "<pre><code>" + text + "</code></pre>\n";
    if (type == CMARK_NODE_SOFTBREAK) return "\n";
    if (type == CMARK_NODE_LINEBREAK) return "<br>\n";
    if (type == CMARK_NODE_THEMATIC_BREAK) return "<hr>\n";
    if (type == CMARK_NODE_EMPH) return "<em>";
    if (type == CMARK_NODE_STRONG) return "<strong>";
    if (type == CMARK_NODE_BLOCK_QUOTE) return "<blockquote>\n";
    if (type == CMARK_NODE_ITEM) return "<li>";
    if (type == CMARK_NODE_PARAGRAPH) return is_tight(node) ? "" : "<p>";
    if (type == CMARK_NODE_LINK) return "<a href=\"" + escape(cmark_node_get_url(node)) + "\">";
    if (type == CMARK_NODE_LIST) return open_list(node);
    if (type == CMARK_NODE_HEADING && cmark_node_first_child(node)) {
      heading_ = std::min({6, cmark_node_get_heading_level(node) + 1, heading_ + 1});
      return "<h" + std::to_string(heading_) + ">";
    }
    UNDERSIGNED_CHECK(type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_HEADING);
    return "";
  }

  static std::string open_list(cmark_node* node) {
    if (cmark_node_get_list_type(node) == CMARK_BULLET_LIST) return "<ul>\n";
    const int start = cmark_node_get_list_start(node);
    return start == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(start) + "\">\n";
  }

  std::string closing(cmark_node* node, cmark_node_type type) const {
    if (type == CMARK_NODE_EMPH) return "</em>";
    if (type == CMARK_NODE_STRONG) return "</strong>";
    if (type == CMARK_NODE_LINK) return "</a>";
    if (type == CMARK_NODE_BLOCK_QUOTE) return "</blockquote>\n";
    if (type == CMARK_NODE_ITEM) return "</li>\n";
    if (type == CMARK_NODE_PARAGRAPH && is_tight(node)) return cmark_node_next(node) ? "\n" : "";
    if (type == CMARK_NODE_PARAGRAPH) return "</p>\n";
    if (type == CMARK_NODE_HEADING && cmark_node_first_child(node))
      return "</h" + std::to_string(heading_) + ">\n";
    if (type == CMARK_NODE_LIST) {
      return cmark_node_get_list_type(node) == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n";
    }
    return "";
  }

  std::string out_;
  int depth_ = 0;
  int heading_ = 1;  // the level of the heading before; the title is 1
};

}  // namespace

Result<std::string> render_markdown(std::string_view body) {
  if (definitions_may_swell(body)) {
    return base::fail("markdown.size", "3", "The body's link definitions are too long to repeat.");
  }
  const std::unique_ptr<cmark_node, FreeNode> document(
      cmark_parse_document(body.data(), body.size(), CMARK_OPT_VALIDATE_UTF8));
  return Renderer().render(document.get());
}

}  // namespace undersigned::report
