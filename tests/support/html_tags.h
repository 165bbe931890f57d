// A strict reader of the HTML that the project writes: every tag with its attributes, in order. It
// knows less than a browser on purpose: what it cannot read, the project should not write.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace undersigned::test {

struct Tag {
  std::string name;
  bool closing = false;  // </name>
  std::vector<std::pair<std::string, std::string>> attributes;
};

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html) : rest_(html) {}

  // Every tag, or nothing if the HTML is not well formed: a stray < or >, an attribute without
  // quotes, an element that is closed by another's tag or not at all.
  std::optional<std::vector<Tag>> tags() {
    std::vector<Tag> all;
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '>') return std::nullopt;
      if (c != '<') {
        text_ += c;
        rest_.remove_prefix(1);
        continue;
      }
      if (take("<!doctype html>")) continue;
      std::optional<Tag> tag = read_tag();
      if (!tag || !nest(*tag)) return std::nullopt;
      all.push_back(std::move(*tag));
      text_ += ' ';
    }
    if (!open_.empty()) return std::nullopt;
    return all;
  }

  // What stands between the tags, after tags(): tags as spaces, styles left out.
  const std::string& text() const { return text_; }

 private:
  bool take(std::string_view prefix) {
    if (!rest_.starts_with(prefix)) return false;
    rest_.remove_prefix(prefix.size());
    return true;
  }

  std::string take_while(std::string_view characters) {
    const std::size_t end = std::min(rest_.find_first_not_of(characters), rest_.size());
    std::string taken(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return taken;
  }

  std::optional<Tag> read_tag() {
    constexpr std::string_view kName =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:";
    Tag tag;
    take("<");
    tag.closing = take("/");
    tag.name = take_while(kName);
    if (tag.name.empty()) return std::nullopt;
    while (take(" ")) {
      std::string name = take_while(kName);
      if (name.empty() || !take("=\"")) return std::nullopt;
      const std::size_t end = rest_.find('"');
      const std::string_view value = rest_.substr(0, end);
      if (end == rest_.npos || value.find_first_of("<>") != value.npos) return std::nullopt;
      tag.attributes.emplace_back(std::move(name), value);
      rest_.remove_prefix(end + 1);
    }
    empty_ = take("/");
    if (!take(">")) return std::nullopt;
    if (tag.name == "style" && !tag.closing)
      rest_.remove_prefix(std::min(rest_.find("</style>"), rest_.size()));
    return tag;
  }

  bool nest(const Tag& tag) {
    constexpr std::array<std::string_view, 3> kVoid = {"meta", "br", "hr"};
    for (const std::string_view name : kVoid) {
      if (tag.name == name) return !tag.closing;
    }
    if (empty_) return !tag.closing;
    if (!tag.closing) {
      open_.push_back(tag.name);
      return true;
    }
    if (open_.empty() || open_.back() != tag.name) return false;
    open_.pop_back();
    return true;
  }

  std::string_view rest_;
  std::string text_;
  std::vector<std::string> open_;
  bool empty_ = false;  // the tag read last ends with />
};

}  // namespace undersigned::test
