#include "app/print/body.h"

#include <algorithm>

namespace undersigned::print {
namespace {

// Reads the tags that the renderer writes, in the order in which it writes them.
class BodyReader {
 public:
  std::vector<BodyBlock> read(std::string_view html) {
    while (!html.empty()) {
      const std::size_t open = std::min(html.find('<'), html.size());
      text(html.substr(0, open));
      html.remove_prefix(open);
      if (html.empty()) break;
      const std::size_t close = std::min(html.find('>'), html.size() - 1);
      tag(html.substr(1, close - 1));
      html.remove_prefix(close + 1);
    }
    flush();
    return std::move(blocks_);
  }

 private:
  struct List {
    bool ordered = false;
    int next = 1;
  };

  void text(std::string_view text) {
    if (code_) {
      current_.markup += text;
      return;
    }
    // Line feeds between blocks mean nothing, within one they are spaces.
    for (const char c : text) {
      const char shown = c == '\n' ? ' ' : c;
      if (shown != ' ' || !current_.markup.empty()) current_.markup += shown;
    }
  }

  void tag(std::string_view tag) {
    const std::string_view name = tag.substr(0, tag.find(' '));
    if (const char* markup = inline_markup(name)) {
      current_.markup += markup;
    } else if (name == "a") {
      const std::size_t from = tag.find('"') + 1;
      link_ = tag.substr(from, tag.rfind('"') - from);
      current_.markup += "<u>";
    } else if (name == "/a") {
      current_.markup += "</u>";
      // On paper nobody can follow a link: its address stands behind it, unless it is its text.
      const std::string shown = link_.starts_with("mailto:") ? link_.substr(7) : link_;
      if (!current_.markup.ends_with(shown + "</u>"))
        current_.markup += " <span size=\"smaller\">(" + shown + ")</span>";
    } else {
      block(tag, name);
    }
  }

  static const char* inline_markup(std::string_view name) {
    if (name == "em") return "<i>";
    if (name == "/em") return "</i>";
    if (name == "strong") return "<b>";
    if (name == "/strong") return "</b>";
    if (name == "br") return "\n";
    return nullptr;
  }

  void block(std::string_view tag, std::string_view name) {
    if (name == "code" || name == "/code") {
      if (!code_) current_.markup += name == "code" ? "<tt>" : "</tt>";
      return;
    }
    flush();
    if (name == "ul" || name == "ol") {
      const std::size_t start = tag.find("start=\"");
      lists_.push_back(
          {name == "ol", start == tag.npos ? 1 : std::stoi(std::string(tag.substr(start + 7)))});
    } else if ((name == "/ul" || name == "/ol") && !lists_.empty()) {
      lists_.pop_back();
    } else if (name == "li" && !lists_.empty()) {
      mark_ = lists_.back().ordered ? std::to_string(lists_.back().next++) + "." : "•";
    } else if (name == "blockquote") {
      ++quotes_;
    } else if (name == "/blockquote") {
      --quotes_;
    } else if (name == "pre") {
      code_ = true;
    } else if (name == "/pre") {
      code_ = false;
    } else if (name == "hr") {
      blocks_.push_back({BodyKind::kRule, depth(), 0, "", ""});
    } else if (name.size() == 2 && name[0] == 'h') {
      level_ = name[1] - '0';
    } else if (name.size() == 3 && name.starts_with("/h")) {
      level_ = 0;
    }
  }

  int depth() const { return static_cast<int>(lists_.size()) + quotes_; }

  void flush() {
    while (current_.markup.ends_with('\n') || current_.markup.ends_with(' '))
      current_.markup.pop_back();
    if (current_.markup.empty()) return;
    current_.depth = depth();
    current_.level = level_;
    current_.mark = std::move(mark_);
    mark_.clear();
    current_.kind = code_             ? BodyKind::kCode
                    : level_ > 0      ? BodyKind::kHeading
                    : !lists_.empty() ? BodyKind::kItem
                    : quotes_ > 0     ? BodyKind::kQuote
                                      : BodyKind::kParagraph;
    blocks_.push_back(std::move(current_));
    current_ = {};
  }

  std::vector<BodyBlock> blocks_;
  BodyBlock current_;
  std::vector<List> lists_;
  std::string mark_, link_;
  int quotes_ = 0, level_ = 0;
  bool code_ = false;
};

}  // namespace

std::vector<BodyBlock> body_blocks(std::string_view html) { return BodyReader().read(html); }

}  // namespace undersigned::print
